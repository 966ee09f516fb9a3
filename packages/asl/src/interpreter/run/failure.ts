import type { JsonObject } from '../../language/definition';
import { StatesError } from '../../language/expressions';
import type { ErrorDetails } from '../history-event';
import { maxCauseLength } from '../limits';

/** The error of a state: a name (SendTaskFailure may omit it) and a cause. */
export interface Failure {
  readonly error?: string;
  readonly cause?: string;
  /** A second name under which Retry and Catch find it: a missed heartbeat is States.Timeout and States.HeartbeatTimeout. */
  readonly alsoNamed?: string;
  /** It cannot be caught: a state's own output was too large, or the execution's limits were reached. */
  readonly isTerminal?: boolean;
}

/**
 * Converts an evaluation's error, with AWS's words about the state before its cause. A defect becomes States.Runtime.
 */
export function failureOfEvaluation(thrown: unknown, stateName: string, enteredEventId: number): Failure {
  const { error, cause } =
    thrown instanceof StatesError ? thrown : { error: 'States.Runtime', cause: messageOf(thrown) };
  const where = `An error occurred while executing the state '${stateName}' (entered at the event id #${enteredEventId}).`;
  return { error, cause: cause === undefined ? where : `${where} ${cause}` };
}

/**
 * Converts a task handler's rejection. Anything but a StatesError is a defect of the handler and becomes
 * States.Runtime.
 */
export function failureOfTask(thrown: unknown): Failure {
  if (thrown instanceof StatesError) return { error: thrown.error, cause: thrown.cause };
  return { error: 'States.Runtime', cause: messageOf(thrown) };
}

/**
 * Returns the error output of a failure for its catcher. AWS writes the cause of a timeout as an empty string, any
 * other missing cause as null.
 */
export function errorOutputOf({ error, cause }: Failure): JsonObject {
  return { Error: error ?? null, Cause: cutCause(cause) ?? (error === 'States.Timeout' ? '' : null) };
}

/** The execution has the most events that it may have. */
export const historyIsFull: Failure = {
  error: 'States.Runtime',
  cause: 'The execution reached the maximum number of history events (25000).',
};

/** The store could not keep the record: the execution must not continue unrecorded. */
export function recordNotKept(thrown: unknown): Failure {
  return { error: 'States.Runtime', cause: `the execution's record could not be kept: ${messageOf(thrown)}` };
}

/** An error of this interpreter, or a value nested deeper than the stack allows. */
export function defect(thrown: unknown): Failure {
  // Node has no code for it, only the message.
  if (thrown instanceof RangeError && /call stack/.test(thrown.message))
    return {
      error: 'States.Runtime',
      cause: 'a value is nested too deeply: a few thousand levels are what can be held',
    };
  return { error: 'States.Runtime', cause: `the interpreter met a defect of its own: ${messageOf(thrown)}` };
}

/** Returns the details of an event about a failure; without a failure they have neither error nor cause. */
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
