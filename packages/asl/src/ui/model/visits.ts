import { AttemptReader } from './attempts';
import { endingOf, type ReadEvent } from './history';
import { climb, exit, fail, mark, type OpenVisit, outermost, readIteration, takeFailure, tryAgain } from './open-visit';
import type { StateTree } from './state-tree';
import type { Visit } from './visit';

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

function isBeginning(type: string): boolean {
  return type.endsWith('Started') || type === 'MapRunRedriven';
}
