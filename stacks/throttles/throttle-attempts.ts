/** The pauses of a retrier for throttles; the fields are those of a Retrier with JitterStrategy FULL. */
export interface ThrottleBackoff {
  /** The backlog to outlast: how long a document may have to wait for the quota. */
  readonly backlogSeconds: number;
  readonly intervalSeconds: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
}

/**
 * Returns how many retries (`MaxAttempts`) a retrier with FULL jitter needs so that its pauses together outlast a
 * backlog.
 *
 * With FULL jitter the pause before retry n (from 0) is uniform from 0 to `d = min(maxDelaySeconds, intervalSeconds *
 * backoffRate ** n)`: its mean is d/2 and its variance d²/12, so the obvious count, backlog / maxDelaySeconds, ends
 * halfway. The result is the smallest count whose mean total is five standard deviations above the backlog: fewer than
 * one document in three million runs out of retries. The time of the calls themselves is not counted; it only adds to
 * the margin.
 *
 * Throws an Error if no number of such pauses is enough (a pause of 0, a bound that is not a positive number).
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export function throttleMaxAttempts(backoff: ThrottleBackoff): number {
  checkBackoff(backoff);
  let attempts = 0;
  let meanSeconds = 0;
  let variance = 0;
  while (meanSeconds - standardDeviationsKept * Math.sqrt(variance) < backoff.backlogSeconds) {
    const longestPause = Math.min(backoff.maxDelaySeconds, backoff.intervalSeconds * backoff.backoffRate ** attempts);
    meanSeconds += longestPause / 2;
    variance += longestPause ** 2 / 12;
    attempts += 1;
  }
  return attempts;
}

const standardDeviationsKept = 5;

function checkBackoff(backoff: ThrottleBackoff): void {
  for (const [name, value] of Object.entries(backoff)) {
    if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} must be a positive number, it is ${value}`);
  }
  if (backoff.backoffRate < 1) throw new Error(`backoffRate must be at least 1, it is ${backoff.backoffRate}`);
}
