import { beginsAttempt, type HistoryEntry } from './history-entry';
import { applyTaskEvent, OpenVisit } from './open-visit';
import type { StateVisit } from './state-visit';

/** Failed iterations that are kept. */
const mostFailures = 20;

/**
 * Returns the visits of states in the order of their entries, from all events of a history. Visits inside the iterations of a Map are
 * counted there, and not returned.
 */
export function readVisits(events: readonly HistoryEntry[], data: boolean): readonly StateVisit[] {
  const reading = new VisitReading();
  for (const event of events) reading.add(event);
  return reading.visits.filter((visit) => !visit.isInIteration).map((visit) => visit.toVisit(data));
}

/** Where an event is: the visit that it belongs to, and the iteration that begins with it. */
interface Place {
  readonly visit: OpenVisit | undefined;
  readonly iteration?: number;
}

/** Follows the events of a history by their previous events. Guards that an event of a branch belongs to the states of that branch. */
class VisitReading {
  readonly visits: OpenVisit[] = [];
  private readonly places = new Map<number, Place>();

  add(event: HistoryEntry): void {
    const before = this.places.get(event.previousEventId) ?? { visit: undefined };
    this.places.set(event.id, this.placeOf(event, before));
  }

  private placeOf(event: HistoryEntry, before: Place): Place {
    const { stateEnteredEventDetails: entered, mapIterationStartedEventDetails: iteration } = event;
    if (entered !== undefined) return { visit: this.enter(event, entered.name, before) };
    if (iteration !== undefined) return { visit: enclosing(before.visit, 'Map'), iteration: iteration.index };
    const visit = ownerOf(event, before.visit);
    if (visit === undefined) return { visit };
    apply(visit, event);
    this.countIteration(visit, event);
    return { visit };
  }

  private countIteration(map: OpenVisit, event: HistoryEntry): void {
    if (event.mapIterationSucceededEventDetails !== undefined) map.counts.succeeded += 1;
    if (event.mapIterationAbortedEventDetails !== undefined) map.counts.aborted += 1;
    const { mapIterationFailedEventDetails: failed } = event;
    if (failed === undefined) return;
    map.counts.failed += 1;
    if (map.failures.length >= mostFailures) return;
    const ofIteration = this.visits.filter(({ parent, iteration }) => parent === map && iteration === failed.index);
    // A Fail state comes after the state whose error led to it.
    const visit = ofIteration.findLast(({ lastFailure }) => lastFailure !== undefined) ?? ofIteration.at(-1);
    map.failures.push({ index: failed.index, stateName: visit?.stateName ?? '', ...visit?.lastFailure });
  }

  private enter(event: HistoryEntry, name: string, { visit, iteration }: Place): OpenVisit {
    // After the exit of a state comes its neighbour; anything else before an entry is what it is in.
    const isNeighbour = visit?.exitedAt !== undefined;
    const parent = isNeighbour ? visit.parent : visit;
    const entered = new OpenVisit(name, event, parent, isNeighbour ? visit.iteration : iteration);
    this.visits.push(entered);
    return entered;
  }
}

/** Returns the visit that an event belongs to: the events that end a Parallel or a Map follow those of its last branch. */
function ownerOf(event: HistoryEntry, before: OpenVisit | undefined): OpenVisit | undefined {
  const { stateExitedEventDetails: exited, type } = event;
  if (exited !== undefined) return nearest(before, (visit) => visit.stateName === exited.name);
  const [, kind] = /^(Parallel|Map)State(?:Succeeded|Failed|Aborted)$/.exec(type) ?? [];
  if (kind !== undefined) return enclosing(before, kind);
  return /^MapIteration/.test(type) ? enclosing(before, 'Map') : before;
}

function enclosing(visit: OpenVisit | undefined, type: string): OpenVisit | undefined {
  return nearest(visit, (each) => each.type === type && each.exitedAt === undefined);
}

function nearest(visit: OpenVisit | undefined, isMeant: (visit: OpenVisit) => boolean): OpenVisit | undefined {
  if (visit === undefined || isMeant(visit)) return visit;
  return nearest(visit.parent, isMeant);
}

function apply(visit: OpenVisit, event: HistoryEntry): void {
  const { stateExitedEventDetails: exited, mapRunStartedEventDetails: mapRun } = event;
  if (exited !== undefined) {
    visit.exitedAt = event.timestamp;
    visit.output = exited.output;
  }
  if (beginsAttempt(event)) {
    const isRetry = visit.attempts.length > 0;
    const map = isRetry ? nearest(visit, (each) => each.iteration !== undefined)?.parent : undefined;
    if (map !== undefined) map.counts.retries += 1;
    visit.begin(event);
  }
  if (event.mapStateStartedEventDetails !== undefined) visit.counts.total += event.mapStateStartedEventDetails.length;
  if (mapRun !== undefined) visit.mapRunArn = mapRun.mapRunArn;
  applyTaskEvent(visit, event);
  if (/^(Parallel|Map)StateSucceeded$/.test(event.type)) visit.succeed(event, undefined);
}
