import { boundedAnswers } from './bounded-answers';

/**
 * Settings of every SDK client that a function creates (once per container, at module load).
 *
 * At most two retries inside the function: the definition's retriers have jitter and outlast a backlog, the SDK's do
 * not, and a waiting function is paid for. A request without a response ends after 30 s, and a body without a byte
 * after 5 s (less than any Task has), as `TimeoutError`, which the definition retries.
 */
export const clientSettings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
  extensions: [boundedAnswers(5_000)],
};
