import type { HistoryEvent } from '../../interpreter';
import type { CostAssumptions } from '../../language/config';
import { estimatedTokens, isModelCall, type Meter, meterOfCall } from '../../language/cost';
import { functionUse } from './assumptions';

/** The sum of the calls of an execution and its children. */
export interface CallTotal {
  readonly units: Record<string, number>;
  inputTokens: number;
  outputTokens: number;
  needsStandard: boolean;
}

/** Adds what one event of a history shows of a call: its request, or its response. */
export function addCall(
  assumptions: CostAssumptions,
  total: CallTotal,
  { taskScheduledEventDetails: called, taskSucceededEventDetails: answered }: HistoryEvent,
): void {
  const add = (meter: Meter, units: number): void => {
    total.units[meter] = (total.units[meter] ?? 0) + units;
  };
  if (called !== undefined) {
    const service = called.resourceType.replace('aws-sdk:', '');
    const [operation = '', pattern] = called.resource.split('.');
    total.needsStandard ||= pattern !== undefined;
    const meter = meterOfCall(service, operation);
    if (meter !== undefined) add(meter, 1);
    if (service === 'lambda') addInvocation(assumptions, called.parameters, add);
    if (isModelCall(service, operation)) total.inputTokens += inputTokensOf(assumptions, called.parameters);
  }
  if (answered !== undefined && isModelCall(answered.resourceType.replace('aws-sdk:', ''), answered.resource))
    total.outputTokens += outputTokensOf(answered.output ?? '') ?? assumptions.outputTokens;
}

function addInvocation(
  assumptions: CostAssumptions,
  parameters: string,
  add: (meter: Meter, units: number) => void,
): void {
  const { name, pages = assumptions.pages } = invocationOf(parameters);
  const { megabytes, seconds, textractPages } = functionUse(assumptions, name);
  add('lambdaRequest', 1);
  add('lambdaGigabyteSecond', (seconds * megabytes) / 1_024);
  if (textractPages) add('textractTextPage', pages);
}

function invocationOf(parameters: string): { readonly name: string; readonly pages: number | undefined } {
  const request = JSON.parse(parameters) as { FunctionName?: string; Payload?: { pages?: unknown } };
  const name = /:function:([^:]+)/.exec(request.FunctionName ?? '')?.[1] ?? request.FunctionName ?? '';
  const pages = request.Payload?.pages;
  return { name, pages: typeof pages === 'number' ? pages : undefined };
}

/** Seconds that a call takes, by assumption. */
export function secondsOf(assumptions: CostAssumptions, resourceType: string, parameters: string): number {
  if (resourceType === 'lambda') return functionUse(assumptions, invocationOf(parameters).name).seconds;
  return resourceType === 'aws-sdk:bedrockruntime' ? assumptions.modelSeconds : assumptions.callSeconds;
}

/** Returns the tokens of the request and of the text that the mock's few words stand for. */
function inputTokensOf({ pages, charactersPerPage }: CostAssumptions, parameters: string): number {
  return estimatedTokens(parameters.length + pages * charactersPerPage);
}

function outputTokensOf(output: string): number | undefined {
  const usage = (JSON.parse(output === '' ? '{}' : output) as { Usage?: { OutputTokens?: number } }).Usage;
  return usage?.OutputTokens;
}
