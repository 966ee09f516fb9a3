import type { ExecutionRecord } from '../execution-record';
import { redriveRecord } from '../redrive/redrive-record';
import type { AtDistributedMap } from '../run/scope/scope-run';
import { withoutTime } from '../run/timing/ready-queue';
import type { RunningExecution } from '../running-execution';
import type { ChildInput } from './child-inputs';
import { childArn, childName, type MapRunNames } from './child-names';
import { type ChildOutcome, outcomeOf, pendingOutcome } from './child-outcome';
import type { MapRunExecution } from './map-run-execution';
import type { MapRunCounts } from './map-run-record';
import { MapRunTally } from './tally';

/** What the children belong to, and what is called at their ends. */
export interface ChildrenOf {
  readonly execution: MapRunExecution;
  readonly owner: AtDistributedMap;
  /** Whether another process may have begun some of them, or this one before a redrive. */
  readonly mayBeKept: boolean;
  /** Those that ended unsuccessfully until then are tried again. */
  readonly redriveDate?: number;
  readonly mapRunArn: string;
  /** Whether result files will have an entry for each child. */
  readonly keepsDetails: boolean;
  isCurrent(): boolean;
  ended(): void;
  /** What was kept of a child could not be read. */
  failed(thrown: unknown): void;
}

/**
 * The child executions of a Map Run, by index. Guards that each is counted once for its beginning and once for its end.
 */
export class Children {
  readonly outcomes: ChildOutcome[] = [];
  isWritten = false;
  private begun = 0;
  private readonly live = new Map<number, { readonly child?: RunningExecution; readonly items: number }>();
  private readonly itemTally = new MapRunTally();
  private readonly childTally = new MapRunTally();

  constructor(private readonly of: ChildrenOf) {}

  /** How many run now. */
  get running(): number {
    return this.live.size;
  }

  /** How many items are in children that failed or timed out. */
  get failedItems(): number {
    return this.itemTally.failures;
  }

  /** Starts the next child; in a run that is resumed or redriven, continues from its kept record. */
  begin(input: ChildInput): void {
    const { execution, mapRunArn, mayBeKept, isCurrent, failed } = this.of;
    const index = this.begun++;
    this.live.set(index, { items: input.items });
    this.itemTally.begin(input.items);
    this.childTally.begin(1);
    const { children } = execution.dependencies;
    if (!mayBeKept || children?.load === undefined) {
      this.follow(index, input, this.newRecord(index, input));
      return;
    }
    const executionArn = childArn(this.names, childName(mapRunArn, index));
    withoutTime(execution.clock, async () => children.load?.(executionArn)).then(
      (kept) => execution.guard(() => isCurrent() && this.follow(index, input, kept ?? this.newRecord(index, input))),
      (thrown) => execution.guard(() => isCurrent() && failed(thrown)),
    );
  }

  /** Records an input for which no child is started any more. */
  leave(input: ChildInput): void {
    const index = this.begun++;
    this.outcomes[index] = pendingOutcome(this.newRecord(index, input));
  }

  /** Stops all running children. A child whose end is not reported yet counts with its own final status. */
  stop(): void {
    for (const [index, { child, items }] of this.live) {
      child?.stop();
      const outcome = child === undefined ? undefined : outcomeOf(child.record(), this.of.keepsDetails);
      const ended = (outcome?.status ?? 'ABORTED') as Exclude<ChildOutcome['status'], 'PENDING'>;
      this.itemTally.end(ended, items);
      this.childTally.end(ended, 1);
      if (outcome !== undefined) this.outcomes[index] = outcome;
    }
    this.live.clear();
  }

  /** The process is leaving. */
  abandon(): void {
    for (const { child } of this.live.values()) child?.abandon();
  }

  /** The counts of DescribeMapRun; with batches, how many children there will be is only known by those that have begun. */
  counts(
    items: number,
    isBatched: boolean,
  ): { readonly itemCounts: MapRunCounts; readonly executionCounts: MapRunCounts } {
    const itemCounts = this.itemTally.asCounts(items, this.isWritten);
    return { itemCounts, executionCounts: this.childTally.asCounts(isBatched ? this.begun : items, this.isWritten) };
  }

  /** Continues a record, or uses its outcome if it has ended. */
  private follow(index: number, input: ChildInput, record: ExecutionRecord): void {
    const { execution, owner, mapRunArn, isCurrent } = this.of;
    const isTriedAgain = this.isTriedAgain(record);
    if (record.status !== 'RUNNING' && !isTriedAgain) {
      this.childEnded(index, record);
      return;
    }
    const begins = isTriedAgain ? this.again(index, input, record) : record;
    const child = execution.child(begins, owner.state.distributed.processor, index);
    this.live.set(index, { child, items: input.items });
    execution.dependencies.children?.began?.(child, mapRunArn);
    child.result.then((ended) => execution.guard(() => isCurrent() && this.childEnded(index, ended)));
  }

  private isTriedAgain({ status, stopDate }: ExecutionRecord): boolean {
    const { redriveDate } = this.of;
    return redriveDate !== undefined && status !== 'SUCCEEDED' && stopDate !== undefined && stopDate <= redriveDate;
  }

  /** A Standard child continues from where it failed; an Express one starts again. */
  private again(index: number, input: ChildInput, record: ExecutionRecord): ExecutionRecord {
    if (record.type === 'EXPRESS') return this.newRecord(index, input);
    return redriveRecord(record, this.of.execution.clock.now());
  }

  private childEnded(index: number, record: ExecutionRecord): void {
    const live = this.live.get(index);
    // Stopped with the others before its own end was reported: it is counted already.
    if (live === undefined) return;
    const { items } = live;
    this.live.delete(index);
    const outcome = outcomeOf(record, this.of.keepsDetails);
    this.outcomes[index] = outcome;
    const ended = outcome.status as Exclude<ChildOutcome['status'], 'PENDING'>;
    this.itemTally.end(ended, items);
    this.childTally.end(ended, 1);
    this.of.ended();
  }

  private newRecord(index: number, { input, items }: ChildInput): ExecutionRecord {
    const { execution, mapRunArn } = this.of;
    const { names } = this;
    const name = childName(mapRunArn, index);
    return {
      executionArn: childArn(names, name),
      name,
      stateMachineArn: `${names.stateMachineArn}/${names.label}`,
      stateMachineName: `${names.stateMachineName}/${names.label}`,
      roleArn: execution.identity.roleArn,
      type: names.type,
      status: 'RUNNING',
      startDate: execution.clock.now(),
      input,
      statesEntered: 0,
      retries: 0,
      redriveCount: 0,
      mapRunArn,
      itemCount: items,
      history: [],
    };
  }

  private get names(): MapRunNames {
    const { execution, owner } = this.of;
    const { executionArn, stateMachineArn, stateMachineName } = execution.identity;
    const { label, type } = owner.state.distributed;
    return { executionArn, stateMachineArn, stateMachineName, label, type };
  }
}
