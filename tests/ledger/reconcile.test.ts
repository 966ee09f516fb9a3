import { copyFileSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { GapKind } from '../../operations/ledger/gaps/gap';
import { reconcile } from '../../operations/ledger/reconcile';
import { redrive } from '../../operations/ledger/redrive/redrive';
import { describeRecordPages } from '../ui/record-pages';
import { type OpenedLedger, openLedger, textOf } from './opened-ledger';

let ledger: OpenedLedger;
/** What is wrong with each document, as `key: kind`, after the deeds below. */
const expected: string[] = [];

const expectGaps = (name: string, ...kinds: readonly GapKind[]): void =>
  void expected.push(...kinds.map((kind) => `incoming/${name}: ${kind}`));

const rowOf = (documentId: string) => ({
  TableName: ledger.account.names.ledgerTableName,
  Key: { documentId: { S: documentId } },
});

const documentOf = (documentId: string) => ({
  Bucket: ledger.account.names.resultsBucketName,
  Key: `${documentId}/document.json`,
});

const setStatus = (documentId: string, status: string) =>
  ledger.call('dynamodb', 'UpdateItem', {
    ...rowOf(documentId),
    UpdateExpression: 'SET #status = :status',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':status': { S: status } },
  });

const decide = (reviewId: string) =>
  ledger.call('lambda', 'Invoke', {
    FunctionName: ledger.local.outputs['review_decision_function_name'],
    Payload: Buffer.from(JSON.stringify({ reviewId, decision: 'approve', reviewer: 'test' })),
  });

/** Returns the file that holds an object of the documents bucket, and the copy of it for people. */
const filesOf = (key: string): { readonly content: string; readonly copy: string } => {
  const folder = join(ledger.local.localAccount.stateFolder, 'objects', ledger.account.names.documentBucketName);
  const journal = readFileSync(join(folder, '.s3', 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const written = journal.map((line) => JSON.parse(line).put).filter((put) => put?.key === key);
  const file = String(written.at(-1).file);
  return { content: join(folder, '.s3', 'content', file.slice(0, 2), file), copy: join(folder, key) };
};

/** One after the other: each deed breaks what the ones before it left. */
const deeds: Readonly<Record<string, () => Promise<void>>> = {
  'an event starts nothing': async () => {
    await ledger.putRefused('unstarted.pdf', 'states', 'StartExecution');
    expectGaps('unstarted.pdf', 'object-without-row');
  },
  'letters vanish': async () => {
    await ledger.putRefused('unsent.pdf', 'bedrock', 'Converse');
    await ledger.call('sqs', 'PurgeQueue', { QueueUrl: ledger.account.names.deadLetterQueueUrl });
    expectGaps('unsent.pdf', 'failed-without-letter');
  },
  'a failure is not recorded': async () => {
    const documentId = await ledger.putRefused('unrecorded.pdf', 'bedrock', 'Converse');
    await setStatus(documentId, 'RECEIVED');
    expectGaps('unrecorded.pdf', 'ended-without-final-status');
  },
  'a decision is not sent': async () => {
    const documentId = await ledger.put('decided.pdf', 'wrong-sums.pdf');
    await ledger.local.idle();
    ledger.fault = ({ operation }) => (operation === 'SendTaskSuccess' ? 'InternalError' : undefined);
    await decide(`review-${documentId.slice(0, 16)}`);
    ledger.fault = undefined;
    expectGaps('decided.pdf', 'decision-unsent');
  },
  'a row, a document and a letter go astray': async () => {
    const [rowless, documentless, relettered] = await Promise.all([
      ledger.put('rowless.pdf'),
      ledger.put('documentless.pdf'),
      ledger.put('relettered.pdf'),
    ]);
    await ledger.local.idle();
    await ledger.call('dynamodb', 'DeleteItem', rowOf(rowless));
    expectGaps('rowless.pdf', 'object-without-row', 'document-not-stored');
    await ledger.call('s3', 'DeleteObject', documentOf(documentless));
    expectGaps('documentless.pdf', 'stored-without-document');
    const { bucket, key, versionId } = (await ledger.row(relettered)) ?? {};
    const MessageBody = JSON.stringify({ executionArn: 'arn:old', pointer: { bucket, key, versionId } });
    await ledger.call('sqs', 'SendMessage', { QueueUrl: ledger.account.names.deadLetterQueueUrl, MessageBody });
    expectGaps('relettered.pdf', 'letter-overtaken');
  },
  'the stored bytes of a document are damaged': async () => {
    await ledger.put('damaged.pdf');
    await ledger.local.idle();
    truncateSync(filesOf('incoming/damaged.pdf').content, 0);
    expectGaps('damaged.pdf', 'content-damaged');
  },
  'a review outlives its execution': async () => {
    const documentId = await ledger.put('orphaned.pdf');
    await ledger.local.idle();
    const members = { callbackId: 'review/review-orphaned', documentId, executionArn: 'arn:old', taskToken: 'none' };
    const Item = Object.fromEntries(Object.entries({ ...members, status: 'WAITING' }).map(([k, v]) => [k, { S: v }]));
    await ledger.call('dynamodb', 'PutItem', { TableName: ledger.account.names.callbacksTableName, Item });
    expectGaps('orphaned.pdf', 'review-orphaned');
  },
};

beforeAll(async () => {
  ledger = await openLedger();
  for (const deed of Object.values(deeds)) await deed();
});
afterAll(() => ledger.close());

it('finds each gap, says which document has it, and what fixes it', async () => {
  const { gaps } = await reconcile(ledger.account);

  expect(gaps.map(({ key, kind }) => `${key}: ${kind}`).sort()).toEqual([...expected].sort());
  for (const { kind, fix, documentId } of gaps) {
    if (kind.startsWith('decision') || kind.startsWith('review'))
      expect(fix).toMatch(/^npx pipelines review approve review-/);
    else expect(fix).toContain(kind === 'content-damaged' ? 's3://' : documentId);
  }
});

it('finds none any more when what it says has been done', async () => {
  const restored = documentOf((await idOf('incoming/documentless.pdf')) ?? '');
  const { Versions: versions } = await ledger.call('s3', 'ListObjectVersions', {
    Bucket: restored.Bucket,
    Prefix: restored.Key,
  });
  const [{ VersionId: lost }] = versions as readonly [{ readonly VersionId: string }];
  const { Body } = await ledger.call('s3', 'GetObject', { ...restored, VersionId: lost });
  await ledger.call('s3', 'PutObject', { ...restored, Body });
  copyFileSync(filesOf('incoming/damaged.pdf').copy, filesOf('incoming/damaged.pdf').content);
  await decide('review-orphaned');
  await decide(`review-${(await idOf('incoming/decided.pdf'))?.slice(0, 16)}`);

  const results = await redrive(ledger.account, { ids: [] }, { dryRun: false, followSeconds: 30 });

  expect(results.map(({ key, action, outcome }) => [key, action, outcome])).toEqual([
    ['incoming/relettered.pdf', 'drop-letters', undefined],
    ['incoming/rowless.pdf', 'start', 'STORED'],
    ['incoming/unrecorded.pdf', 'start', 'STORED'],
    ['incoming/unsent.pdf', 'start', 'STORED'],
    ['incoming/unstarted.pdf', 'start', 'STORED'],
  ]);
  expect(await reconcile(ledger.account)).toMatchObject({ documents: 9, places: { STORED: 9 }, letters: 0, gaps: [] });
});

it('paid Textract once for each document', () => {
  const read = ledger.calls.filter(({ service }) => service === 'textract').map(({ input }) => textOf(input));
  expect(new Set(read).size).toBe(read.length);
  expect(read).toHaveLength(9);
});

describe('the pages of dead letters and of the ledger', () => describeRecordPages(() => ledger));

async function idOf(key: string): Promise<string | undefined> {
  const { Items: items } = await ledger.call('dynamodb', 'Scan', { TableName: ledger.account.names.ledgerTableName });
  return (items as readonly Readonly<Record<string, { readonly S: string }>>[]).find((row) => row['key']?.S === key)?.[
    'documentId'
  ]?.S;
}
