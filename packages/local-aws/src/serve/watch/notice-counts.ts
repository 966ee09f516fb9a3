import type { ExecutionNotice } from '../../environment/execution-notice';

type Word = 'started' | 'redriven' | 'waiting' | 'retried' | 'succeeded' | 'failed' | 'timed out' | 'stopped';

const endWords = { SUCCEEDED: 'succeeded', FAILED: 'failed', TIMED_OUT: 'timed out', ABORTED: 'stopped' } as const;

const order: readonly Word[] = [
  'started',
  'redriven',
  'succeeded',
  'waiting',
  'retried',
  'failed',
  'timed out',
  'stopped',
];

/** Errors that a summary names. */
const mostErrors = 3;

/** Counts the notices of a state machine that have no line of their own. */
export class NoticeCounts {
  private readonly words = new Map<Word, number>();
  private readonly errors = new Map<string, number>();

  add({ event }: ExecutionNotice): void {
    const word = event.kind === 'ended' ? endWords[event.status] : event.kind === 'retrying' ? 'retried' : event.kind;
    increase(this.words, word);
    if (event.kind === 'ended' && event.error !== undefined) increase(this.errors, event.error);
  }

  /** `400 started, 398 succeeded, 2 failed (States.Timeout ×2)`. */
  text(): string {
    const counts = order.flatMap((word) => {
      const count = this.words.get(word);
      return count === undefined ? [] : [`${count} ${word}`];
    });
    const errors = [...this.errors].sort(([, a], [, b]) => b - a);
    const named = errors.slice(0, mostErrors).map(([error, count]) => `${error} ×${count}`);
    const others = errors.length > mostErrors ? ', …' : '';
    return `${counts.join(', ')}${named.length === 0 ? '' : ` (${named.join(', ')}${others})`}`;
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
