import { readDeadLetters } from '../../operations/ledger/evidence/dead-letters';
import { reconcile } from '../../operations/ledger/reconcile';
import { redrive } from '../../operations/ledger/redrive/redrive';
import type { RedriveResult } from '../../operations/ledger/redrive/redrive-result';
import { type OpenedLedger, openLedger, textOf } from '../ledger/opened-ledger';
import { type BatchWorld, batchWorld } from './batch-world';

jest.setTimeout(240_000);

const following = { dryRun: false, followSeconds: 60 };
let ledger: OpenedLedger;
let world: BatchWorld;

beforeAll(async () => {
  ledger = await openLedger();
  world = batchWorld(ledger);
});
afterAll(() => ledger.close());
afterEach(() => {
  ledger.fault = undefined;
});

const redriveThese = (...ids: readonly string[]): Promise<readonly RedriveResult[]> =>
  redrive(ledger.account, { ids }, following);

const loseLetters = () => ledger.call('sqs', 'PurgeQueue', { QueueUrl: ledger.account.names.deadLetterQueueUrl });

const setStatus = (documentId: string, status: string) =>
  ledger.call('dynamodb', 'UpdateItem', {
    TableName: ledger.account.names.ledgerTableName,
    Key: { documentId: { S: documentId } },
    UpdateExpression: 'SET #status = :status',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':status': { S: status } },
  });

const refuseAtGate = (key: string) => {
  ledger.fault = ({ operation, input }) =>
    operation === 'UpdateItem' && textOf(input).includes(key) ? 'AccessDeniedException' : undefined;
};

/** With an error without a retrier. */
const refuseToPrepare = () => {
  ledger.fault = ({ service, operation, input }) =>
    service === 'lambda' && operation === 'Invoke' && String(input['FunctionName']).includes('prepare-batch')
      ? 'ResourceNotFoundException'
      : undefined;
};

/** What is wrong with each document below, as `key: kind`, and its status once it is fixed. */
const expected: string[] = [];
const documents: string[] = [];

it('finds what a batch left behind, names it, and what fixes it', async () => {
  const [unregistered, handedOver, unrecorded] = await Promise.all(
    ['unregistered', 'handed-over', 'unrecorded'].map((name) => world.putAt(`batch/${name}.pdf`, 'invoice.pdf')),
  );
  documents.push(unregistered!, handedOver!, unrecorded!);
  refuseAtGate('batch/unregistered.pdf');
  await world.runCsv('at-the-gate', 'key\nbatch/unregistered.pdf\n');
  expected.push('batch/unregistered.pdf: object-without-row');

  world.refuseToRead(handedOver!, unrecorded!);
  await world.runCsv('refused', 'key\nbatch/handed-over.pdf\n');
  await world.runCsv('refused-too', 'key\nbatch/unrecorded.pdf\n');
  await setStatus(handedOver!, 'HANDED_OVER');
  expected.push('batch/handed-over.pdf: handed-over-to-nobody');
  await setStatus(unrecorded!, 'RECEIVED');
  expected.push('batch/unrecorded.pdf: ended-without-final-status');

  // The batches themselves exceeded what is tolerated: four executions whose failure is not reported any more.
  refuseToPrepare();
  await world.runCsv('unprepared', 'key\nbatch/unregistered.pdf\n');
  ledger.fault = undefined;
  await loseLetters();
  expected.push(...Array<string>(4).fill('undefined: execution-without-letter'));

  const { gaps } = await reconcile(ledger.account);

  expect(gaps.map(({ key, kind }) => `${key}: ${kind}`).sort()).toEqual([...expected].sort());
  for (const { fix, documentId } of gaps)
    expect(fix).toMatch(
      documentId === undefined ? /^npx pipelines redrive arn:/ : `npx pipelines redrive ${documentId}`,
    );
});

it('finds nothing any more when what it says has been done', async () => {
  const { gaps } = await reconcile(ledger.account);

  for (const { fix } of gaps) await redriveThese(fix.replace('npx pipelines redrive ', ''));

  expect(await Promise.all(documents.map(world.status))).toEqual(['STORED', 'STORED', 'STORED']);
  expect(await reconcile(ledger.account)).toMatchObject({ letters: 0, gaps: [] });
});

it('starts a batch that failed anew, with the same input, once', async () => {
  await world.putAt('batch/anew.pdf', 'invoice.pdf');
  refuseToPrepare();
  const { record } = await world.runCsv('anew', 'key\nbatch/anew.pdf\n');
  ledger.fault = undefined;
  const letters = await readDeadLetters(ledger.account);

  expect(letters).toMatchObject([
    { documentId: undefined, pointer: undefined, state: 'PrepareBatch', executionArn: record.executionArn },
  ]);
  const selection = { ids: [], machine: 'batch-pipeline' };
  expect(await redrive(ledger.account, { ids: [], machine: 'train-model' }, following)).toEqual([]);
  expect(await redrive(ledger.account, selection, { ...following, dryRun: true })).toMatchObject([
    { execution: record.executionArn, action: 'start-execution', why: 'as anew-r1' },
  ]);
  expect(await redrive(ledger.account, selection, following)).toMatchObject([
    { action: 'start-execution', outcome: 'SUCCEEDED', executionArn: `${record.executionArn}-r1` },
  ]);
  expect(await redriveThese('anew')).toMatchObject([{ action: 'leave', why: expect.stringContaining('anew-r1') }]);
  expect(await reconcile(ledger.account)).toMatchObject({ letters: 0, gaps: [] });
});

it('lets a batch that was aborted go on where it was; what was stopped with it is resumed', async () => {
  const [held, stored] = await Promise.all(
    ['held', 'stored'].map((name) => world.putAt(`batch/aborted/${name}.pdf`, 'invoice.pdf')),
  );
  // A throttle is retried: the document's execution neither ends nor fails by itself.
  let isHeld = false;
  ledger.fault = ({ service, input }) => {
    if (service !== 'bedrock' || !textOf(input).includes(held!)) return undefined;
    isHeld = true;
    return 'ThrottlingException';
  };
  const running = world.runCsv('aborted', 'key\nbatch/aborted/held.pdf\nbatch/aborted/stored.pdf\n');
  const executionArn = `${machineArn()}:aborted`.replace(':stateMachine:', ':execution:');
  const isStored = () => ledger.executionsOf(stored!)[0]?.status === 'SUCCEEDED';
  while (!isHeld || !isStored()) await tick();
  await ledger.call('states', 'StopExecution', { executionArn, error: 'Aborted', cause: 'by hand' });
  const stopped = await running;
  ledger.fault = undefined;

  expect(stopped).toMatchObject({ record: { status: 'ABORTED' }, places: { STORED: 1, FAILED: 1 }, notBegun: [] });
  expect(ledger.executionsOf(held!)).toMatchObject([{ status: 'ABORTED' }]);
  const documentArn = (await ledger.row(held!))?.['executionArn'];
  const letters = await readDeadLetters(ledger.account);
  expect(letters.map((letter) => [letter.documentId, letter.executionArn]).sort()).toEqual(
    [
      [undefined, executionArn],
      [held, documentArn],
    ].sort(),
  );

  // The name of the document's execution is closed: its child reads from the row that it has failed.
  expect(await redriveThese(executionArn)).toMatchObject([
    { action: 'redrive-execution', outcome: 'FAILED', executionArn },
  ]);
  expect(ledger.executionsOf(held!)).toHaveLength(1);
  const { resumable, ended } = await world.resume('aborted');
  expect(resumable).toMatchObject({
    items: [{ key: 'batch/aborted/held.pdf', redriveOf: documentArn, attempt: 2 }],
    leftOut: [],
  });
  expect(ended?.record).toMatchObject({ status: 'SUCCEEDED', summary: { counts: { items: 1, STORED: 1 } } });
  expect([held, stored].map((id) => world.noticesOf(id!))).toEqual([1, 1]);
  expect(await reconcile(ledger.account)).toMatchObject({ letters: 0, gaps: [] });
});

it('names what a batch never began, by its items alone, and resume begins it', async () => {
  const documentId = await world.putAt('batch/never.pdf', 'invoice.pdf');
  // Only the Map is denied, which reads them first.
  ledger.fault = ({ operation, input }) => {
    if (operation !== 'GetObject' || !textOf(input).includes('batches/never/items.jsonl')) return undefined;
    ledger.fault = undefined;
    return 'AccessDenied';
  };
  const { record, notBegun, places } = await world.runCsv('never', 'key\nbatch/never.pdf\n');

  expect(record).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  expect(record.summary).toBeUndefined();
  expect({ notBegun, places }).toMatchObject({ notBegun: [{ key: 'batch/never.pdf' }], places: {} });
  expect(await reconcile(ledger.account)).toMatchObject({
    gaps: [
      { kind: 'object-without-row', documentId, message: expect.stringContaining('npx pipelines batch resume never') },
    ],
  });
  expect((await world.resume('never')).ended).toMatchObject({ record: { status: 'SUCCEEDED' }, notBegun: [] });
  expect(await world.status(documentId)).toBe('STORED');
  expect(await reconcile(ledger.account)).toMatchObject({ letters: 0, gaps: [] });
});

it('takes the current version where an input names none, and says so; refuses what is not there', async () => {
  const documentId = await world.putAt('batch/loose.pdf', 'invoice.pdf');
  const { documentPipelineAliasArn: stateMachineArn, documentBucketName: bucket } = ledger.account.names;
  for (const key of ['batch/loose.pdf', 'batch/absent.pdf'])
    await ledger.call('states', 'StartExecution', { stateMachineArn, input: JSON.stringify({ bucket, key }) });
  await ledger.local.idle();

  const results = await redrive(ledger.account, { ids: [] }, following);

  expect(results).toMatchObject([
    {
      documentId,
      action: 'start',
      why: expect.stringMatching(/^the input names no version: the current one, \S+, is taken$/),
      outcome: 'STORED',
    },
    {
      documentId: undefined,
      action: 'refuse',
      why: expect.stringContaining(`there is no object s3://${bucket}/batch/absent.pdf`),
    },
  ]);
  expect(await readDeadLetters(ledger.account)).toHaveLength(1);
});

function machineArn(): string {
  return ledger.account.names.machines.find(({ localName }) => localName === 'batch-pipeline')!.arn;
}

function tick(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 5);
  });
}
