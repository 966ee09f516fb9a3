import { isJsonObject, type Json } from '../../asl/definition';
import { estimatedTokens, type Meter } from '../../asl/cost';
import type { HistoryEvent } from '../../interpreter';
import { type CaseSuite, checkExpectations, runCase } from '../../interpreter/cases';
import { assumptions, functions } from './assumptions';

type TestCase = CaseSuite['caseFile']['cases'][number];

/** Executions of one kind and what they did together. */
export interface ExecutionsUse {
  readonly executions: number;
  readonly statesEntered: number;
  readonly retries: number;
  /** Seconds that their calls take, one after the other. */
  readonly callSeconds: number;
}

/** What the path of one case uses. */
export interface PathUse {
  readonly caseName: string;
  /** `STORED` where the output names an outcome, else the last state. */
  readonly ending: string;
  readonly succeeded: boolean;
  readonly parent: ExecutionsUse;
  /** Children of Distributed Maps. */
  readonly standardChildren: ExecutionsUse;
  readonly expressChildren: ExecutionsUse;
  /** Whether an Express machine could not do it: it waits for a callback or a job, or for too long. */
  readonly needsStandard: boolean;
  readonly units: Readonly<Partial<Record<Meter, number>>>;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Runs a case in simulated time and counts what it uses: states, retries, and every call by what it costs. Throws an Error where
 * the case does not hold: its path then means nothing.
 */
export async function pathUse(suite: CaseSuite, test: TestCase): Promise<PathUse> {
  const counts = new Map<string, Counts>();
  const total = { units: {} as Record<string, number>, inputTokens: 0, outputTokens: 0, needsStandard: false };
  const begun = test.now;
  let last = begun;
  const machine = suite.machineOf(test);
  const run = await runCase(machine, test, {
    onHistoryEvent(event, executionArn) {
      const own = counts.get(executionArn) ?? new Counts();
      counts.set(executionArn, own);
      own.count(event);
      last = Math.max(last, event.timestamp);
      addCall(total, event);
    },
  });
  if (checkExpectations(test, run).length > 0)
    throw new Error(`${suite.caseFile.file}: \`${test.name}\` does not hold; \`asl test\` says why`);
  const { record } = run;
  const of = (kind: 'parent' | 'standard' | 'express'): ExecutionsUse =>
    summed([...counts].filter(([arn]) => kindIn(arn) === kind).map(([, each]) => each));
  // A case of a child alone has no parent.
  const own = test.child === undefined ? 'parent' : machine.type === 'EXPRESS' ? 'express' : 'standard';
  const kindIn = (arn: string) => (arn === record.executionArn ? own : kindOfChild(arn));
  const isLong = last - begun > assumptions.expressLimitSeconds * 1_000;
  return {
    caseName: test.name,
    ending: endingOf(record.output, run.path),
    succeeded: record.status === 'SUCCEEDED',
    parent: of('parent'),
    standardChildren: of('standard'),
    expressChildren: of('express'),
    ...total,
    needsStandard: total.needsStandard || isLong,
  };
}

const beginnings = /^(Task|LambdaFunction|Activity)Scheduled$|^(Parallel|Map)StateStarted$/;

/** Counts the events of one execution. */
class Counts {
  statesEntered = 0;
  retries = 0;
  callSeconds = 0;
  readonly #entries = new Set<number>();

  count({ id, previousEventId, type, ...details }: HistoryEvent): void {
    if (details.stateEnteredEventDetails !== undefined) {
      this.statesEntered += 1;
      this.#entries.add(id);
    }
    // An attempt that does not follow the state's entry is a retry.
    if (beginnings.test(type) && !this.#entries.has(previousEventId)) this.retries += 1;
    const called = details.taskScheduledEventDetails;
    if (called !== undefined) this.callSeconds += secondsOf(called.resourceType, called.parameters);
  }
}

function summed(counts: readonly Counts[]): ExecutionsUse {
  const sum = (of: (each: Counts) => number): number => counts.reduce((total, each) => total + of(each), 0);
  return {
    executions: counts.length,
    statesEntered: sum((each) => each.statesEntered),
    retries: sum((each) => each.retries),
    callSeconds: sum((each) => each.callSeconds),
  };
}

function kindOfChild(arn: string): 'standard' | 'express' {
  return arn.includes(':express:') ? 'express' : 'standard';
}

function endingOf(output: Json | undefined, path: readonly string[]): string {
  const outcome = isJsonObject(output) ? output['outcome'] : undefined;
  return typeof outcome === 'string' ? outcome : (path.at(-1) ?? '');
}

/** What a call costs by the meter, by `<service>:<operation>`; what is not here has a price of its own, or none. */
const meters: Readonly<Record<string, Meter>> = {
  'dynamodb:updateItem': 'dynamodbWrite',
  'dynamodb:putItem': 'dynamodbWrite',
  'dynamodb:deleteItem': 'dynamodbWrite',
  'dynamodb:getItem': 'dynamodbRead',
  's3:putObject': 's3Write',
  's3:copyObject': 's3Write',
  's3:listObjectsV2': 's3Write',
  's3:getObject': 's3Read',
  's3:headObject': 's3Read',
  's3:getObjectTagging': 's3Read',
  'sns:publish': 'snsPublish',
  'sqs:sendMessage': 'sqsRequest',
};

interface Total {
  readonly units: Record<string, number>;
  inputTokens: number;
  outputTokens: number;
  needsStandard: boolean;
}

function addCall(
  total: Total,
  { taskScheduledEventDetails: called, taskSucceededEventDetails: answered }: HistoryEvent,
): void {
  const add = (meter: Meter, units: number): void => {
    total.units[meter] = (total.units[meter] ?? 0) + units;
  };
  if (called !== undefined) {
    const service = called.resourceType.replace('aws-sdk:', '');
    const [operation = '', pattern] = called.resource.split('.');
    total.needsStandard ||= pattern !== undefined;
    const meter = meters[`${service}:${operation}`];
    if (meter !== undefined) add(meter, 1);
    if (service === 'lambda') addInvocation(called.parameters, add);
    if (isModelCall(service, operation)) total.inputTokens += inputTokensOf(called.parameters);
  }
  if (answered !== undefined && isModelCall(answered.resourceType.replace('aws-sdk:', ''), answered.resource))
    total.outputTokens += outputTokensOf(answered.output ?? '');
}

function isModelCall(service: string, operation: string): boolean {
  return (service === 'bedrockruntime' || service === 'bedrock') && /^(converse|invokeModel)$/.test(operation);
}

function addInvocation(parameters: string, add: (meter: Meter, units: number) => void): void {
  const { name, pages } = invocationOf(parameters);
  const { megabytes, seconds, readsPages = false } = functionUse(name);
  add('lambdaRequest', 1);
  add('lambdaGigabyteSecond', (seconds * megabytes) / 1_024);
  if (readsPages) add('textractTextPage', pages);
}

function functionUse(name: string) {
  const { lambda } = assumptions.secondsPerCall;
  return functions[name] ?? { megabytes: assumptions.functionMegabytes, seconds: lambda };
}

function invocationOf(parameters: string): { readonly name: string; readonly pages: number } {
  const request = JSON.parse(parameters) as { FunctionName?: string; Payload?: { pages?: unknown } };
  const name = /:function:([^:]+)/.exec(request.FunctionName ?? '')?.[1] ?? request.FunctionName ?? '';
  const pages = request.Payload?.pages;
  return { name, pages: typeof pages === 'number' ? pages : assumptions.pages };
}

function secondsOf(resourceType: string, parameters: string): number {
  const { secondsPerCall } = assumptions;
  if (resourceType === 'lambda') return functionUse(invocationOf(parameters).name).seconds;
  return resourceType === 'aws-sdk:bedrockruntime' ? secondsPerCall.bedrockruntime : secondsPerCall.otherwise;
}

/** What is sent as it is, and a page of text in the place of the mock's few words. */
function inputTokensOf(parameters: string): number {
  return estimatedTokens(parameters.length + assumptions.pages * assumptions.charactersPerPage);
}

function outputTokensOf(output: string): number {
  const usage = (JSON.parse(output === '' ? '{}' : output) as { Usage?: { OutputTokens?: number } }).Usage;
  return usage?.OutputTokens ?? assumptions.outputTokens;
}
