import type { HistoryEvent } from '../../../interpreter';
import type { Console } from '../environment/console';
import { documentIdOf } from './document-identity';
import { createProgress } from './progress';

const input = { bucket: 'b', key: 'incoming/a.pdf', versionId: 'v' };
const started = {
  id: 1,
  previousEventId: 0,
  timestamp: 0,
  type: 'ExecutionStarted',
  executionStartedEventDetails: { input: JSON.stringify(input), inputDetails: { truncated: false }, roleArn: 'r' },
};

function entered(name: string): HistoryEvent {
  return {
    id: 2,
    previousEventId: 1,
    timestamp: 0,
    type: 'TaskStateEntered',
    stateEnteredEventDetails: { name, input: '{}', inputDetails: { truncated: false } },
  };
}

function consoleOf(isTerminal: boolean) {
  const said: string[] = [];
  const drawn: (readonly string[])[] = [];
  const console: Console = {
    say: (line) => said.push(line),
    print: (line) => said.push(line),
    redraw: (lines) => drawn.push(lines),
    isTerminal,
    columns: 60,
    colour: (_outcome, text) => text,
    dim: (text) => text,
  };
  return { console, said, drawn };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('away from a terminal every change is a line', () => {
  const { console, said } = consoleOf(false);
  const progress = createProgress(console);
  progress.follow(documentIdOf(input), 'a.pdf');

  progress.onHistoryEvent(started, 'arn');
  progress.onHistoryEvent(entered('ExtractText'), 'arn');
  progress.onHistoryEvent(
    { ...started, id: 3, type: 'ExecutionSucceeded', executionStartedEventDetails: undefined } as HistoryEvent,
    'arn',
  );

  expect(said).toEqual(['  a.pdf: ExtractText', '  a.pdf: done']);
});

test('on a terminal a block is drawn at most ten times a second, and not after the end', () => {
  const { console, drawn } = consoleOf(true);
  const progress = createProgress(console);
  progress.follow(documentIdOf(input), 'a.pdf');
  progress.onHistoryEvent(started, 'arn');

  progress.onHistoryEvent(entered('ValidateDocument'), 'arn');
  progress.onHistoryEvent(entered('ExtractText'), 'arn');
  jest.advanceTimersByTime(100);
  progress.onHistoryEvent(entered('EnrichDocument'), 'arn');
  progress.end();
  jest.advanceTimersByTime(1000);

  expect(drawn).toEqual([['  a.pdf  ExtractText', '  0 of 1 executions done'], []]);
});

test('executions of other documents are not shown', () => {
  const { console, said } = consoleOf(false);
  const progress = createProgress(console);

  progress.onHistoryEvent(started, 'arn');
  progress.onHistoryEvent(entered('ExtractText'), 'arn');

  expect(said).toEqual([]);
});
