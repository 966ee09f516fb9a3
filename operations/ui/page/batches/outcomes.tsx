import { countText, durationText, plural, type StatusLook } from '@document-pipelines/asl/ui/page';
import type { ShownCount, ShownProgress } from '../../batches/batch-model';

/** What an outcome or a status of the ledger is called, and its colour. */
const words: Readonly<Record<string, readonly [string, StatusLook]>> = {
  STORED: ['stored', 'ok'],
  REJECTED: ['rejected', 'stopped'],
  HANDED_OVER: ['handed over', 'caught'],
  ALREADY_PROCESSED: ['processed before', 'ok'],
  FAILED: ['failed', 'bad'],
  PENDING: ['not begun', 'none'],
  RECEIVED: ['in progress', 'running'],
  IN_REVIEW: ['in review', 'caught'],
  WAITING_RELEASE: ['wait for their release', 'caught'],
};

/** `98 stored, 2 failed` */
export function outcomesText(counts: readonly ShownCount[]): string {
  return counts.map(({ name, count }) => `${countText(count)} ${outcomeWord(name)}`).join(', ');
}

/** `handed over` for `HANDED_OVER`; any other name as it is. */
export function outcomeWord(name: string): string {
  return words[name]?.[0] ?? name;
}

/** `60 of 100 done, 20 running, 1 failed; about 3 min left` */
export function progressText({ total, done, running, failed, restSeconds }: ShownProgress): string {
  const rest = restSeconds === undefined ? '' : `; about ${durationText(restSeconds * 1000)} left at the pace so far`;
  return `${countText(done)} of ${plural(total, 'document')} done, ${countText(running)} running, ${countText(failed)} failed${rest}`;
}

/** The picture of the same numbers, which are next to it in words. */
export function OutcomeBar({
  counts,
  progress,
}: {
  readonly counts: readonly ShownCount[];
  readonly progress?: ShownProgress | undefined;
}) {
  const parts: readonly (readonly [number, StatusLook])[] =
    progress === undefined
      ? counts.map(({ name, count }) => [count, words[name]?.[1] ?? 'none'])
      : [
          [progress.done - progress.failed, 'ok'],
          [progress.failed, 'bad'],
          [progress.running, 'running'],
        ];
  const total = progress?.total ?? counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <span class="bar" aria-hidden="true">
      {parts.map(([count, look], index) =>
        look === 'none' ? null : (
          <i key={String(index)} class={`icon-${look}`} style={{ width: `${(100 * count) / Math.max(1, total)}%` }} />
        ),
      )}
    </span>
  );
}
