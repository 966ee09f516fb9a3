import type { StateMachineType } from '../execution-record';
import type { HistoryEvent, HistoryEventDetails } from '../history-event';
import { maxExpressEvents, maxStandardEvents } from '../limits';

/** Thrown if an event would take the last place, which is reserved for the end of the execution. */
export class HistoryIsFull extends Error {}

/** The events of one execution; ids run from 1 without gaps, and one place is always left for the last event. */
export class History {
  private readonly limit: number;

  constructor(
    readonly events: HistoryEvent[],
    type: StateMachineType,
    private readonly now: () => number,
    private readonly tell?: (event: HistoryEvent) => void,
  ) {
    this.limit = type === 'STANDARD' ? maxStandardEvents : maxExpressEvents;
  }

  /** Adds an event and returns its id. Throws HistoryIsFull. */
  add(type: string, previousEventId: number, details?: HistoryEventDetails): number {
    if (this.events.length >= this.limit - 1) throw new HistoryIsFull();
    return this.addLast(type, previousEventId, details);
  }

  /** Adds the event that ends the execution; its place is reserved. */
  addLast(type: string, previousEventId: number, details?: HistoryEventDetails): number {
    const id = this.events.length + 1;
    // Spread last: to add members after a spread costs fifteen times as much.
    const event: HistoryEvent = { timestamp: this.now(), type, id, previousEventId, ...details };
    this.events.push(event);
    this.tell?.(event);
    return id;
  }
}

/** Texts in events are never cut here. */
export const notTruncated = { truncated: false } as const;
