import type { ExecutionRecord } from '../execution-record';
import { maxStandardEvents } from '../limits';

/** Whether an execution can be redriven, in the words of DescribeExecution. */
export interface RedriveStatus {
  readonly redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE' | 'REDRIVABLE_BY_MAP_RUN';
  readonly redriveStatusReason?: string;
}

/** Standard executions can be redriven for 14 days. */
const redrivableMillis = 14 * 24 * 3600 * 1000;

/** What of an execution decides whether it can be redriven. */
export type RedrivenRecord = Pick<ExecutionRecord, 'status' | 'type' | 'stopDate' | 'mapRunArn'> & {
  readonly history: { readonly length: number };
};

/** Whether the execution can be redriven at `now` (milliseconds since 1970), and why not. */
export function redriveStatusOf(record: RedrivenRecord, now: number): RedriveStatus {
  const { status, type, stopDate = now, history, mapRunArn } = record;
  if (status === 'RUNNING' || status === 'SUCCEEDED')
    return notRedrivable(`Execution is ${status} and cannot be redriven`);
  if (mapRunArn !== undefined) return { redriveStatus: 'REDRIVABLE_BY_MAP_RUN' };
  if (type === 'EXPRESS') return notRedrivable('Express executions cannot be redriven');
  if (history.length >= maxStandardEvents - 1) return notRedrivable('Execution history event limit exceeded');
  if (now - stopDate > redrivableMillis) return notRedrivable('Execution redrivable period exceeded');
  return { redriveStatus: 'REDRIVABLE' };
}

function notRedrivable(redriveStatusReason: string): RedriveStatus {
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason };
}
