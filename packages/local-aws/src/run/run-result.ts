import { billedTransitions, expressPrice, standardPrice } from '@document-pipelines/asl/cost';
import type { Json } from '@document-pipelines/asl/definition';
import { differenceOf } from './difference';
import type { SampleRun } from './run-file';

/** The result of a run: an object of `--json`, a row of the table. */
export interface RunResult {
  readonly run: string;
  /** Of the execution; of a request, its HTTP status. */
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  readonly output?: Json;
  readonly executionArn: string | null;
  readonly statesEntered: number;
  readonly retries: number;
  readonly durationSeconds: number;
  /** US dollars of Step Functions alone: Standard transitions, or an Express request and its GB-seconds at 64 MB. */
  readonly stepFunctionsPrice: number;
  /** The state in which the execution waits for a person or for a distant time. */
  readonly waitsIn?: string;
  /** How it differs from what was expected; absent if it does not. */
  readonly difference?: string;
}

/** US dollars of an execution's transitions, or of an Express one's request and time. */
export function priceOf(
  used: { readonly type: 'STANDARD' | 'EXPRESS'; readonly statesEntered: number; readonly retries: number },
  { region, durationSeconds }: { readonly region: string; readonly durationSeconds: number },
): number {
  if (used.type === 'STANDARD') return standardPrice({ stateTransitions: billedTransitions(used), region });
  return expressPrice({ executions: 1, durationMilliseconds: durationSeconds * 1000, memoryMegabytes: 64 });
}

/** Returns the first difference between a result and what the run's file expects. */
export function unmetExpectation(
  { expect }: SampleRun,
  result: Omit<RunResult, 'difference'>,
  httpStatus?: number,
): string | undefined {
  const { status = expect.http === undefined ? 'SUCCEEDED' : undefined, error, output, http, body } = expect;
  return [
    http === undefined ? undefined : differenceOf(http, httpStatus, 'http'),
    status === undefined || httpStatus !== undefined ? undefined : differenceOf(status, result.status, 'status'),
    error === undefined ? undefined : differenceOf(error, result.error, 'error'),
    output === undefined ? undefined : differenceOf(output, result.output, 'output'),
    body === undefined ? undefined : differenceOf(body, result.output, 'body'),
  ].find((difference) => difference !== undefined);
}
