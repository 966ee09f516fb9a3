import { type ExecutionRow, type ExecutionStatus, matchesFilter, type RowFilter, type RowPage } from '../model';
import { shareCalls } from '../share-calls';
import { ExecutionNotFoundError, type ExecutionSource, type ListedMachine } from './execution-source';

/** What of the list is asked for. */
export interface RowsRequest {
  readonly filter: RowFilter;
  readonly offset: number;
  readonly limit: number;
  /** Of the page before; absent: all that there are now. */
  readonly asOf?: number;
}

/** Most rows that are kept: the newest ones of each state machine. */
const maxRows = 20_000;
/** Milliseconds for which a window waits for the failures of its rows. */
const patience = 400;
/** Calls at once for the failures of rows. */
const failuresAtOnce = 4;

/**
 * The executions of all state machines of a source, newest first. Guards that a refresh reads only what is new or was running, and that the
 * failure of a row is read once.
 */
export class RowList {
  private readonly rows = new Map<string, ExecutionRow>();
  private sorted: readonly ExecutionRow[] | undefined;
  private isLoaded = false;
  private readonly readings = new Map<string, Promise<void>>();
  private machines: readonly ListedMachine[] = [];

  constructor(private readonly source: ExecutionSource) {}

  /** Returns a window of the list; the first one waits for the list to be read. */
  async page(request: RowsRequest): Promise<RowPage> {
    if (!this.isLoaded) await this.refresh();
    const page = this.window(request);
    const wanted = hasWords(request.filter) ? this.newestFirst() : page.rows;
    // What takes longer is there when the page asks again: it is told how many are missing.
    await Promise.race([this.readFailures(wanted), delay(patience)]);
    return this.window({ ...request, asOf: page.asOf });
  }

  /**
   * Returns the ARN of an execution from what its page's address names: `machine`, or `machine/label`, and its name. Throws an
   * ExecutionNotFoundError without such a state machine.
   */
  async arnOf(machine: string, name: string): Promise<string> {
    const isOwner = (each: ListedMachine): boolean => each.name === machine.split('/')[0];
    if (!this.machines.some(isOwner)) this.machines = await this.source.machines();
    const [prefix] = this.machines.find(isOwner)?.stateMachineArn.split(':stateMachine:') ?? [];
    if (prefix === undefined) throw new ExecutionNotFoundError(`${machine}:${name}`);
    // An Express execution has an id of its own after its name.
    return `${prefix}:${name.includes(':') ? 'express' : 'execution'}:${machine}:${name}`;
  }

  /** Reads what has changed; resolves to whether anything has. Calls at the same time share one reading. */
  readonly refresh = shareCalls(() => this.read());

  private window({ filter, offset, limit, asOf }: RowsRequest): RowPage {
    const rows = this.newestFirst();
    const until = asOf ?? rows[0]?.startedAt ?? 0;
    const matching = rows.filter((row) => matchesFilter(row, filter));
    const shown = matching.filter(({ startedAt }) => startedAt <= until);
    const counts: Partial<Record<ExecutionStatus, number>> = {};
    const { status: _status, ...others } = filter;
    for (const row of rows) if (matchesFilter(row, others)) counts[row.status] = (counts[row.status] ?? 0) + 1;
    return {
      rows: shown.slice(offset, offset + limit),
      offset,
      matching: shown.length,
      total: rows.length,
      newer: matching.length - shown.length,
      asOf: until,
      machines: [...new Set(rows.map(({ machine }) => machine.split('/')[0] as string))].sort(),
      counts,
      unread: rows.filter(lacksFailure).length,
    };
  }

  private newestFirst(): readonly ExecutionRow[] {
    this.sorted ??= [...this.rows.values()].sort(
      (a, b) => b.startedAt - a.startedAt || (a.executionArn < b.executionArn ? 1 : -1),
    );
    return this.sorted;
  }

  private async read(): Promise<boolean> {
    let changed = false;
    this.machines = await this.source.machines();
    for (const machine of this.machines) if (await this.readMachine(machine)) changed = true;
    this.isLoaded = true;
    return changed;
  }

  private async readMachine({ stateMachineArn, name }: ListedMachine): Promise<boolean> {
    const running = new Set(this.unfinishedOf(name));
    let changed = false;
    let nextToken: string | undefined;
    do {
      const page = await this.source.list({ stateMachineArn, ...(nextToken === undefined ? {} : { nextToken }) });
      const news = page.rows.filter((row) => this.put(row));
      if (news.length > 0) changed = true;
      for (const { executionArn } of page.rows) running.delete(executionArn);
      nextToken = page.nextToken;
      // The rest is older: it has been read, and none of it was running.
      if (news.length === 0 && running.size === 0) break;
    } while (nextToken !== undefined && this.rows.size < maxRows);
    return changed;
  }

  private unfinishedOf(machine: string): readonly string[] {
    return [...this.rows.values()]
      .filter((row) => row.machine === machine && row.status === 'RUNNING')
      .map(({ executionArn }) => executionArn);
  }

  private put(row: ExecutionRow): boolean {
    const known = this.rows.get(row.executionArn);
    const isSame =
      known !== undefined &&
      known.status === row.status &&
      known.stoppedAt === row.stoppedAt &&
      known.redriveCount === row.redriveCount;
    if (isSame) return false;
    this.rows.set(row.executionArn, row);
    this.sorted = undefined;
    return true;
  }

  /** Resolves when the failures of these rows have been read. A failure that cannot be read leaves its row as it is. */
  private async readFailures(rows: readonly ExecutionRow[]): Promise<void> {
    const left = rows.filter(lacksFailure);
    const next = async (): Promise<void> => {
      for (let row = left.shift(); row !== undefined; row = left.shift())
        if (lacksFailure(this.rows.get(row.executionArn) ?? row)) await this.readFailure(row);
    };
    await Promise.all(Array.from({ length: failuresAtOnce }, next));
  }

  private readFailure(row: ExecutionRow): Promise<void> {
    const { executionArn } = row;
    const reading =
      this.readings.get(executionArn) ??
      this.source
        .failure(row)
        .catch(() => ({}))
        .then((failure) => {
          const known = this.rows.get(executionArn);
          // Set even if it is unknown: it is not asked for again.
          if (known !== undefined) this.rows.set(executionArn, { failedState: '', ...known, ...failure });
          this.sorted = undefined;
          this.readings.delete(executionArn);
        });
    this.readings.set(executionArn, reading);
    return reading;
  }
}

/** Whether a filter looks into failures: then all must be known. */
function hasWords({ state, error, q = '' }: RowFilter): boolean {
  return state !== undefined || error !== undefined || q !== '';
}

function lacksFailure({ status, failedState }: ExecutionRow): boolean {
  return ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(status) && failedState === undefined;
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
