/** The status of an execution: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

/** One row of the list of executions. */
export interface ExecutionRow {
  readonly executionArn: string;
  /** The state machine's name; of a Distributed Map's child `machine/label`. */
  readonly machine: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly stoppedAt?: number;
  /** The state in which it failed; empty if its history does not have one. Absent until that has been read. */
  readonly failedState?: string;
  readonly error?: string;
  /** The first line of its cause. Untrusted. */
  readonly reason?: string;
  /** US dollars of its state transitions; absent if their number is unknown. */
  readonly price?: number;
  readonly redriveCount?: number;
  /** Of a Distributed Map's child. */
  readonly mapRunArn?: string;
}

/** Which executions a list shows. All that are set must hold. */
export interface RowFilter {
  readonly status?: readonly ExecutionStatus[];
  readonly machine?: string;
  readonly state?: string;
  readonly error?: string;
  /** A part of the name, the error, the state or the reason, in any case. */
  readonly q?: string;
  /** Started at or after, milliseconds since 1970. */
  readonly from?: number;
  /** Started before. */
  readonly to?: number;
}

/** A window of the list of executions. */
export interface RowPage {
  /** The rows from `offset` on, newest first. */
  readonly rows: readonly ExecutionRow[];
  readonly offset: number;
  /** How many match the filter. */
  readonly matching: number;
  /** How many there are. */
  readonly total: number;
  /** How many match and started after `asOf`: they wait until the person asks for them. */
  readonly newer: number;
  /** The list is as of this start time; given back for the next window, rows keep their places. */
  readonly asOf: number;
  /** What the filters offer. */
  readonly machines: readonly string[];
  readonly counts: Readonly<Partial<Record<ExecutionStatus, number>>>;
  /** Failed executions whose error and state have not been read yet: a filter for them does not find these. */
  readonly unread: number;
}

/** Whether a row is in a list. */
export function matchesFilter(row: ExecutionRow, { status, machine, state, error, q, from, to }: RowFilter): boolean {
  return (
    (status === undefined || status.length === 0 || status.includes(row.status)) &&
    (machine === undefined || row.machine === machine || row.machine.startsWith(`${machine}/`)) &&
    (state === undefined || row.failedState === state) &&
    (error === undefined || row.error === error) &&
    (from === undefined || row.startedAt >= from) &&
    (to === undefined || row.startedAt < to) &&
    (q === undefined || q === '' || textOf(row).includes(q.toLowerCase()))
  );
}

function textOf({ name, machine, failedState = '', error = '', reason = '' }: ExecutionRow): string {
  return `${machine} ${name} ${failedState} ${error} ${reason}`.toLowerCase();
}
