import type { JsonObject, StateMachineDefinition } from '../definition';
import { drawSvg, type GraphEdge, readGraph, takenPath } from '.';

const resource = 'arn:aws:states:::sqs:sendMessage';
const definition: StateMachineDefinition = {
  StartAt: 'Send',
  States: {
    Send: { Type: 'Task', Resource: resource, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Both' }], Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: { Type: 'Task', Resource: resource, End: true } } },
        { StartAt: 'Right', States: { Right: { Type: 'Wait', Seconds: 9, End: true } } },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Stop' }],
      End: true,
    },
    Stop: { Type: 'Fail', Error: 'Stopped' },
  },
};
const graph = readGraph('example', definition);

/** Events, each after the one before it unless it has a previousEventId. */
function historyOf(...events: readonly (readonly [string, object?, number?])[]): readonly JsonObject[] {
  return events.map(([type, details = {}, previousEventId], index) => {
    const key = /StateEntered$/.test(type)
      ? 'stateEnteredEventDetails'
      : /StateExited$/.test(type)
        ? 'stateExitedEventDetails'
        : `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
    return { id: index + 1, previousEventId: previousEventId ?? index, type, [key]: details } as JsonObject;
  });
}

const enterSend = [['ExecutionStarted'], ['TaskStateEntered', { name: 'Send' }, 0], ['TaskScheduled']] as const;
const leaveSend = [
  ['TaskStateExited', { name: 'Send' }],
  ['ParallelStateEntered', { name: 'Both' }],
  ['ParallelStateStarted'],
] as const;

const way = (kind: GraphEdge['kind']) => ({ from: 'Send', to: 'Both', kind });

it('tells the way of a Next from that of a Catch to the same state', () => {
  const succeeded = takenPath(graph, historyOf(...enterSend, ['TaskSucceeded'], ...leaveSend));
  const failed = takenPath(
    graph,
    historyOf(...enterSend, ['TaskFailed', { error: 'Busy', cause: 'no' }], ...leaveSend),
  );
  const notBegun = takenPath(graph, historyOf(...enterSend.slice(0, 2), ...leaveSend));

  expect(
    [succeeded, failed, notBegun].map((taken) => [taken.hasEdge(way('next')), taken.hasEdge(way('catch'))]),
  ).toEqual([
    [true, false],
    [false, true],
    [false, true],
  ]);
  expect(failed.failureOf('Send')).toEqual({ error: 'Busy', cause: 'no' });
  expect(succeeded.failureOf('Send')).toBeUndefined();
});

/** Left fails, Right is aborted for it. */
const leftFails = historyOf(
  ...enterSend,
  ['TaskSucceeded'],
  ...leaveSend,
  ['TaskStateEntered', { name: 'Left' }],
  ['WaitStateEntered', { name: 'Right' }, 7],
  ['TaskTimedOut', { error: 'States.Timeout' }, 8],
  ['TaskStateAborted'],
  ['WaitStateAborted', {}, 9],
  ['ParallelStateFailed', {}, 11],
);

it('names what failed where the execution ended: the innermost state and those that hold it, not what was aborted', () => {
  const taken = takenPath(graph, [
    ...leftFails,
    ...historyOf(['ExecutionFailed', { error: 'States.Timeout' }]).map((event) => ({
      ...event,
      id: 14,
      previousEventId: 13,
    })),
  ]);

  expect(['Send', 'Both', 'Both/0/Left', 'Both/1/Right', 'Stop'].map((id) => taken.failureOf(id)?.error)).toEqual([
    undefined,
    'States.Timeout',
    'States.Timeout',
    undefined,
    undefined,
  ]);
  const svg = drawSvg(graph, { taken });
  expect(svg.match(/class="failed"/g)).toHaveLength(3); // the two, and the legend
  expect(svg.match(/class="taken"/g)).toHaveLength(2);
  expect(svg.match(/class="caught"[^>]*>States\.Timeout</g)).toHaveLength(2);
});

it('names what failed where a Catch took it, and the Fail it led to', () => {
  const rest = historyOf(
    ['ParallelStateExited', { name: 'Both' }],
    ['FailStateEntered', { name: 'Stop' }],
    ['ExecutionFailed', { error: 'Stopped', cause: '<b>' }],
  ).map((event, index) => ({ ...event, id: 14 + index, previousEventId: 13 + index }));
  const taken = takenPath(graph, [...leftFails, ...rest]);

  expect(['Both', 'Both/0/Left', 'Stop'].map((id) => taken.failureOf(id)?.error)).toEqual([
    'States.Timeout',
    'States.Timeout',
    'Stopped',
  ]);
  expect(taken.hasEdge({ from: 'Both', to: 'Stop', kind: 'catch' })).toBe(true);
  expect(drawSvg(graph, { taken })).toContain('Stop\nStopped: &lt;b&gt;');
});

it('forgets a failure that a later visit made good', () => {
  const again = historyOf(...enterSend, ['TaskFailed', { error: 'Busy' }], ['TaskStateExited', { name: 'Send' }]);
  const later = historyOf(['TaskStateEntered', { name: 'Send' }]).map((event) => ({
    ...event,
    id: 6,
    previousEventId: 5,
  }));

  expect(takenPath(graph, again).failureOf('Send')).toEqual({ error: 'Busy' });
  expect(takenPath(graph, [...again, ...later]).failureOf('Send')).toBeUndefined();
});

it('refuses the history of another machine', () => {
  expect(() => takenPath(graph, historyOf(['PassStateEntered', { name: 'Other' }]))).toThrow(
    'the history enters Other, which is not a state of example',
  );
});
