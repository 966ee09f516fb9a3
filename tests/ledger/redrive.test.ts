import { executionPages } from '@document-pipelines/asl/ui';
import type { Account } from '../../operations/account';
import { readDeadLetters } from '../../operations/ledger/evidence/dead-letters';
import { reconcile } from '../../operations/ledger/reconcile';
import { redrive } from '../../operations/ledger/redrive/redrive';
import { accountSource } from '../../operations/ui/account-source';
import { type OpenedLedger, openLedger, textOf } from './opened-ledger';

const following = { dryRun: false, followSeconds: 30 };
const all = { ids: [] };
let ledger: OpenedLedger;

beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());
afterEach(async () => {
  ledger.fault = undefined;
  ledger.calls.length = 0;
});

const textractCalls = () => ledger.calls.filter(({ service }) => service === 'textract').length;

/** An account in which the process is killed at an operation. */
function dyingAt(operation: string): Account {
  return {
    ...ledger.account,
    call: (service, asked, input) =>
      asked === operation ? Promise.reject(new Error('killed')) : ledger.account.call(service, asked, input),
  };
}

describe('a document that the model was not allowed to read', () => {
  let documentId: string;
  beforeAll(async () => {
    documentId = await ledger.putRefused('model.pdf', 'bedrock', 'Converse');
  });

  it('is FAILED, with one dead letter that can be acted on, and the ledger is reconciled', async () => {
    const [letter, ...others] = await readDeadLetters(ledger.account);
    const row = await ledger.row(documentId);

    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      documentId,
      pointer: {
        bucket: 'dev-documents-123456789012-us-east-1',
        key: 'incoming/model.pdf',
        versionId: row?.['versionId'],
      },
      input: { key: 'incoming/model.pdf' },
      state: 'EnrichDocument',
      error: 'BedrockRuntime.AccessDeniedException',
      cause: expect.stringContaining('a fault of the test'),
      checkpoint: 'EXTRACTED',
      attempts: 1,
      executionArn: row?.['executionArn'],
      consoleUrl: expect.stringMatching(
        /^https:\/\/us-east-1\.console\.aws\.amazon\.com\/states\/home\?region=us-east-1#/,
      ),
      sentBy: 'dev-document-pipeline',
    });
    expect(await reconcile(ledger.account)).toMatchObject({ places: { FAILED: 1 }, letters: 1, gaps: [] });
  });

  it('is left alone by a dry run, which says what would be done', async () => {
    const results = await redrive(ledger.account, all, { ...following, dryRun: true });

    expect(results).toMatchObject([{ documentId, action: 'start', attempt: 2, checkpoint: 'EXTRACTED' }]);
    expect(ledger.executionsOf(documentId)).toHaveLength(1);
    expect(await readDeadLetters(ledger.account)).toHaveLength(1);
  });

  it.each([
    [{ ids: [], error: 'States.Timeout' }, 0],
    [{ ids: [], state: 'ExtractText' }, 0],
    [{ ids: [], error: 'BedrockRuntime.AccessDeniedException', state: 'EnrichDocument' }, 1],
    [{ ids: ['incoming/model.pdf'] }, 1],
  ])('is chosen by %j: %i', async (selection, count) => {
    expect(await redrive(ledger.account, selection, { ...following, dryRun: true })).toHaveLength(count);
  });

  it('is the only one there: what is not known is said so, and no letter is touched', async () => {
    await expect(redrive(ledger.account, { ids: ['incoming/none.pdf'] }, following)).rejects.toThrow(
      'there is no document incoming/none.pdf; `pipelines ledger list` lists the documents',
    );
    expect(await readDeadLetters(ledger.account)).toHaveLength(1);
  });

  it('keeps its letter when the redrive dies before the start, and after it', async () => {
    const before = await redrive(dyingAt('StartExecution'), all, following);
    expect(before).toMatchObject([{ action: 'error', why: 'Error: killed' }]);
    expect(ledger.executionsOf(documentId)).toHaveLength(1);
    expect(await readDeadLetters(ledger.account)).toHaveLength(1);

    await redrive(dyingAt('DeleteMessage'), all, following);
    expect(
      ledger
        .executionsOf(documentId)
        .map(({ name }) => name)
        .slice(1),
    ).toEqual([`${documentId}-r1`]);
    expect(await readDeadLetters(ledger.account)).toHaveLength(1);
    await ledger.local.idle();

    expect(await reconcile(ledger.account)).toMatchObject({ gaps: [{ kind: 'letter-overtaken', documentId }] });
    expect(await redrive(ledger.account, all, following)).toMatchObject([{ action: 'drop-letters' }]);
    expect(ledger.executionsOf(documentId)).toHaveLength(2);
    expect(textractCalls()).toBe(0);
    expect(ledger.noticesOf(documentId)).toBe(1);
    expect(await ledger.row(documentId)).toMatchObject({ status: 'STORED', attempts: '2' });
    expect(await reconcile(ledger.account)).toMatchObject({ places: { STORED: 1 }, letters: 0, gaps: [] });
  });

  it('is not worked on again by a redelivered event, nor by another redrive', async () => {
    const { bucket, key, versionId, executionArn } = (await ledger.row(documentId)) ?? {};
    const input = JSON.stringify({ bucket, key, versionId });
    await ledger.call('states', 'StartExecution', {
      stateMachineArn: ledger.account.names.documentPipelineAliasArn,
      input,
    });
    await ledger.local.idle();

    expect(await redrive(ledger.account, all, following)).toEqual([]);
    expect(await redrive(ledger.account, { ids: [documentId] }, following)).toMatchObject([{ action: 'leave' }]);
    expect(ledger.executionsOf(documentId).map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(await ledger.row(documentId)).toMatchObject({ status: 'STORED', executionArn });
    expect(ledger.noticesOf(documentId)).toBe(0);
    expect(ledger.calls.some(({ service }) => service === 'bedrock' || service === 'textract')).toBe(false);
  });
});

it("does not use AWS's own redrive for what ended in Failed: it enters Failed again, and pays for nothing", async () => {
  const documentId = await ledger.putRefused('failed.pdf', 'bedrock', 'Converse');
  const { executionArn } = (await ledger.row(documentId)) ?? {};
  ledger.calls.length = 0;

  await ledger.call('states', 'RedriveExecution', { executionArn });
  await ledger.local.idle();

  const { events } = await ledger.call('states', 'GetExecutionHistory', { executionArn, reverseOrder: true });
  expect((events as readonly { readonly type: string }[]).slice(0, 3).map(({ type }) => type)).toEqual([
    'ExecutionFailed',
    'FailStateEntered',
    'ExecutionRedriven',
  ]);
  expect(ledger.calls.some(({ service }) => service === 'bedrock' || service === 'textract')).toBe(false);
  expect(await readDeadLetters(ledger.account)).toHaveLength(1);
  expect(await redrive(ledger.account, all, following)).toMatchObject([{ action: 'start', outcome: 'STORED' }]);
});

it('counts attempts: one that fails again has a new letter, and the next redrive is the next attempt', async () => {
  const documentId = await ledger.putRefused('again.pdf', 'bedrock', 'Converse');
  ledger.fault = ({ service }) => (service === 'bedrock' ? 'AccessDeniedException' : undefined);

  expect(await redrive(ledger.account, all, following)).toMatchObject([
    { action: 'start', outcome: 'FAILED', attempt: 2 },
  ]);
  expect(await readDeadLetters(ledger.account)).toMatchObject([{ documentId, attempts: 2 }]);
  ledger.fault = undefined;
  expect(await redrive(ledger.account, all, following)).toMatchObject([
    { action: 'start', outcome: 'STORED', attempt: 3 },
  ]);

  expect(ledger.executionsOf(documentId).map(({ name }) => name.slice(64))).toEqual([expect.any(String), '-r1', '-r2']);
  expect(textractCalls()).toBe(1);
});

it('starts anew what could not be registered, and what fails there again', async () => {
  ledger.fault = ({ operation, input }) =>
    operation === 'UpdateItem' && textOf(input).includes('incoming/unregistered.pdf')
      ? 'AccessDeniedException'
      : undefined;
  const documentId = await ledger.put('unregistered.pdf');
  await ledger.local.idle();

  expect(await readDeadLetters(ledger.account)).toMatchObject([
    { documentId, state: 'RegisterDocument', checkpoint: 'UNREGISTERED' },
  ]);
  expect(await reconcile(ledger.account)).toMatchObject({ gaps: [] });
  await redrive(ledger.account, all, following);
  expect(await readDeadLetters(ledger.account)).toMatchObject([{ documentId, attempts: 2 }]);
  ledger.fault = undefined;

  expect(await redrive(ledger.account, all, following)).toMatchObject([{ outcome: 'STORED', attempt: 3 }]);
});

it('goes round a name that was taken by an execution that never registered and left no letter', async () => {
  const documentId = await ledger.putRefused('taken.pdf', 'bedrock', 'Converse');
  const row = await ledger.row(documentId);
  const stateMachineArn = ledger.account.names.documentPipelineAliasArn;
  const input = JSON.stringify({ bucket: row?.['bucket'], key: row?.['key'], versionId: row?.['versionId'] });
  await ledger.call('states', 'StartExecution', { stateMachineArn, input, name: `${documentId}-r1` });
  await ledger.local.idle();

  expect(await redrive(ledger.account, all, following)).toMatchObject([{ outcome: 'STORED', attempt: 3 }]);
});

it('tells subscribers of a document that was stored without a notice, and stores nothing again', async () => {
  const documentId = await ledger.putRefused('notice.pdf', 'sns', 'Publish');

  expect(await ledger.row(documentId)).toMatchObject({ status: 'STORED' });
  expect(await reconcile(ledger.account)).toMatchObject({ letters: 1, gaps: [] });
  expect(await redrive(ledger.account, all, following)).toMatchObject([{ action: 'notify' }]);

  expect(ledger.noticesOf(documentId)).toBe(1);
  expect(ledger.executionsOf(documentId)).toHaveLength(1);
  expect(await reconcile(ledger.account)).toMatchObject({ letters: 0, gaps: [] });
});

it('lets an execution that was aborted go on, once, though the redrive dies: the text is not paid for again', async () => {
  const documentId = await ledger.put('aborted.pdf', 'wrong-sums.pdf');
  await ledger.local.idle();
  const { executionArn } = (await ledger.row(documentId)) ?? {};
  await ledger.call('states', 'StopExecution', { executionArn, error: 'Aborted', cause: 'by hand' });
  await ledger.local.idle();

  expect(await readDeadLetters(ledger.account)).toMatchObject([
    {
      documentId,
      state: 'unknown',
      error: 'Aborted',
      sentBy: 'record-failed-execution',
      definitionVersion: expect.stringMatching(/:\d+$/),
    },
  ]);
  expect(await reconcile(ledger.account)).toMatchObject({ gaps: [] });
  await redrive(dyingAt('DeleteMessage'), all, following);
  await ledger.local.idle();
  expect(await ledger.row(documentId)).toMatchObject({ status: 'IN_REVIEW', executionArn });
  expect(await redrive(ledger.account, all, following)).toMatchObject([{ action: 'drop-letters' }]);

  expect(textractCalls()).toBe(1);
  expect(ledger.executionsOf(documentId).map(({ status }) => status)).toEqual(['RUNNING']);
  expect(await reconcile(ledger.account)).toMatchObject({ letters: 0, gaps: [] });
});

it('is what Redrive on the page of an execution does, once: audited, and with the command that does the same', async () => {
  const documentId = await ledger.putRefused('page.pdf', 'bedrock', 'Converse');
  const { executionArn = '' } = (await ledger.row(documentId)) ?? {};
  const { routes, acts = [] } = executionPages({ source: await accountSource(ledger.account), now: Date.now });
  const answer = (path: string) =>
    routes
      .find((route) => route.path === path)
      ?.answer(new URLSearchParams({ arn: executionArn }), new AbortController().signal);
  const act = acts.find(({ name }) => name === 'execution/redrive');
  const press = async () => act?.run(act.check({ executionArn, redriveCount: 0 }));
  expect(await answer('execution/acts')).toEqual({
    redrive: { command: `npx pipelines redrive ${documentId}` },
    start: {},
  });

  expect(await press()).toMatchObject({
    text: 'The document goes on in a new execution (attempt 2, from checkpoint EXTRACTED)',
    executionArn: expect.stringMatching(new RegExp(`:${documentId}-r1$`)),
  });
  await ledger.local.idle();
  expect(await ledger.row(documentId)).toMatchObject({ status: 'STORED', attempts: '2' });
  await expect(press()).rejects.toThrow('it is not changed: the document is stored');
  expect(await auditOf('redrive')).toEqual(['begun', 'ended', 'begun', 'ended']);
});

/** The records of what was audited under a command, oldest first. */
async function auditOf(command: string): Promise<readonly string[]> {
  const request = { Bucket: ledger.account.names.resultsBucketName, Prefix: 'audit/' };
  const { Contents: objects = [] } = await ledger.call('s3', 'ListObjectsV2', request);
  return (objects as readonly { readonly Key: string }[])
    .map(({ Key }) => Key)
    .filter((key) => key.includes(`-${command}-`))
    .map((key) => key.split('.').at(-2) as string);
}

it('refuses a letter whose object version is gone, and keeps it', async () => {
  const documentId = await ledger.putRefused('gone.pdf', 'bedrock', 'Converse');
  const { bucket: Bucket, key: Key, versionId: VersionId } = (await ledger.row(documentId)) ?? {};
  await ledger.call('s3', 'DeleteObject', { Bucket, Key, VersionId });

  expect(await redrive(ledger.account, all, following)).toMatchObject([
    { action: 'refuse', why: expect.stringContaining('was deleted') },
  ]);
  expect(await readDeadLetters(ledger.account)).toHaveLength(1);
});
