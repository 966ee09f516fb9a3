import type { HistoryEvent } from '../../../interpreter';
import type { Console } from '../environment/console';
import { createDocumentExecutions } from './document-executions';
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
    json: (value) => said.push(JSON.stringify(value)),
    redraw: (lines) => drawn.push(lines),
    isTerminal,
    columns: 60,
    colour: (_outcome, text) => text,
    dim: (text) => text,
  };
  return { console, said, drawn };
}

function progressOf(console: Console, documentCount = 1) {
  const executions = createDocumentExecutions();
  const progress = createProgress(console, { executions, documentCount });
  return {
    ...progress,
    onHistoryEvent(event: HistoryEvent, executionArn: string) {
      executions.onHistoryEvent(event, executionArn);
      progress.onHistoryEvent(event, executionArn);
    },
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('away from a terminal every change is a line', () => {
  const { console, said } = consoleOf(false);
  const progress = progressOf(console);
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
  const progress = progressOf(console);
  progress.follow(documentIdOf(input), 'a.pdf');
  progress.onHistoryEvent(started, 'arn');

  progress.onHistoryEvent(entered('ValidateDocument'), 'arn');
  progress.onHistoryEvent(entered('ExtractText'), 'arn');
  jest.advanceTimersByTime(100);
  progress.onHistoryEvent(entered('EnrichDocument'), 'arn');
  progress.end();
  jest.advanceTimersByTime(1000);

  expect(drawn).toEqual([['  a.pdf  ExtractText', '  0 of 1 document(s) done'], []]);
});

test('executions of other documents are not shown', () => {
  const { console, said } = consoleOf(false);
  const progress = progressOf(console);

  progress.onHistoryEvent(started, 'arn');
  progress.onHistoryEvent(entered('ExtractText'), 'arn');

  expect(said).toEqual([]);
});

test('of many documents only the count is printed, and not more often than every few seconds', () => {
  const { console, said } = consoleOf(false);
  const progress = progressOf(console, 1000);
  for (let number = 0; number < 1000; number += 1) {
    progress.follow(`id${number}`, `${number}.pdf`);
    progress.ended({ documentId: `id${number}` });
  }

  expect(said).toEqual(['  1 of 1000 document(s) done, 0 at work']);
});

test('a long document reports the page it is at', () => {
  const { console, said } = consoleOf(false);
  const progress = progressOf(console);
  progress.follow('id', 'long.pdf');

  for (let page = 1; page <= 500; page += 1) progress.onPage('id', page, 500);
  progress.onPage('other', 1, 500);

  expect(said).toEqual(['  long.pdf: page 1 of 500']);
});

test('what a terminal would obey in a name does not widen the block', () => {
  const { console, drawn } = consoleOf(true);
  const progress = progressOf(console);
  progress.follow(documentIdOf(input), 'a\u001b[2J\n.pdf');
  progress.onHistoryEvent(started, 'arn');

  progress.onHistoryEvent(entered('ExtractText'), 'arn');
  jest.advanceTimersByTime(100);

  expect(drawn).toEqual([['  a\\u{1b}[2J\\n.pdf  ExtractText', '  0 of 1 document(s) done']]);
});
