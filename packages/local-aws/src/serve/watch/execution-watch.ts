import type { Json } from '@document-pipelines/asl/definition';
import { type HistoryEvent, millisecondsBetween } from '@document-pipelines/asl/interpreter';
import type { ExecutionEvent, ExecutionNotice } from '../../environment/execution-notice';
import type { ExecutionSnapshot, States } from '../../services/states';
import { standstillOf } from '../../waiting';
import { EventPath } from './event-path';

/** Dependencies of a watch. */
export interface ExecutionWatchOptions {
  /** Step Functions, once it exists: events of resumed executions may come before. */
  readonly find: States['find'];
  readonly now: () => number;
  readonly onNotice: (notice: ExecutionNotice) => void;
}

/** Milliseconds without an event after which an execution counts as waiting: a function that answers its own token is faster. */
const restMilliseconds = 2_000;

/** The last event of an execution, by its type. */
const endings: Readonly<Record<string, Extract<ExecutionEvent, { kind: 'ended' }>['status']>> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
};

/**
 * Reports what happens to executions, from the events of their histories. Guards that a wait is reported once, and only if it lasts.
 * Retries of the iterations of a Map are counted at the end of the execution, and not reported.
 */
export class ExecutionWatch {
  private readonly paths = new Map<string, EventPath>();
  /** When those that may have come to rest had their last event. */
  private readonly moved = new Map<string, number>();
  private readonly waits = new Map<string, string>();

  constructor(private readonly options: ExecutionWatchOptions) {}

  /** Follows an execution that an earlier process left. */
  resumed(executionArn: string): void {
    this.moved.set(executionArn, this.options.now());
  }

  add(event: HistoryEvent, executionArn: string): void {
    const { type } = event;
    if (type === 'ExecutionStarted') this.report(executionArn, { kind: 'started' }, event);
    if (type === 'ExecutionRedriven') this.report(executionArn, { kind: 'redriven' }, event);
    const status = endings[type];
    if (status !== undefined) {
      this.end(executionArn, status, event);
      return;
    }
    this.moved.set(executionArn, event.timestamp);
    const path = this.paths.get(executionArn) ?? new EventPath();
    this.paths.set(executionArn, path);
    const retry = path.add(event);
    if (retry !== undefined) this.report(executionArn, { kind: 'retrying', ...retry }, event);
  }

  /** Reports what has come to rest. Call it every second. */
  look(): void {
    const now = this.options.now();
    for (const [executionArn, at] of this.moved) {
      if (now - at < restMilliseconds) continue;
      this.moved.delete(executionArn);
      const standstill = standstillOf(this.find(executionArn)?.position, Number.NEGATIVE_INFINITY);
      if (standstill === undefined || isChild(executionArn)) continue;
      const { stateName } = standstill;
      const until = standstill.kind === 'time' ? { until: standstill.until } : {};
      const wait = JSON.stringify([stateName, until]);
      if (this.waits.get(executionArn) === wait) continue;
      this.waits.set(executionArn, wait);
      this.report(executionArn, { kind: 'waiting', stateName, ...until }, { timestamp: now });
    }
  }

  private end(executionArn: string, status: keyof typeof endings & string, event: HistoryEvent): void {
    const { startDate = event.timestamp, retries = 0 } = this.find(executionArn) ?? {};
    const failure =
      event.executionFailedEventDetails ?? event.executionTimedOutEventDetails ?? event.executionAbortedEventDetails;
    const seconds = millisecondsBetween(startDate, event.timestamp) / 1000;
    const ended = { kind: 'ended', status, seconds, retries, ...failure } as ExecutionEvent;
    this.report(executionArn, ended, event);
    for (const map of [this.paths, this.moved, this.waits]) map.delete(executionArn);
  }

  private report(
    executionArn: string,
    event: ExecutionEvent,
    {
      timestamp,
      executionStartedEventDetails: started,
    }: Pick<HistoryEvent, 'timestamp' | 'executionStartedEventDetails'>,
  ): void {
    const [, , , , , , stateMachineName = '', name = ''] = executionArn.split(':');
    const input = started === undefined ? this.find(executionArn)?.input : (JSON.parse(started.input) as Json);
    this.options.onNotice({ executionArn, stateMachineName, name, input: input ?? null, at: timestamp, event });
  }

  private find(executionArn: string): ExecutionSnapshot | undefined {
    return this.options.find(executionArn);
  }
}

/** Whether an execution is a child of a Distributed Map. */
export function isChild(executionArn: string): boolean {
  return executionArn.split(':')[6]?.includes('/') === true;
}
