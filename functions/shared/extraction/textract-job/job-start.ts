import { createHash } from 'node:crypto';
import type { JobStart, WaitingExtraction } from './waiting-extraction';

/** The run of an execution that requests a job: each run starts a job once. */
export interface JobCaller {
  readonly documentId: string;
  readonly executionArn: string;
  /** How often AWS has redriven the execution (RedriveExecution keeps the ARN). */
  readonly redriveCount: number;
}

/** Textract keeps a job for seven days: after that, its token returns an id that does not exist. */
const keptMilliseconds = 7 * 86_400_000;

/**
 * Returns the start of this run of this execution: the one that an earlier attempt saved, as long as Textract keeps its
 * job, else a new one. A redrive of either type is another run, so that a failed job is not returned again.
 */
export function currentStart(caller: JobCaller, noted: WaitingExtraction | undefined, now: number): JobStart {
  const start = noted?.start;
  const isOfThisRun = noted?.executionArn === caller.executionArn && noted.redriveCount === caller.redriveCount;
  if (start === undefined || !isOfThisRun) return { clientRequestToken: tokenOf(caller), startedAt: now };
  return now - start.startedAt < keptMilliseconds ? start : startAfter(caller, start, now);
}

/** Returns the start that replaces one whose job Textract has dropped. */
export function startAfter(caller: JobCaller, dropped: JobStart, now: number): JobStart {
  return { clientRequestToken: tokenOf(caller, dropped.clientRequestToken), startedAt: now };
}

function tokenOf({ documentId, executionArn, redriveCount }: JobCaller, ...dropped: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([documentId, executionArn, redriveCount, ...dropped]))
    .digest('hex');
}
