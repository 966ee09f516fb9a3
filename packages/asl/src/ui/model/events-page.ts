import type { JsonObject } from '../../language/definition';
import { endingOf, type ReadEvent } from './history';
import { type Payload, toPayload } from './payload';
import { firstLineOf } from './readable-failure';
import type { Visits } from './visits';

/** One event, as a row. */
export interface EventRow {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly at: number;
  /** The path of its state; absent for events of the execution. */
  readonly path?: string;
  readonly items?: readonly number[];
  readonly isFailure: boolean;
  /** What the row says in addition: an error, an integration, an iteration. Untrusted. */
  readonly text: string;
  readonly bytes: number;
}

/** Up to 200 events of a history. */
export interface EventsPage {
  readonly events: readonly EventRow[];
  /** Of those that match: the position of the first one here. */
  readonly offset: number;
  readonly matching: number;
  readonly total: number;
}

/** Which events are shown, and from where. */
export interface EventsRequest {
  /** The event that the page is around. */
  readonly around?: number;
  /** Else: the position of the first one, among those that match. */
  readonly offset?: number;
  readonly path?: string;
  readonly onlyFailures?: boolean;
  /** A part of the type or of the row's text, in any case. */
  readonly q?: string;
}

/** Events on a page. */
export const eventsPerPage = 200;

/** Returns a page of events around a selection. */
export function eventsPage(events: readonly ReadEvent[], visits: Visits, request: EventsRequest): EventsPage {
  const { around, path, onlyFailures = false, q = '' } = request;
  const wanted = q.toLowerCase();
  const matching = events.filter(
    (event) =>
      (path === undefined || visits.ofEvent.get(event.id)?.path === path) &&
      (!onlyFailures || isFailure(event)) &&
      (wanted === '' || `${event.type} ${lineOf(event)}`.toLowerCase().includes(wanted)),
  );
  const last = Math.max(0, matching.length - eventsPerPage);
  const middle = around === undefined ? undefined : matching.findIndex(({ id }) => id >= around);
  const wish = middle === undefined ? (request.offset ?? 0) : middle === -1 ? last : middle - eventsPerPage / 2;
  const offset = Math.min(last, Math.max(0, wish));
  const rows = matching.slice(offset, offset + eventsPerPage).map((event) => rowOf(event, visits));
  return { events: rows, offset, matching: matching.length, total: events.length };
}

/** Returns the details of one event. */
export function eventDetails({ details }: ReadEvent): Payload {
  return toPayload(JSON.stringify(opened(details)));
}

function rowOf(event: ReadEvent, { ofEvent }: Visits): EventRow {
  const { id, previousEventId, type, timestamp, details } = event;
  const visit = ofEvent.get(id);
  return {
    id,
    previousEventId,
    type,
    at: timestamp,
    ...(visit === undefined ? {} : { path: visit.path, items: visit.items }),
    isFailure: isFailure(event),
    text: lineOf(event),
    bytes: JSON.stringify(details).length,
  };
}

function isFailure(event: ReadEvent): boolean {
  const ending = endingOf(event);
  return (
    (ending !== undefined && ending !== 'succeeded') || /(Failed|TimedOut|Aborted)$|^FailStateEntered$/.test(event.type)
  );
}

/** Names, the integration, the error: what tells one event from the others of its type. */
function lineOf({ details }: ReadEvent): string {
  const { name, index, resource, resourceType, error, cause, length } = details;
  const parts = [
    typeof name === 'string' ? name : undefined,
    typeof index === 'number' ? `item ${index}` : undefined,
    typeof resource === 'string'
      ? [resourceType, resource].filter((part) => typeof part === 'string').join(':')
      : undefined,
    typeof length === 'number' ? `${length} items` : undefined,
    typeof error === 'string' ? error : undefined,
    typeof cause === 'string' ? firstLineOf(cause) : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** Inputs and outputs are JSON texts in a history: here they are values, to be read. */
function opened(details: JsonObject): JsonObject {
  const entries = Object.entries(details).map(([key, value]) => {
    if (typeof value !== 'string' || !['input', 'output', 'parameters', 'cause'].includes(key)) return [key, value];
    try {
      return [key, JSON.parse(value)];
    } catch {
      return [key, value];
    }
  });
  return Object.fromEntries(entries) as JsonObject;
}
