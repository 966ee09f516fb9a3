import { createHash } from 'node:crypto';
import type { JobStart, WaitingExtraction } from './waiting-extraction';

/** Which run of which execution asks for a job: what a job is started once for. */
export interface JobCaller {
  readonly documentId: string;
  readonly executionArn: string;
  /** How often AWS has redriven the execution (RedriveExecution keeps the ARN). */
  readonly redriveCount: number;
}

/** Textract keeps a job for seven days: after that, its token brings back an id that leads nowhere. */
const keptMilliseconds = 7 * 86_400_000;

/**
 * The start that belongs to this run of this execution: the one that an earlier attempt noted, as long as Textract keeps its job, else
 * a new one. A redrive of either kind is another run, so that a job that failed is not brought back.
 */
export function currentStart(caller: JobCaller, noted: WaitingExtraction | undefined, now: number): JobStart {
  const start = noted?.start;
  const isOfThisRun = noted?.executionArn === caller.executionArn && noted.redriveCount === caller.redriveCount;
  if (start === undefined || !isOfThisRun) return { clientRequestToken: tokenOf(caller), startedAt: now };
  return now - start.startedAt < keptMilliseconds ? start : startAfter(caller, start, now);
}

/** The start in the place of one whose job Textract has dropped. */
export function startAfter(caller: JobCaller, dropped: JobStart, now: number): JobStart {
  return { clientRequestToken: tokenOf(caller, dropped.clientRequestToken), startedAt: now };
}

function tokenOf({ documentId, executionArn, redriveCount }: JobCaller, ...dropped: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([documentId, executionArn, redriveCount, ...dropped]))
    .digest('hex');
}
