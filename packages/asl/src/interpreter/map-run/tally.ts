import type { ExecutionStatus } from '../execution-record';
import type { MapRunPlan } from './map-run-plan';
import type { MapRunCounts } from './map-run-record';

type Ended = Exclude<ExecutionStatus, 'RUNNING'>;
type Counted = 'running' | 'succeeded' | 'failed' | 'timedOut' | 'aborted';

const countOf: Readonly<Record<Ended, Counted>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timedOut',
  ABORTED: 'aborted',
};

/** Counts items, or child executions, by their status. */
export class MapRunTally {
  private readonly counts: Record<Counted, number> = { running: 0, succeeded: 0, failed: 0, timedOut: 0, aborted: 0 };

  /** Adds `count` to those that have begun. */
  begin(count: number): void {
    this.counts.running += count;
  }

  /** Moves `count` of those that had begun to a final status. */
  end(status: Ended, count: number): void {
    this.counts.running -= count;
    this.counts[countOf[status]] += count;
  }

  /** Failed or timed out: what ToleratedFailureCount and ToleratedFailurePercentage count. */
  get failures(): number {
    return this.counts.failed + this.counts.timedOut;
  }

  /** The counts as DescribeMapRun has them, of `total`; written or not are all of them. */
  asCounts(total: number, isWritten: boolean): MapRunCounts {
    const { counts } = this;
    const begun = Object.values(counts).reduce((sum, each) => sum + each, 0);
    const pending = Math.max(0, total - begun);
    const resultsWritten = isWritten ? total : 0;
    return { ...counts, pending, total, resultsWritten, failuresNotRedrivable: 0, pendingRedrive: 0 };
  }
}

/** Whether more items have failed than are tolerated; without a threshold no failure is tolerated. */
export function exceedsThreshold(plan: MapRunPlan, failures: number, total: number): boolean {
  const { toleratedFailureCount: count, toleratedFailurePercentage: percentage } = plan;
  if (count === undefined && percentage === undefined) return failures > 0;
  const isOverCount = count !== undefined && failures > count;
  const isOverPercentage = percentage !== undefined && failures * 100 > percentage * total;
  return isOverCount || isOverPercentage;
}
