import { setTimeout as delay } from 'node:timers/promises';
import { type Account, isServiceError } from './account';

/** Throttling errors, by the name that each service uses. */
const throttles = [
  'ThrottlingException',
  'ThrottledException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'ProvisionedThroughputExceededException',
  'SlowDown',
];

/** Waits of about 1, 2, 4, 8, 16 and 30 seconds: the bucket of DescribeExecution fills in 20. */
const mostRetries = 6;
const firstSeconds = 1;
const mostSeconds = 30;

/**
 * Retries a call with growing pauses while the service throttles it: the Tasks of running batches use the same quota of
 * DescribeExecution. Throws the last throttle, and every other error at once.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export function backingOff(call: Account['call'], sleep = pause, random = Math.random): Account['call'] {
  return async (service, operation, input) => {
    for (let retries = 0; ; retries += 1) {
      try {
        return await call(service, operation, input);
      } catch (error) {
        if (retries === mostRetries || !isServiceError(error, ...throttles)) throw error;
        // Half of it is drawn, so that those who were throttled together do not come back together.
        await sleep(Math.min(mostSeconds, firstSeconds * 2 ** retries) * (0.5 + random() / 2));
      }
    }
  };
}

function pause(seconds: number): Promise<void> {
  return delay(seconds * 1000);
}
