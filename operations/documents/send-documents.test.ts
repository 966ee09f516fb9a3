import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Local, StateFailure } from '@document-pipelines/local-aws';
import { ServiceError, type Shape } from '@document-pipelines/local-aws/services';
import { accountWith } from '../../tests/fixtures/account-fixture';
import { createDocumentExecutions } from './document-executions';
import { documentIdOf } from './document-identity';
import type { DocumentResult } from './document-result';
import { watchHere } from './document-watch';
import { mostAtWork, type Sending, sendDocuments } from './send-documents';

const bucket = 'documents';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'send-'));
  writeFileSync(join(folder, 'a.pdf'), 'a');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An environment in which each document's execution ends when `end` is called with its number. */
function environmentOf() {
  const executions = createDocumentExecutions();
  const ended = new AbortController();
  const statuses = new Map<string, 'RUNNING' | 'SUCCEEDED'>();
  const rows = new Map<string, Shape>();
  const uploaded: string[] = [];

  const idOf = (key: string): string => documentIdOf({ bucket, key, versionId: 'v' });
  const operations: Readonly<Record<string, (input: Shape) => Shape>> = {
    HeadObject: () => {
      throw new ServiceError('NotFound', 'there is none', 404);
    },
    PutObject: ({ Key: key }) => {
      uploaded.push(String(key));
      statuses.set(String(key), 'RUNNING');
      const input = JSON.stringify({ bucket, key, versionId: 'v' });
      const details = { input, inputDetails: { truncated: false }, roleArn: 'r' };
      executions.onHistoryEvent(
        { id: 1, previousEventId: 0, timestamp: 0, type: 'ExecutionStarted', executionStartedEventDetails: details },
        String(key),
      );
      return { VersionId: 'v' };
    },
    GetItem: ({ Key: key }) => {
      const { documentId } = key as { readonly documentId: { readonly S: string } };
      return { Item: rows.get(documentId.S) };
    },
    GetObject: () => ({ Body: Buffer.from('{"fields":{}}') }),
  };
  const local = {
    states: {
      find: (arn: string) =>
        statuses.has(arn)
          ? { executionArn: arn, status: statuses.get(arn), startDate: Date.now() + 60_000 }
          : undefined,
    },
    ended: ended.signal,
    idle: (signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  } as unknown as Local;
  const account = accountWith(async (_service, operation, input) => {
    ended.signal.throwIfAborted();
    return operations[operation]!(input);
  });
  return {
    account,
    watch: watchHere(local, executions, new AbortController().signal),
    uploaded,
    end(name: string): void {
      rows.set(idOf(`incoming/${name}`), { status: { S: 'STORED' }, executionArn: { S: `incoming/${name}` } });
      statuses.set(`incoming/${name}`, 'SUCCEEDED');
      executions.onHistoryEvent(
        { id: 2, previousEventId: 1, timestamp: 0, type: 'ExecutionSucceeded' },
        `incoming/${name}`,
      );
    },
    fail: () => ended.abort(new StateFailure('the disk is full')),
  };
}

function send(
  environment: ReturnType<typeof environmentOf>,
  names: readonly string[],
  { timeoutSeconds = 60, onResult = () => undefined }: Partial<Pick<Sending, 'timeoutSeconds' | 'onResult'>> = {},
) {
  const documents = names.map((name) => ({ name, path: join(folder, 'a.pdf') }));
  const signal = new AbortController().signal;
  return sendDocuments({
    ...environment,
    documents,
    timeoutSeconds,
    signal,
    onUploaded: () => undefined,
    onResult,
  });
}

test('no more than so many are at work, each has its result when it ends, and all come back in their order', async () => {
  const environment = environmentOf();
  const names = Array.from({ length: 60 }, (_, number) => `${number}.pdf`);
  const ends: string[] = [];
  const atWork: number[] = [];
  const onResult = ({ document }: DocumentResult): void => {
    atWork.push(environment.uploaded.length - ends.length);
    ends.push(document);
  };

  const sending = send(environment, names, { onResult });
  while (environment.uploaded.length < mostAtWork) await new Promise((resolve) => setTimeout(resolve, 5));
  environment.end('5.pdf');
  const endAll = setInterval(() => {
    if (ends.length > 0) for (const key of environment.uploaded) environment.end(key.slice('incoming/'.length));
  }, 50);
  const { results, isTimely } = await sending;
  clearInterval(endAll);

  expect(isTimely).toBe(true);
  expect(ends[0]).toBe('5.pdf');
  expect(Math.max(...atWork)).toBe(mostAtWork);
  expect(new Set(ends).size).toBe(60);
  expect(results.map(({ document }) => document)).toEqual(names);
  expect(results.every(({ outcome }) => outcome === 'stored')).toBe(true);
});

test('what the end of the time meets is running, for as long as it has been, whatever the clock does', async () => {
  const environment = environmentOf();
  const names = Array.from({ length: 30 }, (_, number) => `${number}.pdf`);

  const { results, isTimely } = await send(environment, names, { timeoutSeconds: 0.5 });

  expect(isTimely).toBe(false);
  expect(results.map(({ outcome }) => outcome)).toEqual(names.map(() => 'running'));
  // The executions of this environment began a minute from now.
  expect(results.map(({ durationSeconds }) => durationSeconds)).toEqual(names.map(() => 0));
  expect(results.at(-1)).toMatchObject({ documentId: null, reason: 'it has not been uploaded yet' });
});

test('what a failure of the state meets is running, and the failure is given back', async () => {
  const environment = environmentOf();

  const sending = send(environment, ['a.pdf', 'b.pdf'], {
    onResult: ({ document }) => document === 'a.pdf' && environment.fail(),
  });
  while (environment.uploaded.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  environment.end('a.pdf');
  const { results, failure } = await sending;

  expect(results.map(({ outcome }) => outcome)).toEqual(['stored', 'running']);
  expect(failure).toEqual(new StateFailure('the disk is full'));
});
