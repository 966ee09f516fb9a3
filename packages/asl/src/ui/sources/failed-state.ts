import { firstLineOf, type ReadEvent, textIn } from '../model';
import type { RowFailure } from './execution-source';

/**
 * Reads the state and error of a failure from the last events of a history. A failure that ended in a Fail began in a state before it, whose
 * name and error are in the Fail's cause if the definition puts them there; the page of the execution, which has the whole history, finds
 * the others.
 */
export function failedStateIn(events: readonly ReadEvent[]): RowFailure {
  const history = new Map(events.map((event) => [event.id, event]));
  return failureBefore(events.at(-1), history) ?? {};
}

/** Follows an ending back to the innermost state that was entered for it. */
function failureBefore(ending: ReadEvent | undefined, history: ReadonlyMap<number, ReadEvent>): RowFailure | undefined {
  let error: string | undefined;
  let cause: string | undefined;
  for (let event = ending; event !== undefined; event = history.get(event.previousEventId)) {
    error ??= textIn(event, 'error');
    cause ??= textIn(event, 'cause');
    if (!event.type.endsWith('StateEntered')) continue;
    const failedState = textIn(event, 'name');
    const reason = firstLineOf(cause);
    const failure = {
      ...(failedState === undefined ? {} : { failedState }),
      ...(error === undefined ? {} : { error }),
      ...(reason === undefined ? {} : { reason }),
    };
    return event.type === 'FailStateEntered' ? { ...failure, ...caughtBefore(event, history) } : failure;
  }
  return undefined;
}

/** What a Catch took, if it led to this Fail. */
function caughtBefore(fail: ReadEvent, history: ReadonlyMap<number, ReadEvent>): RowFailure | undefined {
  for (let event = history.get(fail.previousEventId); event !== undefined; event = history.get(event.previousEventId)) {
    const before = history.get(event.previousEventId);
    const wasCaught = event.type.endsWith('StateExited') && /(Failed|TimedOut)$/.test(before?.type ?? '');
    if (!wasCaught) continue;
    const failedState = textIn(event, 'name');
    return failureBefore(before, history) ?? (failedState === undefined ? {} : { failedState });
  }
  return undefined;
}

/** How many events at the end of a history are read for the failure of a row. */
export const failureEvents = 40;
