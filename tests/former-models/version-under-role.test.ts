import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentCache } from '@document-pipelines/asl/content-cache';
import { type Local, startLocal } from '@document-pipelines/local-aws';
import { createScriptedAnswers } from '@document-pipelines/local-aws/services/bedrock';
import { App } from 'cdktf';
import { type Environment, loadEnvironments } from '../../environments';
import { createConverse } from '../../offline-reader';
import { callRestApi } from '../../packages/local-aws/src/services/rest-api';
import { bundleFunctions } from '../../stacks/function-bundles';
import { PipelinesStack } from '../../stacks/pipelines-stack';
import { checkedDefinitions } from '../../stacks/synthesis/checked-definitions';
import { withoutTokenTraces } from '../../stacks/synthesis/without-token-traces';
import { keptChecks } from '../kept-checks';
import { sharedReader } from '../shared-reader';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'former-models-'));
const [dev] = loadEnvironments(join(root, 'environments'), ['dev']) as [Environment];
const bundling = bundleFunctions({
  root,
  functionsFolder: join(root, 'functions'),
  cacheFolder: join(root, '.cache', 'functions'),
});
const definitions = checkedDefinitions(join(root, 'definitions'), contentCache(join(root, '.cache', 'definitions')));

const haiku = {
  modelId: dev.bedrock.modelId,
  inferenceProfile: dev.bedrock.inferenceProfile!,
  guardrail: { id: 'gr1', version: '3' },
};
const application = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc';
const nova = {
  modelId: 'amazon.nova-pro-v1:0',
  inferenceProfile: { id: application, copyFrom: 'global.amazon.nova-pro-v1:0' },
};
const { modelId: _, inferenceProfile: __, guardrail: ___, ...others } = dev.bedrock;

/** The folder of a stack that is synthesised from dev with other models. */
async function synthesise(
  name: string,
  models: Partial<Environment['bedrock']> & { readonly modelId: string },
): Promise<string> {
  const bundles = await bundling;
  withoutTokenTraces(() => {
    const app = new App({ outdir: join(folder, name), stackTraces: false });
    new PipelinesStack(app, { environment: { ...dev, bedrock: { ...others, ...models } }, definitions, bundles });
    app.synth();
  });
  return join(folder, name, 'stacks', 'dev');
}

const first = synthesise('first', haiku);
const withFormer = synthesise('with-former', { ...nova, former: [haiku] });
const withoutFormer = synthesise('without-former', nova);

const converse = recorded();

let requestsBefore = 0;

beforeEach(() => {
  requestsBefore = converse.requests.length;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The offline reader, which does not have guardrails, with a record of its requests. */
function recorded() {
  const reader = createConverse();
  return createScriptedAnswers([({ guardrailConfig: _config, ...input }) => reader.converse(input)], {
    repeatsLast: true,
  });
}

/** Applies the first stack, and over it the second. */
async function deployBoth(second: Promise<string>): Promise<Local> {
  const stateFolder = mkdtempSync(join(folder, 'state-'));
  const start = (stackFolder: string) =>
    startLocal({ stackFolder, stateFolder, command: 'npx jest', checks: keptChecks, reader: sharedReader, converse });
  await (await start(await first)).close();
  return start(await second);
}

/** Starts an execution of a version of the document pipeline, or of an alias, on a contract, and waits for its end. */
async function readContract(running: Local, version: number | 'live') {
  const bucket = String(running.outputs['document_bucket_name']);
  const key = 'elsewhere/contract.pdf';
  const Body = readFileSync(join(root, 'samples', 'contract.pdf'));
  const { VersionId: versionId } = await running.services.call(
    's3',
    'PutObject',
    { Bucket: bucket, Key: key, Body },
    operator,
  );
  const request = {
    stateMachineArn: `${String(running.outputs['document_pipeline_arn'])}:${version}`,
    input: JSON.stringify({ bucket, key, versionId }),
  };
  const { executionArn } = await running.services.call('states', 'StartExecution', request, operator);
  await running.idle();
  return running.services.call('states', 'DescribeExecution', { executionArn }, operator);
}

/** Has a version of classify-text classify a text. */
function classify(running: Local, version: number) {
  const stateMachineArn = `${String(running.outputs['classify_text_arn'])}:${version}`;
  const input = JSON.stringify({ text: 'INVOICE\nInvoice number\nA-17\nTotal EUR\n€12.00' });
  return running.services.call('states', 'StartSyncExecution', { stateMachineArn, input }, operator);
}

/** Points `live` of a machine to a version. */
function pointLive(running: Local, machine: string, version: number) {
  const routes = [{ stateMachineVersionArn: `${String(running.outputs[`${machine}_arn`])}:${version}`, weight: 100 }];
  const request = { stateMachineAliasArn: running.outputs[`${machine}_alias_arn`], routingConfiguration: routes };
  return running.services.call('states', 'UpdateStateMachineAlias', request, operator);
}

const operator = { kind: 'operator' } as const;
/** Requests of this test. */
const asked = () => converse.requests.slice(requestsBefore);
const askedAs = () => [...new Set(asked().map(({ modelId }) => modelId))];

describe('version 1 under the role of version 2, of an environment that names its model as a former one', () => {
  let running: Local;
  beforeAll(async () => {
    running = await deployBoth(withFormer);
  });
  afterAll(() => running.close());

  it('calls its own model and guardrail', async () => {
    expect(await readContract(running, 1)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await classify(running, 1)).toMatchObject({ status: 'SUCCEEDED' });

    expect(asked().length).toBeGreaterThanOrEqual(3);
    expect(askedAs()).toEqual([haiku.inferenceProfile.id]);
    for (const { guardrailConfig } of asked()) {
      expect(guardrailConfig).toEqual({ guardrailIdentifier: 'gr1', guardrailVersion: '3' });
    }
  });

  it('is what `live` runs if it is pointed back, but not what the API of classify-text runs', async () => {
    await pointLive(running, 'document_pipeline', 1);
    await pointLive(running, 'classify_text', 1);

    expect(await readContract(running, 'live')).toMatchObject({ status: 'SUCCEEDED' });
    expect(askedAs()).toEqual([haiku.inferenceProfile.id]);

    const body = JSON.stringify({ text: 'INVOICE\nInvoice number\nA-17\nTotal EUR\n€12.00' });
    expect(await callRestApi(running, { method: 'POST', path: '/classify', body })).toMatchObject({ status: 200 });
    expect(askedAs()).toEqual([haiku.inferenceProfile.id, application]);
  });
});

it('version 1 under the role of version 2 is denied its model if the environment does not name it', async () => {
  const running = await deployBoth(withoutFormer);

  const denied = { status: 'FAILED', cause: expect.stringContaining(haiku.inferenceProfile.id) };
  expect(await readContract(running, 1)).toMatchObject({ ...denied, error: 'BedrockRuntime.AccessDeniedException' });
  expect(await classify(running, 1)).toMatchObject({ ...denied, error: 'ClassificationFailed' });
  expect(asked()).toEqual([]);
  await running.close();
});
