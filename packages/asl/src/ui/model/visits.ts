import type { Json, StateType } from '../../language/definition';
import { type Attempt, AttemptReader } from './attempts';
import { endingOf, type ReadEvent, textIn } from './history';
import type { StateTree } from './state-tree';

/** What became of a state: `caught` is a failure that a Catch of the state took. */
export type StateStatus = 'succeeded' | 'failed' | 'caught' | 'running' | 'aborted' | 'notReached';

/** The iterations of a Map. */
export interface Iterations {
  readonly total: number;
  /** By index, as far as they have begun. */
  readonly byIndex: ReadonlyMap<number, Exclude<StateStatus, 'caught' | 'notReached'>>;
}

/** A visit of a state: from its entry to its exit, over all attempts. A loop visits a state several times. */
export interface Visit {
  /** The id of the event that entered the state. */
  readonly id: number;
  readonly path: string;
  readonly name: string;
  readonly type: StateType;
  /** The index in each Map that holds it, outermost first. */
  readonly items: readonly number[];
  /** The visit of the Parallel or Map that holds it. */
  readonly holder?: Visit;
  /** The visit before it in its scope. */
  readonly before?: Visit;
  readonly enteredAt: number;
  readonly endedAt?: number;
  readonly status: Exclude<StateStatus, 'notReached'>;
  readonly error?: string;
  readonly cause?: string;
  /** The visit inside of it whose failure was this one's. */
  readonly failedBy?: Visit;
  readonly attempts: readonly Attempt[];
  readonly events: readonly ReadEvent[];
  readonly exited?: ReadEvent;
  readonly iterations?: Iterations;
}

/** The visits of an execution in the order of their entries, and which event belongs to which. */
export interface Visits {
  readonly all: readonly Visit[];
  /** By the id of an event. Events of the execution itself have none. */
  readonly ofEvent: ReadonlyMap<number, Visit>;
  /** The visit that ended an execution that did not succeed. */
  readonly last?: Visit;
  /** Ids of the events with which it was redriven. */
  readonly redrives: readonly number[];
}

/** A visit while the history is read. */
interface OpenVisit extends Omit<Visit, 'holder' | 'before' | 'failedBy' | 'attempts' | 'iterations'> {
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

/** Reads the visits from a history in its order. States that the definition does not have are left out. */
export function readVisits(tree: StateTree, events: readonly ReadEvent[]): Visits {
  const reading = new VisitReader(tree);
  for (const event of events) reading.read(event);
  return reading.end();
}

/** What an event belongs to. */
interface Context {
  readonly visit?: OpenVisit;
  /** Set after `MapIterationStarted`: the next state is in this iteration. */
  readonly item?: number;
}

/** Guards that each event is assigned by the one that it follows, since branches and iterations are mixed in a history. */
class VisitReader {
  private readonly contexts = new Map<number, Context>();
  private readonly all: OpenVisit[] = [];
  private last: OpenVisit | undefined;
  private isRunning = true;
  private readonly redrives: number[] = [];

  constructor(private readonly tree: StateTree) {}

  read(event: ReadEvent): void {
    const before = this.contexts.get(event.previousEventId) ?? {};
    const context = this.contextOf(event, before);
    this.contexts.set(event.id, context);
    const { visit } = context;
    if (event.type.startsWith('Execution')) this.readExecutionEvent(event, before.visit);
    if (visit === undefined || event.type === 'ExecutionRedriven') return;
    if (event.id !== visit.id) visit.events.push(event);
    visit.reader.read(event);
    if (event.type.startsWith('MapState') || event.type.startsWith('MapIteration')) readIteration(visit, event);
    const ending = endingOf(event);
    if (ending === 'failed' || ending === 'timedOut' || event.type === 'MapIterationFailed')
      fail(before.visit, visit, event);
    if (event.type.endsWith('StateExited')) exit(visit, event);
  }

  end(): Visits {
    for (const visit of this.all) {
      visit.attempts = visit.reader.end();
      if (visit.exited === undefined && visit.status === 'running' && !this.isRunning) visit.status = 'aborted';
      takeFailure(visit, this.tree);
    }
    const ofEvent = new Map<number, Visit>();
    const { redrives } = this;
    for (const [id, { visit }] of this.contexts)
      if (visit !== undefined && !redrives.includes(id)) ofEvent.set(id, visit as Visit);
    return {
      all: this.all as Visit[],
      ofEvent,
      redrives,
      ...(this.last === undefined ? {} : { last: this.last as Visit }),
    };
  }

  private readExecutionEvent(event: ReadEvent, before: OpenVisit | undefined): void {
    if (event.type === 'ExecutionRedriven') {
      this.redrives.push(event.id);
      this.isRunning = true;
      for (const visit of this.all) tryAgain(visit);
      return;
    }
    if (event.type === 'ExecutionStarted') return;
    this.isRunning = false;
    if (event.type === 'ExecutionSucceeded') return;
    this.last = before;
    if (event.type === 'ExecutionFailed')
      for (let each = before; each !== undefined; each = each.holder) mark(each, event);
    else if (before !== undefined) before.error ??= event.type === 'ExecutionTimedOut' ? 'States.Timeout' : undefined;
  }

  private contextOf(event: ReadEvent, before: Context): Context {
    const { type, details } = event;
    if (type.endsWith('StateEntered')) {
      const visit = this.enter(event, before);
      return visit === undefined ? before : { visit };
    }
    // What failed goes on after it.
    if (type === 'ExecutionRedriven') return optional(outermost(this.last));
    if (type.startsWith('Execution')) return {};
    const name = typeof details['name'] === 'string' ? details['name'] : undefined;
    if (type.startsWith('MapIteration')) {
      const visit = climb(before.visit, (each) => each.name === name);
      const item = type === 'MapIterationStarted' ? { item: Number(details['index']) } : {};
      return visit === undefined ? {} : { visit, ...item };
    }
    if (type.endsWith('StateExited')) return optional(climb(before.visit, (each) => each.name === name));
    const holderType = /^(Parallel|Map)(State|Run)/.exec(type)?.[1];
    if (holderType === undefined) return before;
    // Two that end after each other are one in the other.
    return optional(
      climb(before.visit, (each) => each.type === holderType && (isBeginning(type) || !each.reader.hasEnded)),
    );
  }

  private enter(
    { id, timestamp, details, ...event }: ReadEvent,
    { visit: from, item }: Context,
  ): OpenVisit | undefined {
    const node = this.tree.byName.get(String(details['name']));
    if (node === undefined) return undefined;
    // After an exit it follows in the same scope; else it is the first state of a branch, of an iteration, or of all.
    const before = from?.exited === undefined ? undefined : from;
    const holder = before === undefined ? climb(from, ({ path }) => path === node.holder) : before.holder;
    const isIteration = holder?.type === 'Map';
    const index = item ?? (isIteration ? before?.items.at(-1) : undefined);
    const visit: OpenVisit = {
      id,
      path: node.path,
      name: node.name,
      type: node.type,
      items: holder === undefined ? [] : [...holder.items, ...(isIteration ? [index ?? 0] : [])],
      ...(holder === undefined ? {} : { holder }),
      ...(before === undefined ? {} : { before }),
      enteredAt: timestamp,
      status: 'running',
      reader: new AttemptReader(),
      attempts: [],
      events: [{ id, timestamp, details, ...event }],
    };
    this.all.push(visit);
    return visit;
  }
}

function optional(visit: OpenVisit | undefined): Context {
  return visit === undefined ? {} : { visit };
}

function climb(from: OpenVisit | undefined, isIt: (visit: OpenVisit) => boolean): OpenVisit | undefined {
  let each = from;
  while (each !== undefined && !isIt(each)) each = each.holder;
  return each;
}

function outermost(visit: OpenVisit | undefined): OpenVisit | undefined {
  return visit?.holder === undefined ? visit : outermost(visit.holder);
}

/** A redrive continues what had not been left; a Fail is entered again. */
function tryAgain(visit: OpenVisit): void {
  if (visit.exited !== undefined || visit.type === 'Fail') return;
  visit.status = 'running';
  delete visit.endedAt;
  delete visit.error;
  delete visit.cause;
  delete visit.failedBy;
}

function isBeginning(type: string): boolean {
  return type.endsWith('Started') || type === 'MapRunRedriven';
}

function readIteration(visit: OpenVisit, { type, details }: ReadEvent): void {
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
function fail(from: OpenVisit | undefined, visit: OpenVisit, event: ReadEvent): void {
  if (from !== undefined && from !== visit) {
    mark(from, event);
    if (event.type !== 'MapIterationFailed' || visit.failedBy === undefined) visit.failedBy = from;
    return;
  }
  // A task: it may be retried, or caught at its exit.
  setError(visit, event);
}

function mark(visit: OpenVisit, event: ReadEvent): void {
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

function exit(visit: OpenVisit, event: ReadEvent): void {
  visit.exited = event;
  visit.endedAt = event.timestamp;
  const last = visit.events.at(-2);
  // A Task or a Map that was left without a call failed before it, and was caught.
  const failed = /(Failed|TimedOut)$|^(Task|Map|Parallel)StateEntered$/.test(last?.type ?? '');
  visit.status = failed ? 'caught' : 'succeeded';
}

/** The error of a Parallel or Map is that of what it holds; a Fail has none in the history, but in its definition or in what it ended. */
function takeFailure(visit: OpenVisit, tree: StateTree): void {
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
