import { firstLineOf, type ReadEvent, textIn } from '../model';
import type { RowFailure } from './execution-source';

/**
 * Reads the state and error of a failure from the last events of a history. A failure that ended in a Fail began in a state before it, whose
 * name and error are in the Fail's cause if the definition puts them there; the page of the execution, which has the whole history, finds
 * the others.
 */
export function failedStateIn(events: readonly ReadEvent[]): RowFailure {
  const byId = new Map(events.map((event) => [event.id, event]));
  const last = events.at(-1);
  let failedState: string | undefined;
  let isFail = false;
  let error: string | undefined;
  let cause: string | undefined;
  for (let event = last; event !== undefined; event = byId.get(event.previousEventId)) {
    error ??= textIn(event, 'error');
    cause ??= textIn(event, 'cause');
    const exited = /StateExited$/.test(event.type);
    const before = byId.get(event.previousEventId);
    // What a Catch of a state took, before the Fail.
    if (isFail && exited && before !== undefined && /(Failed|TimedOut)$/.test(before.type)) {
      failedState = textIn(event, 'name') ?? failedState;
      error = textIn(before, 'error') ?? error;
      cause = textIn(before, 'cause') ?? cause;
      break;
    }
    if (failedState === undefined && event.type.endsWith('StateEntered')) {
      failedState = textIn(event, 'name');
      isFail = event.type === 'FailStateEntered';
      if (!isFail) break;
    }
  }
  const reason = firstLineOf(cause);
  return {
    ...(failedState === undefined ? {} : { failedState }),
    ...(error === undefined ? {} : { error }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** How many events at the end of a history are read for the failure of a row. */
export const failureEvents = 40;
