import { isJsonObject, type Json, type JsonObject } from '../../language/definition';

/** An event of an execution's history as the page's model reads it: the details of its type, whatever their name. */
export interface ReadEvent {
  readonly id: number;
  /** The event that led to this one in the same branch; 0 for the first ones. */
  readonly previousEventId: number;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** `stateEnteredEventDetails`, `taskFailedEventDetails` …; an empty object for events without details. */
  readonly details: JsonObject;
}

/**
 * Reads an event in the shape of GetExecutionHistory. Its time may be a Date (the AWS SDK), seconds (the API's JSON) or milliseconds (a
 * local environment). https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export function readEvent(event: Readonly<Record<string, unknown>>): ReadEvent {
  const details = Object.entries(event).find(([key]) => key.endsWith('EventDetails'))?.[1] as Json | undefined;
  return {
    id: Number(event['id']),
    previousEventId: Number(event['previousEventId'] ?? 0),
    type: String(event['type']),
    timestamp: millisecondsOf(event['timestamp']) ?? 0,
    details: isJsonObject(details) ? details : {},
  };
}

/** Milliseconds of a Date, of seconds or of milliseconds since 1970, or of an ISO 8601 string; undefined for anything else. */
export function millisecondsOf(time: unknown): number | undefined {
  if (time instanceof Date) return time.getTime();
  if (typeof time === 'string') return Number.isNaN(Date.parse(time)) ? undefined : Date.parse(time);
  if (typeof time !== 'number') return undefined;
  // Seconds until the year 5138, milliseconds since March 1973.
  return time < 1e11 ? Math.round(time * 1000) : time;
}

/** A string member of an event's details; undefined if it is absent or empty. */
export function textIn({ details }: Pick<ReadEvent, 'details'>, name: string): string | undefined {
  const value = details[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** How an event ends an attempt, or undefined if it does not. */
export function endingOf({
  type,
}: Pick<ReadEvent, 'type'>): 'succeeded' | 'failed' | 'timedOut' | 'aborted' | undefined {
  if (/^(Task|LambdaFunction|Activity|ParallelState|MapState|MapRun)Succeeded$/.test(type)) return 'succeeded';
  if (/^(Task|LambdaFunction|Activity)TimedOut$/.test(type)) return 'timedOut';
  if (/^(ParallelState|MapState|MapRun)Aborted$/.test(type)) return 'aborted';
  return /^(Task|LambdaFunction|Activity)((Start|Submit|Schedule)?Failed)$|^(ParallelState|MapState|MapRun)Failed$/.test(
    type,
  )
    ? 'failed'
    : undefined;
}

/** Whether a type is that of an event that begins an attempt. */
export function beginsAttempt(type: string): boolean {
  return /^(TaskScheduled|LambdaFunctionScheduled|ActivityScheduled|ParallelStateStarted|MapStateStarted|MapRunStarted)$/.test(
    type,
  );
}
