import type { JsonObject } from '../../asl/definition';
import { StatesError } from '../../asl/expressions';
import type { ErrorDetails } from '../history-event';
import { maxCauseLength } from '../limits';

/** What a state met: an error name (SendTaskFailure may leave it out) and a cause. */
export interface Failure {
  readonly error?: string;
  readonly cause?: string;
  /** A second name under which Retry and Catch find it: a missed heartbeat is States.Timeout and States.HeartbeatTimeout. */
  readonly alsoNamed?: string;
  /** Nothing catches it: a state's own output was too large, or the execution's bounds were reached. */
  readonly isTerminal?: boolean;
}

/** What an evaluation threw, with AWS's words about the state before its cause. A defect becomes States.Runtime. */
export function failureOfEvaluation(thrown: unknown, stateName: string, enteredEventId: number): Failure {
  const { error, cause } =
    thrown instanceof StatesError ? thrown : { error: 'States.Runtime', cause: messageOf(thrown) };
  const where = `An error occurred while executing the state '${stateName}' (entered at the event id #${enteredEventId}).`;
  return { error, cause: cause === undefined ? where : `${where} ${cause}` };
}

/** What a task handler rejected with. Anything but a StatesError is a defect of the handler and becomes States.Runtime. */
export function failureOfTask(thrown: unknown): Failure {
  if (thrown instanceof StatesError) return { error: thrown.error, cause: thrown.cause };
  return { error: 'States.Runtime', cause: messageOf(thrown) };
}

/** What a catcher sees of a failure. AWS writes the cause of a timeout as an empty string, any other that is missing as null. */
export function errorOutputOf({ error, cause }: Failure): JsonObject {
  return { Error: error ?? null, Cause: cutCause(cause) ?? (error === 'States.Timeout' ? '' : null) };
}

/** The execution has as many events as it may have. */
export const historyIsFull: Failure = {
  error: 'States.Runtime',
  cause: 'The execution reached the maximum number of history events (25000).',
};

/** The store could not keep the record: going on would be going on unseen. */
export function recordNotKept(thrown: unknown): Failure {
  return { error: 'States.Runtime', cause: `the execution's record could not be kept: ${messageOf(thrown)}` };
}

/** Something of ours threw, or a value stands deeper in itself than the stack reaches. */
export function defect(thrown: unknown): Failure {
  // Node has no code for it, only the message.
  if (thrown instanceof RangeError && /call stack/.test(thrown.message))
    return {
      error: 'States.Runtime',
      cause: 'a value is nested too deeply: a few thousand levels are what can be held',
    };
  return { error: 'States.Runtime', cause: `the interpreter met a defect of its own: ${messageOf(thrown)}` };
}

/** The details of an event about a failure, which has neither error nor cause where there is none. */
export function errorDetails({ error, cause }: Failure): ErrorDetails {
  return {
    ...(error === undefined ? undefined : { error }),
    ...(cause === undefined ? undefined : { cause: cutCause(cause) }),
  };
}

function cutCause<Cause extends string | undefined>(cause: Cause): Cause {
  return cause?.slice(0, maxCauseLength) as Cause;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
