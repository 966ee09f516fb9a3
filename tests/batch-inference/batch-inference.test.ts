import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Local, startLocal } from '@document-pipelines/local-aws';
import { createConverse } from '../../offline-reader';
import { takeAction } from '../fixtures/taken-action-fixture';
import { keptChecks } from '../kept-checks';
import { sharedReader } from '../shared-reader';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';

jest.setTimeout(120_000);

const synthesis = synthesisedCopy();
const machineName = 'dev-batch-inference';
const operator = { kind: 'operator' } as const;
const stateFolder = mkdtempSync(join(tmpdir(), 'batch-inference-'));
const { converse, description } = createConverse();
/** All documents hold the same text: it is read once. */
const answers = new Map<string, ReturnType<typeof converse>>();
let local: Local;

beforeAll(start);
afterAll(async () => {
  await local.close();
  rmSync(stateFolder, { recursive: true });
  synthesis.remove();
});

async function start(): Promise<void> {
  local = await startLocal({
    stackFolder: join(synthesis.folder, 'stacks', 'dev'),
    stateFolder,
    command: 'test',
    converse: { description, converse: answer },
    checks: keptChecks,
    reader: sharedReader,
  });
}

function answer(...[input, signal]: Parameters<typeof converse>): ReturnType<typeof converse> {
  const asked = JSON.stringify(input);
  const given = answers.get(asked) ?? converse(input, signal);
  answers.set(asked, given);
  return given;
}

/** Documents that only this inference answers. */
function idsOf(name: string): readonly string[] {
  return Array.from({ length: 100 }, (_, index) => createHash('sha256').update(`${name} ${index}`).digest('hex'));
}

async function begin(name: string): Promise<void> {
  const Bucket = local.outputs['results_bucket_name'];
  const put = (Key: string, text: string) =>
    local.services.call('s3', 'PutObject', { Bucket, Key, Body: Buffer.from(text) }, operator);
  await put('library/letter.txt', 'Dear Sir,\nthank you for your letter.\nYours sincerely');
  const lines = idsOf(name).map((documentId) => JSON.stringify({ documentId, textKey: 'library/letter.txt' }));
  await put(`manifests/${name}.jsonl`, lines.join('\n'));
  const input = JSON.stringify({ name, manifestUri: `s3://${Bucket}/manifests/${name}.jsonl` });
  const request = { stateMachineArn: local.outputs['batch_inference_arn'], name, input };
  await local.services.call('states', 'StartExecution', request, operator);
}

/** The executions of this name, once all is done. */
async function ended(name: string) {
  await local.idle();
  return local.states.list(machineName).filter(({ executionArn }) => executionArn.endsWith(`:${name}`));
}

async function read(Key: string): Promise<string> {
  const Bucket = local.outputs['results_bucket_name'];
  const { Body } = await local.services.call('s3', 'GetObject', { Bucket, Key }, operator);
  return Buffer.from(Body as Uint8Array).toString('utf8');
}

test('a process that ends while the job runs is finished by the next one, every document answered once', async () => {
  await begin('letters');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await local.close();
  await start();

  expect(await ended('letters')).toMatchObject([
    { status: 'SUCCEEDED', output: { outcome: 'COMPLETED', documents: 100, joined: 100, unanswered: 0 } },
  ]);
  const [documentId] = idsOf('letters');
  expect(JSON.parse(await read(`${documentId}/inference.json`))).toMatchObject({
    documentId,
    inference: 'letters',
    answer: { documentType: 'letter' },
  });
});

test("a job whose role may not write is Failed: every document is listed, and the letter says Bedrock's reason", async () => {
  const putBack = takeAction(local, 'aws_iam_role_policy.inference-job', 's3:PutObject');
  await begin('unwritten');

  expect(await ended('unwritten')).toMatchObject([
    { status: 'FAILED', error: 'JobFailed', cause: expect.stringContaining('s3:PutObject') },
  ]);
  putBack();
  const unanswered = (await read('inference/unwritten/unanswered.jsonl')).trim().split('\n');
  expect(unanswered.map((line) => (JSON.parse(line) as { documentId: string }).documentId)).toEqual(idsOf('unwritten'));
  const queue = { QueueUrl: local.outputs['dead_letter_queue_url'] };
  const { Messages } = await local.services.call('sqs', 'ReceiveMessage', queue, operator);
  expect((Messages as readonly { Body: string }[]).map(({ Body }) => JSON.parse(Body) as object)).toMatchObject([
    { Error: 'JobFailed', checkpoint: 'JOINED', input: { name: 'unwritten' } },
  ]);
});

test.each([
  ['bedrock:CreateModelInvocationJob', 'Bedrock.AccessDeniedException', 'uncreated'],
  ['iam:PassRole', 'Bedrock.AccessDeniedException', 'unpassed'],
])('a machine that lacks %s starts no job, and says so', async (action, error, name) => {
  const putBack = takeAction(local, 'aws_iam_role_policy.batch-inference', action);
  await begin(name);

  expect(await ended(name)).toMatchObject([{ status: 'FAILED', error, cause: expect.stringContaining(action) }]);
  putBack();
});
