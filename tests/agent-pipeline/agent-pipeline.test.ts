import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDefinition } from '@document-pipelines/asl/check';
import { parseDefinition } from '@document-pipelines/asl/load';
import { type Local, type StartLocalOptions, startLocal } from '@document-pipelines/local-aws';
import { createConverse } from '../../offline-reader';
import {
  type BedrockScript,
  emptyScript,
  scriptFileSchema,
} from '../../packages/local-aws/src/services/bedrock-script';
import { keptChecks } from '../kept-checks';
import { sharedReader } from '../shared-reader';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';

jest.setTimeout(120_000);

type App = ReturnType<NonNullable<StartLocalOptions['change']>>;

const machineName = 'dev-agent-pipeline';
const operator = { kind: 'operator' } as const;

/** A script of questions that are answered in one turn. */
function answering(answers: Readonly<Record<string, string>>): BedrockScript {
  const agent = Object.entries(answers).map(([question, answer]) => ({
    question,
    turns: [{ says: { outcome: 'answered', answer, documents: [] } }],
  }));
  return { ...emptyScript, agent: { ...emptyScript.agent, entries: scriptFileSchema.parse({ agent }).agent } };
}

describe('the agent pipeline, applied', () => {
  const synthesis = synthesisedCopy();
  let stateFolder: string;
  let local: Local | undefined;

  beforeEach(() => {
    stateFolder = mkdtempSync(join(tmpdir(), 'agent-pipeline-'));
  });
  afterEach(async () => {
    await local?.close();
    local = undefined;
    rmSync(stateFolder, { recursive: true });
  });
  afterAll(() => synthesis.remove());

  async function start(bedrockScript: BedrockScript, change: (app: App) => App = (app) => app): Promise<Local> {
    local = await startLocal({
      stackFolder: join(synthesis.folder, 'stacks', 'dev'),
      stateFolder,
      command: 'test',
      converse: createConverse(),
      checks: keptChecks,
      reader: sharedReader,
      bedrockScript,
      change,
    });
    return local;
  }

  async function ask(running: Local, name: string, question: string): Promise<void> {
    const input = { stateMachineArn: running.outputs['agent_pipeline_arn'], name, input: JSON.stringify({ question }) };
    await running.services.call('states', 'StartExecution', input, operator);
  }

  test('an answer longer than an execution may carry lies in the bucket, and a pointer comes along', async () => {
    const running = await start(answering({ 'What is the small print?': 'clause '.repeat(20_000) }));

    await ask(running, 'long', 'What is the small print?');
    await running.idle();

    const [execution] = running.states.list(machineName);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'ANSWERED' } });
    const { answerUri, excerpt } = execution!.output as { answerUri: string; excerpt: string };
    expect(excerpt).toHaveLength(1_000);
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(answerUri) ?? [];
    const { Body } = await running.services.call('s3', 'GetObject', { Bucket, Key }, operator);
    const answer = JSON.parse(Buffer.from(Body as Uint8Array).toString('utf8')) as { answer: string };
    expect(answer.answer.length).toBeGreaterThan(100_000);
  });

  test('a function that may not invoke the agent ends in a dead letter with the name of the error, started once', async () => {
    const running = await start(answering({ 'What is due?': '12.00 EUR' }), (app) => ({
      ...app,
      resources: app.resources.map((resource) =>
        resource.address === 'aws_iam_role_policy.invoke-agent'
          ? {
              ...resource,
              arguments: {
                ...resource.arguments,
                policy: String(resource.arguments['policy']).replace('bedrock:InvokeAgent', 'bedrock:GetAgent'),
              },
            }
          : resource,
      ),
    }));

    await ask(running, 'refused', 'What is due?');
    await running.idle();

    expect(running.states.list(machineName)).toMatchObject([
      { status: 'FAILED', error: 'AccessDeniedException', cause: expect.stringContaining('bedrock:InvokeAgent') },
    ]);
    const queue = { QueueUrl: running.outputs['dead_letter_queue_url'] };
    const { Messages } = await running.services.call('sqs', 'ReceiveMessage', queue, operator);
    const [letter] = (Messages as readonly { Body: string }[]).map(({ Body }) => JSON.parse(Body) as object);
    expect(letter).toMatchObject({
      Error: 'AccessDeniedException',
      checkpoint: 'STARTED',
      input: { question: 'What is due?' },
    });
  });

  test('a question that the script lacks ends in a dead letter; once the script has it, its redrive is answered', async () => {
    const first = await start(emptyScript);
    await ask(first, 'unscripted', 'What is the monthly rent?');
    await first.idle();
    expect(first.states.list(machineName)).toMatchObject([
      {
        status: 'FAILED',
        error: 'NotModelledError',
        cause: expect.stringMatching(
          /What is the monthly rent\?.*add it to `agent` of samples\/<name>\/bedrock-script\.yaml/,
        ),
      },
    ]);
    await first.close();

    const next = await start(answering({ 'What is the monthly rent?': '900 EUR' }));
    await ask(next, 'unscripted-r1', 'What is the monthly rent?');
    await next.idle();
    const redriven = next.states.list(machineName).find(({ executionArn }) => executionArn.endsWith(':unscripted-r1'));
    expect(redriven).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'ANSWERED', excerpt: '900 EUR' } });
  });

  test('a process that ends while the agent is waited for is finished by the next one', async () => {
    const script = answering({ 'What is the monthly rent?': '900 EUR' });
    const first = await start(script);
    await ask(first, 'interrupted', 'What is the monthly rent?');
    await first.close();

    const next = await start(script);
    await next.idle();

    expect(next.states.list(machineName)).toMatchObject([{ status: 'SUCCEEDED', output: { outcome: 'ANSWERED' } }]);
  });
});

test("the page's definition for AgentCore is one that AWS takes", () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'pipelines', 'agent-pipeline.md'), 'utf8');
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(yaml).toContain('bedrockagentcore:invokeAgentRuntime');
  const { definition, diagnostics } = parseDefinition(yaml, 'docs/pipelines/agent-pipeline.asl.yaml');
  expect(diagnostics).toEqual([]);
  expect(checkDefinition(definition!)).toEqual([]);
});
