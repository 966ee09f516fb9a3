import { attemptError, type ErrorDetails, type HistoryEvent } from '@document-pipelines/asl/interpreter';

/** An event of GetExecutionHistory, with its time in milliseconds since 1970. */
export type HistoryEntry = HistoryEvent;

/** Returns an event of an output, whose time is a Date. */
export function historyEntry(event: Readonly<Record<string, unknown>>): HistoryEntry {
  return { ...event, timestamp: new Date(event['timestamp'] as Date).getTime() } as unknown as HistoryEntry;
}

/** Returns the error of an attempt that failed; undefined for any other event. */
export function failureOf(event: HistoryEntry): ErrorDetails | undefined {
  return (
    attemptError(event) ??
    event.mapRunFailedEventDetails ??
    (/^(Parallel|Map)State(Failed|Aborted)$/.test(event.type) ? {} : undefined)
  );
}

/** Whether an event begins an attempt. */
export function beginsAttempt({ type }: HistoryEntry): boolean {
  return /^(Task|LambdaFunction|Activity)Scheduled$|^(Parallel|Map)StateStarted$/.test(type);
}

/** `2026-11-28T16:59:55.461Z`. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
