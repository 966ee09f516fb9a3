import type { AcceptedInvocation, RunFunction } from './invoke';
import type { InvocationClock } from './lambda-context';

/** An asynchronous invocation until it has ended; stored on disk, so that another process can continue it. */
export interface OwedInvocation extends AcceptedInvocation {
  readonly acceptedAt: number;
  /** Attempts for which the function returned an error. */
  readonly failures: number;
  /** Attempts that were throttled. */
  readonly throttles: number;
  readonly dueAt: number;
}

/** Between two attempts at a throttled one. */
export const longestPauseSeconds = 300;

/** Lambda waits a minute before the second attempt and two before the third. */
const secondsBeforeAttempt = [0, 60, 120];

/** How an attempt ended. */
export type AttemptOutcome =
  | { readonly kind: 'again'; readonly next: Partial<OwedInvocation> }
  | {
      readonly kind: 'succeeded' | 'given up';
      readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
      readonly executedVersion?: string;
      readonly functionError?: string;
      /** JSON text. */
      readonly responsePayload?: string;
      readonly approximateInvokeCount: number;
    };

interface AttemptOptions {
  readonly run: RunFunction;
  readonly clock: InvocationClock;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeInSeconds: number;
}

/** Invokes the function again, unless the invocation is too old. */
export async function attempt(invocation: OwedInvocation, options: AttemptOptions): Promise<AttemptOutcome> {
  const { run, clock, maximumRetryAttempts, maximumEventAgeInSeconds } = options;
  const ageSeconds = (clock.now() - invocation.acceptedAt) / 1000;
  const approximateInvokeCount = invocation.failures + 1;
  try {
    const { answer, configuration } = await run(invocation.reference, invocation.payload);
    const told = { executedVersion: configuration.version, responsePayload: answer.payload, approximateInvokeCount };
    if (answer.functionError === undefined) return { kind: 'succeeded', condition: 'Success', ...told };
    const failed = { ...told, functionError: answer.functionError };
    if (invocation.failures >= maximumRetryAttempts)
      return { kind: 'given up', condition: 'RetriesExhausted', ...failed };
    if (ageSeconds > maximumEventAgeInSeconds) return { kind: 'given up', condition: 'EventAgeExceeded', ...failed };
    const failures = invocation.failures + 1;
    return { kind: 'again', next: { failures, dueAt: clock.now() + (secondsBeforeAttempt[failures] ?? 120) * 1000 } };
  } catch {
    // Throttled, or a service error: Lambda retries for as long as the event's age allows, from 1 second up to 5 minutes apart.
    if (ageSeconds > maximumEventAgeInSeconds) {
      return { kind: 'given up', condition: 'EventAgeExceeded', approximateInvokeCount: invocation.failures };
    }
    const throttles = invocation.throttles + 1;
    return {
      kind: 'again',
      next: { throttles, dueAt: clock.now() + Math.min(longestPauseSeconds, 2 ** (throttles - 1)) * 1000 },
    };
  }
}
