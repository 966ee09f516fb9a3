import type { Json } from '../../language/definition';
import type { Attempt, AttemptReader } from './attempts';
import { type ReadEvent, textIn } from './history';
import type { StateTree } from './state-tree';
import type { Visit } from './visit';

/** A visit while the history is read. */
export interface OpenVisit extends Omit<Visit, 'holder' | 'before' | 'failedBy' | 'attempts' | 'iterations'> {
  readonly holder?: OpenVisit;
  readonly before?: OpenVisit;
  failedBy?: OpenVisit;
  endedAt?: number;
  status: Visit['status'];
  error?: string;
  cause?: string;
  exited?: ReadEvent;
  readonly events: ReadEvent[];
  readonly reader: AttemptReader;
  attempts: readonly Attempt[];
  iterations?: { total: number; byIndex: Map<number, 'succeeded' | 'failed' | 'running' | 'aborted'> };
}

export function climb(from: OpenVisit | undefined, isIt: (visit: OpenVisit) => boolean): OpenVisit | undefined {
  let each = from;
  while (each !== undefined && !isIt(each)) each = each.holder;
  return each;
}

export function outermost(visit: OpenVisit | undefined): OpenVisit | undefined {
  return visit?.holder === undefined ? visit : outermost(visit.holder);
}

/** A redrive continues what had not been left; a Fail is entered again. */
export function tryAgain(visit: OpenVisit): void {
  if (visit.exited !== undefined || visit.type === 'Fail') return;
  visit.status = 'running';
  delete visit.endedAt;
  delete visit.error;
  delete visit.cause;
  delete visit.failedBy;
}

export function readIteration(visit: OpenVisit, { type, details }: ReadEvent): void {
  const { iterations = { total: 0, byIndex: new Map() } } = visit;
  visit.iterations = iterations;
  if (type === 'MapStateStarted') {
    iterations.total = Number(details['length'] ?? 0);
    // A retried Map begins with all of its items.
    iterations.byIndex.clear();
  }
  const status = iterationStatus[type];
  if (status !== undefined) iterations.byIndex.set(Number(details['index']), status);
}

const iterationStatus: Readonly<Record<string, 'succeeded' | 'failed' | 'running' | 'aborted'>> = {
  MapIterationStarted: 'running',
  MapIterationSucceeded: 'succeeded',
  MapIterationFailed: 'failed',
  MapIterationAborted: 'aborted',
};

/** A failure of a visit, or of one inside of it that the event follows. */
export function fail(from: OpenVisit | undefined, visit: OpenVisit, event: ReadEvent): void {
  if (from !== undefined && from !== visit) {
    mark(from, event);
    if (event.type !== 'MapIterationFailed' || visit.failedBy === undefined) visit.failedBy = from;
    return;
  }
  // A task: it may be retried, or caught at its exit.
  setError(visit, event);
}

export function mark(visit: OpenVisit, event: ReadEvent): void {
  if (visit.exited === undefined) {
    visit.status = 'failed';
    visit.endedAt ??= event.timestamp;
  }
  setError(visit, event);
}

function setError(visit: OpenVisit, event: ReadEvent): void {
  const error = textIn(event, 'error');
  const cause = textIn(event, 'cause');
  if (error === undefined && cause === undefined) return;
  if (error === undefined) delete visit.error;
  else visit.error = error;
  if (cause === undefined) delete visit.cause;
  else visit.cause = cause;
}

export function exit(visit: OpenVisit, event: ReadEvent): void {
  visit.exited = event;
  visit.endedAt = event.timestamp;
  const last = visit.events.at(-2);
  // A Task or a Map that was left without a call failed before it, and was caught.
  const failed = /(Failed|TimedOut)$|^(Task|Map|Parallel)StateEntered$/.test(last?.type ?? '');
  visit.status = failed ? 'caught' : 'succeeded';
}

/** The error of a Parallel or Map is that of what it holds; a Fail has none in the history, but in its definition or in what it ended. */
export function takeFailure(visit: OpenVisit, tree: StateTree): void {
  if (visit.status === 'succeeded' || visit.status === 'running') {
    delete visit.error;
    delete visit.cause;
    delete visit.failedBy;
    return;
  }
  if (visit.type === 'Fail' && visit.error === undefined) {
    const { Error: error, Cause: cause } = tree.byPath.get(visit.path)?.definition ?? {};
    if (isLiteral(error)) visit.error = error;
    if (isLiteral(cause)) visit.cause ??= cause;
  }
  for (let inner = visit.failedBy, outer = visit; inner !== undefined; outer = inner, inner = inner.failedBy) {
    shareError(outer, inner);
    shareError(inner, outer);
  }
}

function shareError(from: OpenVisit, to: OpenVisit): void {
  if (from.error === undefined || to.error !== undefined) return;
  to.error = from.error;
  if (from.cause !== undefined) to.cause ??= from.cause;
}

function isLiteral(value: Json | undefined): value is string {
  return typeof value === 'string' && !value.startsWith('{%');
}
