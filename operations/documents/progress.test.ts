import type { HistoryEvent } from '@document-pipelines/asl/interpreter';
import { createPaint } from '@document-pipelines/asl/terminal';
import type { Console, CurrentActivity } from '@document-pipelines/local-aws/environment';
import { operatorCommands } from '../operator-commands';
import { createDocumentExecutions } from './document-executions';
import { documentIdOf } from './document-identity';
import type { DocumentResult } from './document-result';
import { createProgress } from './progress';

const input = { bucket: 'b', key: 'incoming/a.pdf', versionId: 'v' };
const documentId = documentIdOf(input);
const started = {
  id: 1,
  previousEventId: 0,
  timestamp: 0,
  type: 'ExecutionStarted',
  executionStartedEventDetails: { input: JSON.stringify(input), inputDetails: { truncated: false }, roleArn: 'r' },
};
const stored: DocumentResult = {
  document: 'a.pdf',
  documentId,
  key: 'incoming/a.pdf',
  documentType: 'invoice',
  outcome: 'stored',
  fields: {},
  statesEntered: 12,
  retries: 0,
  durationSeconds: 1,
  executionArn: 'arn',
  deliveries: 1,
  alreadyProcessed: false,
};

function entered(name: string, type = 'TaskStateEntered'): HistoryEvent {
  return {
    id: 2,
    previousEventId: 1,
    timestamp: 0,
    type,
    stateEnteredEventDetails: { name, input: '{}', inputDetails: { truncated: false } },
  };
}

/** A progress of so many documents, one of which is at work, and the calls of its console. */
function progressOf(documentCount: number, { isTerminal = false, name = 'a.pdf' } = {}) {
  const said: string[] = [];
  const activities: (CurrentActivity | undefined)[] = [];
  const console: Console = {
    say: (line) => said.push(line),
    print: (line) => said.push(line),
    json: (value) => said.push(JSON.stringify(value)),
    doing: (activity) => activities.push(activity),
    changed: () => undefined,
    isTerminal,
    columns: 60,
    paint: createPaint(false),
  };
  const executions = createDocumentExecutions();
  const progress = createProgress(console, {
    executions,
    documentCount,
    commands: operatorCommands({ environment: 'dev' }),
  });
  const onHistoryEvent = (event: HistoryEvent, executionArn = 'arn'): void => {
    executions.onHistoryEvent(event, executionArn);
    progress.onHistoryEvent(event, executionArn);
  };
  progress.follow(documentId, name);
  onHistoryEvent(started);
  return { ...progress, onHistoryEvent, said, activities, activity: () => activities.at(-1) };
}

test('away from a terminal every step of a few documents is a line, and no question that the definition asks', () => {
  const { said, onHistoryEvent, ended } = progressOf(1);

  onHistoryEvent(entered('ExtractText'));
  onHistoryEvent(entered('NeedsReview', 'ChoiceStateEntered'));
  onHistoryEvent(entered('WaitForRelease', 'WaitStateEntered'));
  ended(stored);

  expect(said).toEqual(['  a.pdf: ExtractText', '  a.pdf: WaitForRelease', '  1 of 1  a.pdf: stored']);
});

test('of several documents a line says that one has ended, and how many have', () => {
  const { said, onHistoryEvent, ended } = progressOf(17);

  onHistoryEvent(entered('ExtractText'));
  ended(stored);
  ended({ ...stored, document: 'b.pdf', outcome: 'failed', reason: 'Enrich: Denied: no access', error: 'Denied' });

  expect(said).toEqual([
    '  1 of 17  a.pdf: stored',
    '  2 of 17  b.pdf: failed: Enrich: Denied: no access; `npx pipelines redrive --error Denied` continues',
  ]);
});

test('of many documents only failures are lines', () => {
  const { said, ended } = progressOf(1000);

  for (let number = 0; number < 998; number += 1) ended(stored);
  ended({ ...stored, outcome: 'failed', reason: 'no execution was started for it' });

  expect(said).toEqual([
    '  999 of 1000  a.pdf: failed: no execution was started for it; `npx pipelines redrive incoming/a.pdf` continues',
  ]);
});

test('what is printed after a silence says what is at work', () => {
  const { activity, onHistoryEvent, follow, onPage, end } = progressOf(17);

  expect(activity()?.line()).toBe('0 of 17 document(s) done');
  onHistoryEvent(entered('ExtractText'));
  follow('long', 'long.pdf');
  onPage('long', 120, 500);
  onPage('short', 1, 2);
  expect(activity()?.line()).toBe('0 of 17 document(s) done; a.pdf: ExtractText, and 1 more in progress');
  end();
  expect(activity()).toBeUndefined();
});

test('on a terminal a block has a line a document, which what is in a name cannot widen', () => {
  const { activity, said, onHistoryEvent } = progressOf(1, { isTerminal: true, name: 'a\u001b[2J\n.pdf' });

  onHistoryEvent(entered('ExtractText'));

  expect(activity()?.block?.()).toEqual(['  a\\u{1b}[2J\\n.pdf  ExtractText', '  0 of 1 document(s) done']);
  expect(said).toEqual([]);
});

test('a long document reports the page it is at, and executions of other documents are not shown', () => {
  const { activity, said, onHistoryEvent, onPage } = progressOf(1);

  onPage(documentId, 7, 19);
  onHistoryEvent(entered('ExtractText'), 'another');
  expect(activity()?.line()).toBe('0 of 1 document(s) done');
  onPage(documentId, 120, 500);
  expect(activity()?.line()).toBe('0 of 1 document(s) done; a.pdf: page 120 of 500');
  expect(said).toEqual([]);
});
