import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Local, type StartLocalOptions, startLocal } from '@document-pipelines/local-aws';
import { createConverse } from '../../offline-reader';
import { keptChecks } from '../kept-checks';
import { sharedReader } from '../shared-reader';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';

jest.setTimeout(120_000);

type App = ReturnType<NonNullable<StartLocalOptions['change']>>;

const synthesis = synthesisedCopy();
const machineName = 'dev-batch-inference';
const operator = { kind: 'operator' } as const;
const ids = Array.from({ length: 100 }, (_, index) => createHash('sha256').update(String(index)).digest('hex'));
let stateFolder: string;
let local: Local | undefined;

beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'batch-inference-'));
});
afterEach(async () => {
  await local?.close();
  local = undefined;
  rmSync(stateFolder, { recursive: true });
});
afterAll(() => synthesis.remove());

async function start(change: (app: App) => App = (app) => app): Promise<Local> {
  const stackFolder = join(synthesis.folder, 'stacks', 'dev');
  local = await startLocal({
    stackFolder,
    stateFolder,
    command: 'test',
    converse: createConverse(),
    checks: keptChecks,
    reader: sharedReader,
    change,
  });
  return local;
}

/** The stack with another action instead of one that a role's policy allows. */
function without(role: string, action: string): (app: App) => App {
  return (app) => ({
    ...app,
    resources: app.resources.map((resource) => {
      if (resource.address !== `aws_iam_role_policy.${role}`) return resource;
      const policy = String(resource.arguments['policy']);
      if (!policy.includes(`"${action}"`)) throw new Error(`${role} has no ${action} to take away`);
      return {
        ...resource,
        arguments: { ...resource.arguments, policy: policy.replaceAll(`"${action}"`, '"none:None"') },
      };
    }),
  });
}

async function begin(running: Local): Promise<void> {
  const Bucket = running.outputs['results_bucket_name'];
  const put = (Key: string, text: string) =>
    running.services.call('s3', 'PutObject', { Bucket, Key, Body: Buffer.from(text) }, operator);
  await put('library/letter.txt', 'Dear Sir,\nthank you for your letter.\nYours sincerely');
  const lines = ids.map((documentId) => JSON.stringify({ documentId, textKey: 'library/letter.txt' }));
  await put('manifests/letters.jsonl', lines.join('\n'));
  const input = JSON.stringify({ name: 'letters', manifestUri: `s3://${Bucket}/manifests/letters.jsonl` });
  const request = { stateMachineArn: running.outputs['batch_inference_arn'], name: 'letters', input };
  await running.services.call('states', 'StartExecution', request, operator);
}

async function read(running: Local, Key: string): Promise<string> {
  const { Body } = await running.services.call(
    's3',
    'GetObject',
    { Bucket: running.outputs['results_bucket_name'], Key },
    operator,
  );
  return Buffer.from(Body as Uint8Array).toString('utf8');
}

test('a process that ends while the job runs is finished by the next one, every document answered once', async () => {
  const first = await start();
  await begin(first);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await first.close();

  const next = await start();
  await next.idle();

  expect(next.states.list(machineName)).toMatchObject([
    { status: 'SUCCEEDED', output: { outcome: 'COMPLETED', documents: 100, joined: 100, unanswered: 0 } },
  ]);
  expect(JSON.parse(await read(next, `${ids[7]}/inference.json`))).toMatchObject({
    documentId: ids[7],
    inference: 'letters',
    answer: { documentType: 'letter' },
  });
});

test("a job whose role may not write is Failed: every document is listed, and the letter says Bedrock's reason", async () => {
  const running = await start(without('inference-job', 's3:PutObject'));
  await begin(running);
  await running.idle();

  expect(running.states.list(machineName)).toMatchObject([
    { status: 'FAILED', error: 'JobFailed', cause: expect.stringContaining('s3:PutObject') },
  ]);
  const unanswered = (await read(running, 'inference/letters/unanswered.jsonl')).trim().split('\n');
  expect(unanswered.map((line) => (JSON.parse(line) as { documentId: string }).documentId)).toEqual(ids);
  const queue = { QueueUrl: running.outputs['dead_letter_queue_url'] };
  const { Messages } = await running.services.call('sqs', 'ReceiveMessage', queue, operator);
  expect((Messages as readonly { Body: string }[]).map(({ Body }) => JSON.parse(Body) as object)).toMatchObject([
    { Error: 'JobFailed', checkpoint: 'JOINED', input: { name: 'letters' } },
  ]);
});

test.each([
  ['bedrock:CreateModelInvocationJob', 'Bedrock.AccessDeniedException'],
  ['iam:PassRole', 'Bedrock.AccessDeniedException'],
])('a machine that lacks %s starts no job, and says so', async (action, error) => {
  const running = await start(without('batch-inference', action));
  await begin(running);
  await running.idle();

  expect(running.states.list(machineName)).toMatchObject([
    { status: 'FAILED', error, cause: expect.stringContaining(action) },
  ]);
});
