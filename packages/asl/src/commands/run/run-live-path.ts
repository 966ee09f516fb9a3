import { failureText, type HistoryEvent } from '../../interpreter';
import { createPaint, cutText, visibleText } from '../../language/terminal';

/** Prints an execution's path as its events come: states with the time since its start, failed attempts, retries. */
export function livePath(print: (text: string) => void, colour: boolean): (event: HistoryEvent) => void {
  const colours = createPaint(colour);
  const depths = new Map<number, number>();
  const entered = new Map<string, number>();
  const states = new Map<number, string>();
  let startedAt: number | undefined;
  return (event) => {
    startedAt ??= event.timestamp;
    const depth = depthOf(event, depths, entered);
    const state = event.stateEnteredEventDetails?.name ?? states.get(event.previousEventId);
    depths.set(event.id, depth);
    if (state !== undefined) states.set(event.id, state);
    const line = lineOf(event, state);
    if (line === undefined) return;
    const time = `${((event.timestamp - startedAt) / 1000).toFixed(3)} s`.padStart(14);
    const isFailure = failureOf(event) !== undefined;
    print(`${colours.dim(time)}  ${'  '.repeat(Math.max(0, depth))}${isFailure ? colours.red(line) : line}`);
  };
}

const opening = /^(Parallel|Map)StateStarted$/;

/**
 * Returns how many Parallels and Maps contain an event. A state is left at the depth at which it was entered: on AWS,
 * the exit of a Parallel or Map follows an event inside it, or its StateSucceeded or StateFailed.
 */
function depthOf(event: HistoryEvent, depths: ReadonlyMap<number, number>, entered: Map<string, number>): number {
  const before = depths.get(event.previousEventId) ?? 0;
  const { stateEnteredEventDetails: entry, stateExitedEventDetails: exit } = event;
  if (entry !== undefined) entered.set(entry.name, before);
  if (exit !== undefined) return entered.get(exit.name) ?? before;
  return opening.test(event.type) ? before + 1 : before;
}

function lineOf(event: HistoryEvent, state: string | undefined): string | undefined {
  const { type, stateEnteredEventDetails: entered, mapIterationStartedEventDetails: iteration } = event;
  if (entered !== undefined) return entered.name;
  if (iteration !== undefined) return `${iteration.name} [${iteration.index}]`;
  const failure = failureOf(event);
  if (failure === undefined || type.startsWith('Execution')) return undefined;
  const text = failureText({ ...failure, error: failure.error ?? 'failed' });
  return cutText(visibleText(`  ${state ?? ''} ${text}`), 160);
}

function failureOf(event: HistoryEvent): { readonly error?: string; readonly cause?: string } | undefined {
  return (
    event.taskFailedEventDetails ??
    event.taskTimedOutEventDetails ??
    event.lambdaFunctionFailedEventDetails ??
    event.lambdaFunctionTimedOutEventDetails ??
    event.activityFailedEventDetails ??
    event.activityTimedOutEventDetails ??
    event.evaluationFailedEventDetails
  );
}
