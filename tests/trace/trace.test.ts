import { join } from 'node:path';
import { assumptionsOf } from '@document-pipelines/asl/cost-of-paths';
import type { Account } from '../../operations/account';
import { endpointAccount } from '../../operations/account/endpoint-account';
import { readLedgerRow } from '../../operations/ledger/evidence/rows';
import { redrive } from '../../operations/ledger/redrive/redrive';
import { readStory } from '../../operations/trace/read-story';
import type { Story } from '../../operations/trace/story';
import { findSubject } from '../../operations/trace/subject/find-subject';
import { storyLines } from '../../operations/trace/text/story-lines';
import { batchWorld } from '../batch/batch-world';
import { callReviewApi } from '../human-review/call-review-api';
import { type OpenedLedger, openLedger } from '../ledger/opened-ledger';

jest.setTimeout(180_000);

const assumptions = assumptionsOf(join(__dirname, '..', '..', 'cdktf.json'));
const failing = 'BedrockRuntime.AccessDeniedException';
let ledger: OpenedLedger;
let stored: string;
let failed: string;
let reviewed: string;
let batched: string;
/** As it was before the redrive, and before the decision. */
let failure: Story;
let waiting: Story;

const trace = async (
  id: string,
  { data = false, account = ledger.account }: { data?: boolean; account?: Account } = {},
) => readStory(account, await findSubject(account, id), { data, assumptions });

/** One run: a document is stored, one fails and is redriven, one is reviewed, one comes with a batch. */
beforeAll(async () => {
  ledger = await openLedger();
  const { outputs } = ledger.local;
  stored = await ledger.put('stored.pdf');
  await ledger.local.idle();
  failed = await ledger.putRefused('failed.pdf', 'bedrock', 'Converse');
  failure = await trace('failed.pdf');
  await redrive(ledger.account, { ids: [failed] }, { dryRun: false, followSeconds: 60 });
  reviewed = await ledger.put('wrong-sums.pdf', 'wrong-sums.pdf');
  await ledger.local.idle();
  waiting = await trace('wrong-sums.pdf');
  await callReviewApi(
    { endpoint: String(outputs['review_api_endpoint']), region: 'us-east-1' },
    { method: 'POST', path: `/reviews/review-${reviewed.slice(0, 16)}/decision`, body: { decision: 'approve' } },
  );
  const batch = batchWorld(ledger);
  batched = await batch.putAt('batch/b1/batched.pdf', 'invoice.pdf');
  await batch.runCsv('b1', 'key\nbatch/b1/batched.pdf\n');
  // A second event for the first document.
  const { pointer } = (await readLedgerRow(ledger.account, stored)) ?? {};
  await ledger.call('states', 'StartExecution', {
    stateMachineArn: ledger.account.names.documentPipelineAliasArn,
    name: 'delivered-again',
    input: JSON.stringify(pointer),
  });
  await ledger.local.idle();
});
afterAll(() => ledger.close());

const stateNames = ({ executions }: Story) => executions.map(({ visits }) => visits.map(({ stateName }) => stateName));
const commands = ({ next }: Story) => next.map(({ command }) => command);

describe('the story of a stored document', () => {
  it('has the upload, the execution that owns the row, later duplicates, states in order, and the result', async () => {
    const story = await trace('incoming/stored.pdf');
    const [execution] = story.executions;

    expect(story).toMatchObject({
      documentId: stored,
      object: { key: 'incoming/stored.pdf', uploadedAt: expect.stringContaining('T'), bytes: expect.any(Number) },
      row: { status: 'STORED', executionArn: execution?.executionArn, attempts: 1 },
      stored: { uri: expect.stringContaining(`/${stored}/document.json`) },
      duplicates: [{ executionArn: expect.stringContaining(':delivered-again') }],
      notSearched: 0,
      deadLetters: [],
    });
    expect(stateNames(story)).toEqual([
      [
        'RegisterDocument',
        'ValidateDocument',
        'Extract',
        'ExtractText',
        'ReadMetadata',
        'EnrichDocument',
        'RouteByType',
        'ProcessInvoice',
        'NeedsReview',
        'StoreDocument',
        'StoreRecord',
        'Notify',
      ],
    ]);
    expect(execution?.visits.map(({ depth }) => depth)).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect(execution?.visits.every(({ exitedAt }) => exitedAt !== undefined)).toBe(true);
  });

  it('has the lines of each function next to the state that called it, and no others', async () => {
    const { executions } = await trace(stored);
    const visits = executions[0]?.visits ?? [];
    const called = visits.filter(({ call }) => call?.functionName !== undefined);

    expect(called.map(({ stateName }) => stateName)).toEqual(['ValidateDocument', 'ExtractText', 'ProcessInvoice']);
    for (const { logs } of called) {
      expect(logs[0]?.text).toMatch(/^START RequestId: /);
      expect(logs.at(-1)?.text).toMatch(/^REPORT RequestId: /);
      const json = logs.filter(({ text }) => text.startsWith('{')).map(({ text }) => JSON.parse(text));
      expect(json.length).toBeGreaterThan(0);
      expect(json.every(({ executionArn }) => executionArn === executions[0]?.executionArn)).toBe(true);
    }
    expect(visits.filter(({ call }) => call?.functionName === undefined).flatMap(({ logs }) => logs)).toEqual([]);
  });

  it('has the price of its real calls', async () => {
    const { price } = await trace(stored);

    expect(price).toMatchObject({ transitions: 13, textractPages: 1, textract: 0.0015, assumedInvocations: 0 });
    expect(price.inputTokens).toBeGreaterThan(500);
    expect(price.unpricedModels).toEqual([]);
    const { stepFunctions, models, textract, lambda, others } = price;
    expect(price.dollars).toBeCloseTo(stepFunctions + models + textract + lambda + others, 12);
    expect(lambda).toBeGreaterThan(0);
  });

  it('prints no content without --data', async () => {
    const text = JSON.stringify(await trace(stored));
    const all = JSON.stringify(await trace(stored, { data: true }));

    for (const content of ['Harbour Office Supplies', '297.30']) {
      expect(text).not.toContain(content);
      expect(all).toContain(content);
    }
  });

  it('is the same through the endpoint of the process that runs it', async () => {
    const { environment, outputs, endpointUrl, localAccount } = ledger.local;
    const account = endpointAccount(
      { environment, region: 'us-east-1', outputs, endpointUrl },
      { stateFolder: localAccount.stateFolder, signal: new AbortController().signal },
    );
    expect(await trace(stored, { account })).toEqual(await trace(stored));
  });
});

describe('the story of a document that failed', () => {
  it('has the error at its state, the dead letter, and the command to try again', () => {
    const [execution] = failure.executions;
    const enrich = execution?.visits.find(({ stateName }) => stateName === 'EnrichDocument');

    expect(failure.row).toMatchObject({ status: 'FAILED' });
    expect(enrich?.attempts).toMatchObject([{ error: failing }]);
    expect(stateNames(failure)[0]?.slice(-3)).toEqual(['MarkFailed', 'DeadLetter', 'Failed']);
    expect(failure.deadLetters).toMatchObject([{ state: 'EnrichDocument', error: failing }]);
    expect(commands(failure).slice(0, 2)).toEqual([`npx pipelines redrive ${failed}`, 'npx pipelines ledger letters']);
  });

  it('continues with the redrive that stored it, and adds up both', async () => {
    const story = await trace(failed);
    const [first, second] = story.executions;

    expect(story.executions).toMatchObject([
      { status: 'FAILED' },
      { status: 'SUCCEEDED', redriveOf: first?.executionArn },
    ]);
    expect(story.row).toMatchObject({ status: 'STORED', executionArn: second?.executionArn, attempts: 2 });
    expect(story.price).toMatchObject({ textractPages: 1 });
    expect(story.price.transitions).toBeGreaterThan(failure.price.transitions + 10);
    expect(story.deadLetters).toEqual([]);
  });
});

describe('the story of a reviewed document', () => {
  it('waits for a person, and names the review', () => {
    expect(waiting).toMatchObject({
      row: { status: 'IN_REVIEW' },
      review: { status: 'WAITING', round: 1, reasonCount: 1 },
    });
    expect(waiting.executions[0]?.visits.at(-1)).toMatchObject({ stateName: 'RequestReview', attempts: [{}] });
    expect(waiting.executions[0]?.visits.at(-1)?.exitedAt).toBeUndefined();
    expect(commands(waiting)[0]).toBe(`npx pipelines review show review-${reviewed.slice(0, 16)}`);
    expect(storyLines(waiting).join('\n')).not.toContain('2041.60');
  });

  it('has who decided what, and when', async () => {
    const { review, executions } = await trace(reviewed);
    const decision = { decision: 'approve', reviewer: expect.stringContaining('arn:aws:iam::123456789012:user/') };

    expect(review).toMatchObject({ ...decision, status: 'DECIDED', decidedAt: expect.stringContaining('T') });
    expect(executions[0]?.visits.find(({ stateName }) => stateName === 'RequestReview')).toMatchObject({ decision });
  });
});

describe('an id', () => {
  it('of a file of a batch is its document, and so is that of the child execution', async () => {
    const story = await trace('batched.pdf');
    expect(story).toMatchObject({ documentId: batched, executions: [{ batchId: 'b1' }] });
    expect(commands(story)).toContain('npx pipelines batch show b1');

    const [child] = ledger.local.states.list('dev-batch-pipeline/documents');
    const ofChild = await trace(child?.executionArn ?? '');
    expect(ofChild.documentId).toBe(batched);
    expect(ofChild.executions.map(({ executionArn }) => executionArn)).toContain(child?.executionArn);
    expect(await findSubject(ledger.account, `dev-batch-pipeline/documents:${child?.name}`)).toMatchObject({
      documentId: batched,
    });
  });

  it('of a batch is its execution, with its children counted', async () => {
    const [batch] = ledger.local.states.list('dev-batch-pipeline');
    const story = await trace(batch?.name ?? '');
    expect(story.documentId).toBeUndefined();
    expect(story.executions[0]?.visits.find(({ stateName }) => stateName === 'ProcessDocuments')?.mapRun).toMatchObject(
      {
        status: 'SUCCEEDED',
        total: 1,
        succeeded: 1,
        failed: 0,
      },
    );
  });

  it.each<[string, () => string]>([
    ['a documentId', () => stored],
    ['its beginning', () => stored.slice(0, 10)],
    ['a key', () => 'incoming/stored.pdf'],
    ['a file name', () => 'stored.pdf'],
    ['an execution of it', () => 'delivered-again'],
    ['an execution with its state machine', () => 'dev-document-pipeline:delivered-again'],
  ])('is %s', async (_what, id) => {
    expect(await findSubject(ledger.account, id())).toMatchObject({ kind: 'document', documentId: stored });
  });

  it('that is unknown or ambiguous is an error that helps', async () => {
    await expect(findSubject(ledger.account, 'none.pdf')).rejects.toThrow(
      'there is no document and no execution none.pdf',
    );
    await expect(findSubject(ledger.account, 'arn:aws:states:us-east-1:1:express:m:n:1')).rejects.toThrow(
      'is an Express execution',
    );
    const again = await ledger.put('stored.pdf');
    await ledger.local.idle();
    await expect(findSubject(ledger.account, 'stored.pdf')).rejects.toThrow(
      new RegExp(`is 2 documents or executions; name one of them:[^]*(${stored}|${again})[^]*STORED`),
    );
  });
});
