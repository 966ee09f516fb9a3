import type { HistoryEvent } from '../../history-event';

/**
 * Returns the state in which an execution failed: the innermost one whose failure was not caught, or that was running
 * at its end.
 */
export function failingState(history: readonly HistoryEvent[]): string | undefined {
  const last = history.at(-1);
  if (last === undefined || last.type === 'ExecutionSucceeded') return undefined;
  const byId = new Map(history.map((event) => [event.id, event]));
  for (let event = byId.get(last.previousEventId); event !== undefined; event = byId.get(event.previousEventId)) {
    const name = event.stateEnteredEventDetails?.name;
    if (name !== undefined) return name;
  }
  return stateUnderWay(history);
}

/** Returns the last entered state that was not exited: the state of the execution at its timeout. */
function stateUnderWay(history: readonly HistoryEvent[]): string | undefined {
  const underWay: string[] = [];
  for (const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } of history) {
    if (entered !== undefined) underWay.push(entered.name);
    if (exited !== undefined) underWay.splice(underWay.lastIndexOf(exited.name), 1);
  }
  return underWay.at(-1);
}
