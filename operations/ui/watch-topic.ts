import type { LiveTopics } from '@document-pipelines/asl/ui';
import type { Account } from '../account';

/** Milliseconds between two looks, while a page is open: on AWS each look is a call, or more. */
const lookEvery = { process: 2_000, endpoint: 2_000, aws: 15_000 } as const;

/** What is looked at. */
export interface WatchedTopic {
  readonly topic: string;
  readonly kind: Account['kind'];
  /** Returns what the pages show of it, as JSON: another value is a change. */
  look(): Promise<unknown>;
}

/** Publishes a topic when it has changed, while a page is open. Returns what ends it. */
export function watchTopic(live: LiveTopics, { topic, kind, look }: WatchedTopic): () => void {
  let seen: string | undefined;
  let isLooking = false;
  const compare = async (): Promise<void> => {
    if (isLooking || !live.isWatched()) return;
    isLooking = true;
    try {
      const now = JSON.stringify(await look());
      if (seen !== undefined && seen !== now) live.publish(topic);
      seen = now;
    } catch {
      // The page asks itself, and shows the error.
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void compare(), lookEvery[kind]);
  timer.unref();
  return () => clearInterval(timer);
}
