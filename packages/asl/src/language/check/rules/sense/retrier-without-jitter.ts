import type { Rule } from '../../rule';
import { type Handler, retriersOf } from '../../sense/handlers';
import { countOf, namesOf } from '../../sense/summary';

/**
 * Retriers have no jitter or no cap: executions that were throttled together come back together, or wait ever longer. One finding for the
 * whole definition.
 */
export const retrierWithoutJitter: Rule = {
  id: 'retrier-without-jitter',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'cleanDefinition',
  *check({ states }) {
    const found = states.flatMap(({ name, ...state }) =>
      retriersOf({ name, ...state })
        .filter((retrier) => !isSpread(retrier))
        .map((retrier) => ({ name, retrier })),
    );
    const [first] = found;
    if (first === undefined) return;
    const what = countOf(found, 'retrier has', 'retriers have');
    const message = `${what} no \`JitterStrategy: FULL\` or no \`MaxDelaySeconds\`: ${namesOf(found)}`;
    yield {
      message,
      path: first.retrier.path,
      isWhole: false,
      help: 'add both, so that retries are spread over a bounded time',
    };
  },
};

/** A single retry needs no cap, and no retry needs anything. */
function isSpread({ value }: Handler): boolean {
  const { MaxAttempts: attempts, BackoffRate: rate, JitterStrategy: jitter, MaxDelaySeconds: cap } = value;
  if (attempts === 0) return true;
  const needsCap = attempts !== 1 && rate !== 1;
  return jitter !== undefined && jitter !== 'NONE' && (cap !== undefined || !needsCap);
}
