import type { Account } from '../account';

/** How far the Map of a batch is. */
export interface MapRunCounts {
  readonly mapRunArn: string;
  /** Absent if Step Functions does not say it. */
  readonly startDate?: Date;
  readonly stopDate?: Date;
  readonly total: number;
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  /** Failed, aborted and timed out. */
  readonly failed: number;
}

/** Returns the counts of a batch's Map Run; undefined before it has one. */
export async function readMapRun(account: Account, executionArn: string): Promise<MapRunCounts | undefined> {
  const { mapRuns } = await account.call('states', 'ListMapRuns', { executionArn });
  const mapRunArn = (mapRuns as readonly { readonly mapRunArn: string }[] | undefined)?.at(-1)?.mapRunArn;
  if (mapRunArn === undefined) return undefined;
  const { itemCounts, startDate, stopDate } = await account.call('states', 'DescribeMapRun', { mapRunArn });
  const counts = (itemCounts ?? {}) as Readonly<Record<string, number>>;
  const sum = (...names: readonly string[]): number => names.reduce((total, name) => total + (counts[name] ?? 0), 0);
  return {
    mapRunArn,
    ...(startDate instanceof Date ? { startDate } : {}),
    ...(stopDate instanceof Date ? { stopDate } : {}),
    total: sum('total'),
    pending: sum('pending'),
    running: sum('running'),
    succeeded: sum('succeeded'),
    failed: sum('failed', 'aborted', 'timedOut'),
  };
}

/** `12 of 40 item(s) done, 20 running, 8 pending, 1 failed` */
export function progressText({ total, pending, running, succeeded, failed }: MapRunCounts): string {
  return `${succeeded + failed} of ${total} item(s) done, ${running} running, ${pending} pending, ${failed} failed`;
}

/** Fewest items, and fewest seconds, from which a pace can be told. */
const fewestItems = 10;
const fewestSeconds = 10;

/**
 * Returns the seconds that the rest takes if it goes on as fast as so far; undefined before that can be said. It does not know that
 * other documents or a quota slow it down later.
 */
export function restSeconds({ startDate, total, succeeded, failed }: MapRunCounts, now: number): number | undefined {
  const done = succeeded + failed;
  const seconds = startDate === undefined ? 0 : (now - startDate.getTime()) / 1000;
  if (done < fewestItems || seconds < fewestSeconds || done >= total) return undefined;
  return ((total - done) / done) * seconds;
}
