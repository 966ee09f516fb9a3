import type { JsonObject } from '../../definition';

/** What a state, or the execution in it, ended with. */
export interface StateFailure {
  readonly error: string;
  readonly cause?: string;
}

/** The events of a history by their ids. */
export type History = ReadonlyMap<unknown, JsonObject>;

/** Whether a state was left by its Catch: its exit follows a failure, or its entry if it started nothing. */
export function wasCaught(exited: JsonObject, history: History): boolean {
  const { type } = history.get(exited['previousEventId']) ?? {};
  return /(Failed|TimedOut)$|^(Task|Map|Parallel)StateEntered$/.test(String(type));
}

/**
 * Follows an ending back to the innermost state that it happened in. Returns its name, and the error of the last event
 * that has one.
 */
export function lookBack(ending: JsonObject, history: History) {
  let failure: StateFailure | undefined;
  for (let event: JsonObject | undefined = ending; event !== undefined; event = history.get(event['previousEventId'])) {
    failure ??= failureIn(event);
    const entered = nameIn(event, 'stateEnteredEventDetails');
    if (entered !== undefined) return { entered, failure: failure ?? { error: wordFor(ending) } };
  }
  return undefined;
}

/** Returns the name of the state that an event enters or exits; undefined for other events. */
export function nameIn(event: JsonObject, key: `state${'Entered' | 'Exited'}EventDetails`): string | undefined {
  const details = event[key] as JsonObject | undefined;
  return typeof details?.['name'] === 'string' ? details['name'] : undefined;
}

function failureIn(event: JsonObject): StateFailure | undefined {
  for (const [key, details] of Object.entries(event)) {
    if (!key.endsWith('EventDetails') || typeof details !== 'object' || details === null) continue;
    const { error, cause } = details as JsonObject;
    if (typeof error === 'string') return { error, ...(typeof cause === 'string' && cause !== '' ? { cause } : {}) };
  }
  return undefined;
}

/** The word for an ending that AWS records without an error. */
function wordFor({ type }: JsonObject): string {
  if (String(type).endsWith('TimedOut')) return 'States.Timeout';
  return type === 'ExecutionAborted' ? 'aborted' : 'failed';
}
