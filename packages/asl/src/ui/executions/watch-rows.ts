import type { LiveTopics } from '../pages';
import type { ExecutionSource, RowList } from '../sources';

/** Milliseconds between looks at a source that reports no changes itself. */
const lookEvery = { local: 2_000, aws: 15_000 } as const;

/** Publishes `executions` when one may have changed, as long as a page is open. Returns what ends it. */
export function watchRows(source: ExecutionSource, rows: RowList, live: LiveTopics): () => void {
  let isEnded = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (isReported: boolean): Promise<void> => {
    // A source that cannot be read now may be readable later; the pages show the error of their own requests.
    const hasChanged = live.isWatched() && (await rows.refresh().catch(() => false));
    if (!isEnded && (hasChanged || isReported)) live.publish('executions');
  };
  if (source.watch !== undefined) return source.watch(() => void look(true));
  const next = (): void => {
    timer = setTimeout(() => void look(false).finally(() => (isEnded ? undefined : next())), lookEvery[source.kind]);
    timer.unref();
  };
  next();
  return () => {
    isEnded = true;
    clearTimeout(timer);
  };
}
