import type { CostAssumptions } from '@document-pipelines/asl/config';
import {
  billedTransitions,
  isModelCall,
  lambdaPrice,
  meterOfCall,
  meterPrice,
  standardPrice,
  tokensPrice,
} from '@document-pipelines/asl/cost';
import { functionUse } from '@document-pipelines/asl/cost-of-paths';
import { beginsAttempt, type HistoryEntry } from '../history/history-entry';
import type { StateVisit } from '../history/state-visit';
import { invocationReports } from './invocation-reports';

/** US dollars for what executions did, at the prices of `asl cost`. */
export interface StoryPrice {
  readonly dollars: number;
  readonly stepFunctions: number;
  readonly models: number;
  readonly textract: number;
  /** From the functions' own reports; where there is none, from the assumptions of `asl cost`. */
  readonly lambda: number;
  /** DynamoDB, S3, SNS and SQS. */
  readonly others: number;
  /** States entered, retries, and starts. */
  readonly transitions: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly textractPages: number;
  /** Invocations without a report: their price is assumed. */
  readonly assumedInvocations: number;
  /** Models without a known price: theirs is missing. */
  readonly unpricedModels: readonly string[];
}

/** An execution with all its events, and the lines of its functions. */
export interface PricedExecution {
  readonly events: readonly HistoryEntry[];
  readonly visits: readonly StateVisit[];
}

/** What prices depend on. */
export interface PriceContext {
  /** Functions are deployed with its name before theirs. */
  readonly environment: string;
  readonly region: string;
  readonly assumptions: CostAssumptions;
}

/** Adds up the calls of a document's executions. A text that is stored is not extracted again, so that Textract is paid for once. */
export function priceStory(executions: readonly PricedExecution[], context: PriceContext): StoryPrice {
  const transitions = sum(executions, ({ events }) => transitionsOf(events));
  const stepFunctions = standardPrice({ stateTransitions: transitions, region: context.region });
  const calls = executions.flatMap(({ events }) => modelCalls(events));
  const models = sum(calls, (call) => tokensPrice(call) ?? 0);
  const unpriced = calls.filter((call) => tokensPrice(call) === undefined).map(({ modelId }) => modelId);
  const functions = priceFunctions(executions, context);
  const events = executions.flatMap((execution) => execution.events);
  const textractPages = pagesOf(events, context);
  const textract = meterPrice('textractTextPage', textractPages);
  const others = sum(events, priceOfCall);
  return {
    dollars: stepFunctions + models + functions.dollars + textract + others,
    stepFunctions,
    models,
    textract,
    lambda: functions.dollars,
    others,
    transitions,
    inputTokens: sum(calls, ({ inputTokens }) => inputTokens),
    outputTokens: sum(calls, ({ outputTokens }) => outputTokens),
    textractPages,
    assumedInvocations: functions.assumedInvocations,
    unpricedModels: [...new Set(unpriced)],
  };
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function transitionsOf(events: readonly HistoryEntry[]): number {
  const entries = new Set(events.filter((event) => event.stateEnteredEventDetails !== undefined).map(({ id }) => id));
  const attempts = events.filter(beginsAttempt);
  // An attempt that does not follow the state's entry is a retry.
  const retries = attempts.filter(({ previousEventId }) => !entries.has(previousEventId)).length;
  return billedTransitions({ statesEntered: entries.size, retries });
}

function priceOfCall({ taskScheduledEventDetails: called }: HistoryEntry): number {
  if (called === undefined) return 0;
  const [operation = ''] = called.resource.split('.');
  const meter = meterOfCall(serviceOf(called.resourceType), operation);
  return meter === undefined ? 0 : meterPrice(meter, 1);
}

function serviceOf(resourceType: string): string {
  return resourceType.replace('aws-sdk:', '');
}

interface ModelCall {
  readonly modelId: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

function modelCalls(events: readonly HistoryEntry[]): readonly ModelCall[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  return events.flatMap(({ taskSucceededEventDetails: answered, previousEventId }) => {
    if (answered === undefined || !isModelCall(serviceOf(answered.resourceType), answered.resource)) return [];
    const { Usage: usage } = membersOf(answered.output) as { readonly Usage?: Readonly<Record<string, unknown>> };
    const scheduled = byId.get(byId.get(previousEventId)?.previousEventId ?? 0)?.taskScheduledEventDetails;
    const modelId = String(membersOf(scheduled?.parameters)['ModelId'] ?? 'unknown');
    const inputTokens = Number(usage?.['InputTokens'] ?? 0);
    return [{ modelId, inputTokens, outputTokens: Number(usage?.['OutputTokens'] ?? 0) }];
  });
}

function priceFunctions(executions: readonly PricedExecution[], context: PriceContext) {
  const reports = executions.flatMap(({ visits }) => visits).flatMap(({ logs }) => invocationReports(logs));
  const reported = sum(reports, (report) => lambdaPrice({ invocations: 1, ...report }));
  const invocations = executions.flatMap(({ events }) => events.map(invocationIn)).filter((each) => each !== undefined);
  const assumedInvocations = Math.max(0, invocations.length - reports.length);
  // Which of them lack a report is unknown: their mean.
  const assumed =
    sum(invocations, ({ functionName }) => assumedPrice(functionName, context)) / (invocations.length || 1);
  return { dollars: reported + assumedInvocations * assumed, assumedInvocations };
}

function assumedPrice(functionName: string, { environment, assumptions }: PriceContext): number {
  const { megabytes, seconds } = functionUse(assumptions, nameInConfig(functionName, environment));
  return lambdaPrice({ invocations: 1, durationMilliseconds: seconds * 1000, memoryMegabytes: megabytes });
}

/** Returns the pages of the first invocation of a function that has them read by Textract. */
function pagesOf(events: readonly HistoryEntry[], { environment, assumptions }: PriceContext): number {
  const found = events
    .map(invocationIn)
    .filter((invocation) => invocation !== undefined)
    .find(({ functionName, pages }) => {
      const { textractPages } = functionUse(assumptions, nameInConfig(functionName, environment));
      return textractPages && pages !== undefined;
    });
  return found?.pages ?? 0;
}

interface Invocation {
  readonly functionName: string;
  readonly pages: number | undefined;
}

function invocationIn({ taskScheduledEventDetails: called }: HistoryEntry): Invocation | undefined {
  if (called?.resourceType !== 'lambda') return undefined;
  const { FunctionName: name, Payload: payload } = membersOf(called.parameters);
  const { pages } = (payload ?? {}) as { readonly pages?: unknown };
  const functionName = /:function:([^:]+)/.exec(String(name))?.[1] ?? String(name);
  return { functionName, pages: typeof pages === 'number' ? pages : undefined };
}

/** asl.config.yaml names functions without the environment. */
function nameInConfig(functionName: string, environment: string): string {
  return functionName.startsWith(`${environment}-`) ? functionName.slice(environment.length + 1) : functionName;
}

function membersOf(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
