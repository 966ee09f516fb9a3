import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDefinition } from '@document-pipelines/asl/check';
import { parseDefinition } from '@document-pipelines/asl/load';
import { type Local, startLocal } from '@document-pipelines/local-aws';
import { createConverse } from '../../offline-reader';
import {
  type BedrockScript,
  emptyScript,
  scriptFileSchema,
} from '../../packages/local-aws/src/services/bedrock-script';
import { takeAction } from '../fixtures/taken-action-fixture';
import { keptChecks } from '../kept-checks';
import { sharedReader } from '../shared-reader';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';

jest.setTimeout(120_000);

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
  const stateFolder = mkdtempSync(join(tmpdir(), 'agent-pipeline-'));
  let local: Local;

  beforeAll(() =>
    start(answering({ 'What is the small print?': 'clause '.repeat(20_000), 'What is due?': '12.00 EUR' })),
  );
  afterAll(async () => {
    await local.close();
    rmSync(stateFolder, { recursive: true });
    synthesis.remove();
  });

  async function start(bedrockScript: BedrockScript): Promise<void> {
    local = await startLocal({
      stackFolder: join(synthesis.folder, 'stacks', 'dev'),
      stateFolder,
      command: 'test',
      converse: createConverse(),
      checks: keptChecks,
      reader: sharedReader,
      bedrockScript,
    });
  }

  async function ask(name: string, question: string): Promise<void> {
    const input = { stateMachineArn: local.outputs['agent_pipeline_arn'], name, input: JSON.stringify({ question }) };
    await local.services.call('states', 'StartExecution', input, operator);
  }

  /** The executions of this name, once all is done. */
  async function ended(name: string) {
    await local.idle();
    return local.states.list(machineName).filter(({ executionArn }) => executionArn.endsWith(`:${name}`));
  }

  test('an answer longer than an execution may carry lies in the bucket, and a pointer comes along', async () => {
    await ask('long', 'What is the small print?');

    const [execution] = await ended('long');
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'ANSWERED' } });
    const { answerUri, excerpt } = execution!.output as { answerUri: string; excerpt: string };
    expect(excerpt).toHaveLength(1_000);
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(answerUri) ?? [];
    const { Body } = await local.services.call('s3', 'GetObject', { Bucket, Key }, operator);
    const answer = JSON.parse(Buffer.from(Body as Uint8Array).toString('utf8')) as { answer: string };
    expect(answer.answer.length).toBeGreaterThan(100_000);
  });

  test('a function that may not invoke the agent ends in a dead letter with the name of the error, started once', async () => {
    const putBack = takeAction(local, 'aws_iam_role_policy.invoke-agent', 'bedrock:InvokeAgent');
    await ask('refused', 'What is due?');

    expect(await ended('refused')).toMatchObject([
      { status: 'FAILED', error: 'AccessDeniedException', cause: expect.stringContaining('bedrock:InvokeAgent') },
    ]);
    putBack();
    const queue = { QueueUrl: local.outputs['dead_letter_queue_url'] };
    const { Messages } = await local.services.call('sqs', 'ReceiveMessage', queue, operator);
    const [letter] = (Messages as readonly { Body: string }[]).map(({ Body }) => JSON.parse(Body) as object);
    expect(letter).toMatchObject({
      Error: 'AccessDeniedException',
      checkpoint: 'STARTED',
      input: { question: 'What is due?' },
    });
  });

  const rent = answering({ 'What is the monthly rent?': '900 EUR' });

  test('a question that the script lacks ends in a dead letter; once the script has it, its redrive is answered', async () => {
    await ask('unscripted', 'What is the monthly rent?');
    expect(await ended('unscripted')).toMatchObject([
      {
        status: 'FAILED',
        error: 'NotModelledError',
        cause: expect.stringMatching(
          /What is the monthly rent\?.*add it to `agent` of samples\/<name>\/bedrock-script\.yaml/,
        ),
      },
    ]);

    await local.close();
    await start(rent);
    await ask('unscripted-r1', 'What is the monthly rent?');
    expect(await ended('unscripted-r1')).toMatchObject([
      { status: 'SUCCEEDED', output: { outcome: 'ANSWERED', excerpt: '900 EUR' } },
    ]);
  });

  test('a process that ends while the agent is waited for is finished by the next one', async () => {
    await ask('interrupted', 'What is the monthly rent?');
    await local.close();
    await start(rent);

    expect(await ended('interrupted')).toMatchObject([{ status: 'SUCCEEDED', output: { outcome: 'ANSWERED' } }]);
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
