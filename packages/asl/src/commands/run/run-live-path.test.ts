import type { HistoryEvent } from '../../interpreter';
import { livePath } from './run-live-path';

const entered = (id: number, previousEventId: number, type: string, name: string) =>
  ({ id, previousEventId, type, timestamp: 0, stateEnteredEventDetails: { name } }) as HistoryEvent;
const exited = (id: number, previousEventId: number, type: string, name: string) =>
  ({ id, previousEventId, type, timestamp: 0, stateExitedEventDetails: { name } }) as HistoryEvent;
const plain = (id: number, previousEventId: number, type: string) =>
  ({ id, previousEventId, type, timestamp: 0 }) as HistoryEvent;

it.each([
  ['hangs on the last branch, as AWS records it', 4],
  ['hangs on the success of the Parallel', 5],
])('shows what follows a Parallel beside it, where its exit %s', (_, previousEventId) => {
  const lines: string[] = [];
  const show = livePath((line) => lines.push(line), false);

  for (const event of [
    entered(1, 0, 'ParallelStateEntered', 'Both'),
    plain(2, 1, 'ParallelStateStarted'),
    entered(3, 2, 'PassStateEntered', 'Inside'),
    exited(4, 3, 'PassStateExited', 'Inside'),
    plain(5, 4, 'ParallelStateSucceeded'),
    exited(6, previousEventId, 'ParallelStateExited', 'Both'),
    entered(7, 6, 'SucceedStateEntered', 'After'),
  ])
    show(event);

  expect(lines.map((line) => line.slice(14))).toEqual(['  Both', '    Inside', '  After']);
});
