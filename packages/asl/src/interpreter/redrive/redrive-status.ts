import type { ExecutionRecord } from '../execution-record';
import { maxStandardEvents } from '../limits';

/** Whether an execution can be redriven, in the words of DescribeExecution. */
export interface RedriveStatus {
  readonly redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE' | 'REDRIVABLE_BY_MAP_RUN';
  readonly redriveStatusReason?: string;
}

/** Standard executions can be redriven for 14 days. */
const redrivableMillis = 14 * 24 * 3600 * 1000;

/** Whether the execution can be redriven at `now` (milliseconds since 1970), and why not. */
export function redriveStatusOf(record: ExecutionRecord, now: number): RedriveStatus {
  const { status, type, stopDate = now, history, mapRunArn } = record;
  if (status === 'RUNNING' || status === 'SUCCEEDED') return refused(`Execution is ${status} and cannot be redriven`);
  if (mapRunArn !== undefined) return { redriveStatus: 'REDRIVABLE_BY_MAP_RUN' };
  if (type === 'EXPRESS') return refused('Express executions cannot be redriven');
  if (history.length >= maxStandardEvents - 1) return refused('Execution history event limit exceeded');
  if (now - stopDate > redrivableMillis) return refused('Execution redrivable period exceeded');
  return { redriveStatus: 'REDRIVABLE' };
}

function refused(redriveStatusReason: string): RedriveStatus {
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason };
}
