import type { Json } from '@document-pipelines/asl/definition';
import {
  compileStateMachine,
  type RunningExecution,
  realClock,
  seededRandom,
  startExecution,
  type TaskCall,
} from '@document-pipelines/asl/interpreter';
import { filledDefinition } from '../definitions/filled-definition';

const executionsARound = 1_000;
const rounds = 9;
/** Number of concurrent executions. */
const together = 20;

const answers: Readonly<Record<string, Json>> = {
  RegisterDocument: { SdkHttpMetadata: { HttpStatusCode: 200 } },
  ValidateDocument: { Payload: { contentType: 'application/pdf', sizeBytes: 48_213, pages: 2 }, StatusCode: 200 },
  ReadMetadata: { TagSet: [{ Key: 'owner', Value: 'accounting' }] },
  ExtractText: {
    textUri: 's3://results/1/text.txt',
    pages: 2,
    words: 400,
    characters: 2_600,
    meanConfidence: 99.1,
    excerpt: 'Invoice 2026-001 from ACME Corporation to Example GmbH. '.repeat(40),
    partCount: 1,
    parts: [],
    cutLines: 0,
    redactions: {},
  },
  EnrichDocument: {
    StopReason: 'tool_use',
    Usage: { InputTokens: 900, OutputTokens: 120, TotalTokens: 1_020 },
    Output: {
      Message: {
        Role: 'assistant',
        Content: [
          {
            ToolUse: {
              Name: 'record_document',
              ToolUseId: 't-1',
              Input: {
                documentType: 'invoice',
                confidence: 0.97,
                fields: {
                  invoiceNumber: '2026-001',
                  supplierName: 'ACME Corporation',
                  currency: 'EUR',
                  total: '119.00',
                },
              },
            },
          },
        ],
      },
    },
  },
  ProcessInvoice: {
    Payload: { fields: { invoiceNumber: '2026-001', total: '119.00' }, failedChecks: [] },
    StatusCode: 200,
  },
  StoreDocument: { ETag: '"e"', VersionId: 'v' },
  StoreRecord: { SdkHttpMetadata: { HttpStatusCode: 200 } },
  Notify: { MessageId: 'm' },
};

/** Executions a second of the document pipeline in JSONata with mocked tasks, history on. Usage: node -r tsx/cjs document-pipeline.ts */
async function main(): Promise<void> {
  const stateMachine = compilePipeline();
  const measured: { readonly wall: number; readonly processor: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    await runRound(stateMachine);
    const { user, system } = process.cpuUsage(used);
    measured.push({ wall: performance.now() - begun, processor: (user + system) / 1000 });
  }
  const perSecond = (milliseconds: number): string =>
    Math.round((executionsARound / milliseconds) * 1000).toLocaleString('en');
  const best = Math.min(...measured.map(({ wall }) => wall));
  console.log(`document pipeline, medians of ${rounds} rounds of ${executionsARound} executions:`);
  console.log(
    `${perSecond(median(measured.map(({ wall }) => wall)))} executions a second (best round ${perSecond(best)})`,
  );
  console.log(`${perSecond(median(measured.map(({ processor }) => processor)))} executions a second of processor time`);
}

async function runRound(stateMachine: ReturnType<typeof compilePipeline>): Promise<void> {
  let next = 0;
  const runOneAfterAnother = async (): Promise<void> => {
    while (next < executionsARound) await runOnce(stateMachine, next++);
  };
  await Promise.all(Array.from({ length: together }, runOneAfterAnother));
}

const random = seededRandom(1);

async function runOnce(stateMachine: ReturnType<typeof compilePipeline>, index: number): Promise<void> {
  const running: RunningExecution = startExecution({
    stateMachine,
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:pipeline',
    stateMachineName: 'pipeline',
    roleArn: 'arn:aws:iam::123456789012:role/pipeline',
    name: `run-${index}`,
    executionArn: `arn:aws:states:us-east-1:123456789012:execution:pipeline:run-${index}`,
    input: { bucket: 'documents', key: `incoming/${index}.pdf`, versionId: `v${index}` },
    type: 'STANDARD',
    clock: realClock,
    random,
    tasks: { call: async (call) => answer(call, () => running) },
  });
  const { status, statesEntered, cause } = await running.result;
  if (status !== 'SUCCEEDED' || statesEntered !== 12)
    throw new Error(`${status} after ${statesEntered} states: ${cause}`);
}

function answer({ stateName, taskToken }: TaskCall, running: () => RunningExecution): Json {
  const given = answers[stateName];
  if (given === undefined) throw new Error(`no answer for ${stateName}`);
  if (taskToken === undefined) return given;
  queueMicrotask(() => queueMicrotask(() => running().sendTaskSuccess(taskToken, given)));
  return {};
}

function compilePipeline() {
  return compileStateMachine(filledDefinition('document-pipeline', { PartAnswerMaxBytes: 5_000 }));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

main();
