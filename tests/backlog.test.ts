import type { Json, JsonObject, StateMachineDefinition } from '@document-pipelines/asl/definition';
import {
  type Clock,
  compileStateMachine,
  type ExecutionRecord,
  SimulatedClock,
  StatesError,
  seededRandom,
  startExecution,
  type TaskCall,
} from '@document-pipelines/asl/interpreter';
import { maxAttemptsOfThrottles } from '../stacks/throttles/throttle-retriers';
import { filledDefinition } from './definitions/filled-definition';

/** The quota is such that each number of documents is 1,000 s of work. `BACKLOG_DOCUMENTS=1000 npx jest tests/backlog` takes three times as long. */
const documents = Number(process.env['BACKLOG_DOCUMENTS'] ?? 300);
const requestsPerSecond = documents / 1_000;
const backlogSeconds = 7_200;
/** us-east-1, Standard: https://aws.amazon.com/step-functions/pricing/ */
const dollarsPerTransition = 0.025 / 1_000;

/** The pipeline as it is deployed, with example names. */
function pipeline(): StateMachineDefinition {
  return filledDefinition('document-pipeline', ({ value }) => ({
    ModelId: 'model',
    MaxParts: 20,
    PartConcurrency: 5,
    PartAnswerMaxBytes: 5_000,
    ThrottleMaxAttempts: maxAttemptsOfThrottles(value, 'ThrottleMaxAttempts', backlogSeconds),
  }));
}

const extraction = {
  textUri: 's3://results/text.txt',
  pages: 1,
  words: 9,
  characters: 40,
  meanConfidence: 99,
  excerpt: 'Invoice',
  partCount: 1,
  parts: [],
  cutLines: 0,
  redactions: {},
};
const fields = { invoiceNumber: '1', total: '10.00' };

function toolUse(input: JsonObject): Json {
  return { StopReason: 'tool_use', Output: { Message: { Content: [{ ToolUse: { Input: input } }] } }, Usage: {} };
}

/** What each state's service returns when it is not throttled. */
const answers: Readonly<Record<string, Json>> = {
  RegisterDocument: {},
  ValidateDocument: { Payload: { contentType: 'application/pdf', sizeBytes: 1_000, pages: 1 } },
  ReadMetadata: { TagSet: [] },
  EnrichDocument: toolUse({ documentType: 'invoice', confidence: 0.95, fields }),
  ProcessInvoice: { Payload: { fields, failedChecks: [] } },
  StoreDocument: {},
  StoreRecord: {},
  Notify: {},
};

/** A quota that holds for one state; what is over it is throttled, as AWS does. */
function quotaOn(stateName: string, throttle: string, clock: Clock): (call: TaskCall) => void {
  let freeAt = 0;
  return (call) => {
    if (call.stateName !== stateName) return;
    if (clock.now() < freeAt) throw new StatesError(throttle, 'Rate exceeded');
    freeAt = clock.now() + 1_000 / requestsPerSecond;
  };
}

/** Sends all events at once through the pipeline in simulated time. */
async function runBacklog(throttledState: string, throttle: string): Promise<ExecutionRecord[]> {
  const clock = new SimulatedClock();
  const stateMachine = compileStateMachine(pipeline());
  const meet = quotaOn(throttledState, throttle, clock);
  const random = seededRandom(11);
  const executions = Array.from({ length: documents }, (_, index) => {
    const name = `event-${index}`;
    const running = startExecution({
      stateMachine,
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:document-pipeline',
      stateMachineName: 'document-pipeline',
      roleArn: 'arn:aws:iam::123456789012:role/document-pipeline',
      name,
      executionArn: `arn:aws:states:us-east-1:123456789012:execution:document-pipeline:${name}`,
      input: { bucket: 'documents', key: `incoming/${name}.pdf`, versionId: '1' },
      type: 'STANDARD',
      clock,
      random,
      tasks: {
        call: async (call) => {
          meet(call);
          if (call.taskToken !== undefined) running.sendTaskSuccess(call.taskToken, extraction);
          return call.taskToken === undefined ? answers[call.stateName]! : {};
        },
      },
    });
    return running.result;
  });
  return Promise.all(executions);
}

function entered(record: ExecutionRecord, stateName: string): boolean {
  return record.history.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === stateName);
}

/** Lambda throws bare names; Bedrock's come through the aws-sdk integration. */
test.each([
  ['ExtractText', 'ProvisionedThroughputExceededException'],
  ['EnrichDocument', 'BedrockRuntime.ThrottlingException'],
])('events at once that are 1,000 s of work at the quota on %s end with no dead letter', async (state, throttle) => {
  const records = await runBacklog(state, throttle);
  const retries = records.reduce((sum, record) => sum + record.retries, 0);
  const dollars = retries * dollarsPerTransition;
  const minutes = Math.max(...records.map((record) => record.stopDate! - record.startDate)) / 60_000;
  console.info(
    `${state}: ${retries} retry transitions ($${dollars.toFixed(2)}), at most ${Math.max(...records.map((record) => record.retries))} ` +
      `for one document; the last was stored after ${minutes.toFixed(0)} minutes`,
  );
  expect(records.map(({ output }) => (output as { outcome?: string }).outcome)).toEqual(
    Array(documents).fill('STORED'),
  );
  expect(records.filter((record) => entered(record, 'DeadLetter'))).toEqual([]);
  expect(Math.max(...records.map(({ statesEntered }) => statesEntered))).toBeLessThanOrEqual(12);
  // 1,000 seconds of backlog, the tail of the last pauses, and a negligible price.
  expect(minutes).toBeGreaterThan(documents / requestsPerSecond / 60 - 1);
  expect(minutes).toBeLessThan(60);
  expect(retries).toBeGreaterThan(documents);
  expect(dollars).toBeLessThan(1);
});
