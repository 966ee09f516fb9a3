import type { Json } from '../../language/definition';
import type { BranchingPhase, MapRunPosition } from '../execution-record';
import { type Failure, failureOfEvaluation, failureOfTask } from '../run/failure';
import type { AtDistributedMap, AwaitedMapRun } from '../run/scope/scope-run';
import { eventLoopTurn, withoutTime } from '../run/timing/ready-queue';
import { type ChildInput, ChildInputs } from './child-inputs';
import { Children } from './children';
import { failMapRun, succeedMapRun } from './end-map-run';
import type { MapRunExecution } from './map-run-execution';
import type { MapRunItem, MapRunPlan } from './map-run-plan';
import type { MapRunRecord, MapRunSettings, MapRunStatus, RunningMapRun } from './map-run-record';
import { objectCaller, objectsOf } from './object-requests';
import { readItems } from './readers/read-items';
import { stateResult, writeResults } from './results';
import { exceedsThreshold } from './tally';

/** How many children may run at once without MaxConcurrency. */
const mostChildren = 10_000;
/** Children that may begin before the event loop gets its turn: those whose tasks return at once have then ended. */
const childrenBetweenTurns = 100;

/**
 * The run of a Distributed Map: reads its items, starts a child execution for each item or batch, and builds the
 * state's result from their outcomes. Guards the limit of running children, that the state ends once, and that no child
 * starts after its attempt has ended.
 */
export class MapRun implements RunningMapRun, AwaitedMapRun {
  private status: MapRunStatus = 'RUNNING';
  private stopDate?: number;
  private plan: MapRunPlan;
  private items: MapRunPosition['items'];
  private inputs?: ChildInputs;
  private startedSinceTurn = 0;
  private isTurnDue = false;
  private readonly children: Children;
  private readonly cancel = new AbortController();
  private attempt = -1;

  constructor(
    private readonly execution: MapRunExecution,
    private readonly owner: AtDistributedMap,
    private readonly start: MapRunPosition,
    isNew: boolean,
  ) {
    this.plan = start.plan;
    this.items = start.items;
    const { writer } = start.plan;
    const keepsDetails = writer !== undefined && (writer.arguments !== undefined || writer.transformation === 'NONE');
    this.children = new Children({
      execution,
      owner,
      keepsDetails,
      mapRunArn: start.mapRunArn,
      mayBeKept: !isNew,
      redriveDate: start.redriveDate,
      isCurrent: () => this.isCurrent(),
      ended: () => this.childEnded(),
      failed: (thrown) => this.fail(failureOfTask(thrown)),
    });
  }

  get mapRunArn(): string {
    return this.start.mapRunArn;
  }

  begin(): void {
    const { execution, owner } = this;
    const { reader } = this.plan;
    this.attempt = owner.visit.attempt;
    owner.visit.cancel = this.cancel;
    execution.mapRuns.add(this);
    execution.dependencies.children?.mapRunBegan?.(this);
    if (this.items !== undefined || reader === undefined) {
      this.dispatchAll(this.items ?? []);
      return;
    }
    this.settle(
      async () => readItems(reader, this.requests()),
      (items) => {
        this.items = items;
        execution.afterSave(owner, () => this.dispatchAll(items));
      },
    );
  }

  record(): MapRunRecord {
    const { plan, status, stopDate, start } = this;
    const { executionArn, stateMachineArn } = this.execution.identity;
    return {
      mapRunArn: this.mapRunArn,
      executionArn,
      stateMachineArn,
      stateName: this.owner.state.name,
      status,
      startDate: start.startDate,
      ...(stopDate === undefined ? undefined : { stopDate }),
      maxConcurrency: plan.maxConcurrency,
      toleratedFailureCount: plan.toleratedFailureCount ?? 0,
      toleratedFailurePercentage: plan.toleratedFailurePercentage ?? 0,
      ...this.children.counts(this.itemCount, plan.batcher !== undefined),
      redriveCount: start.redriveCount,
      ...(start.redriveDate === undefined ? undefined : { redriveDate: start.redriveDate }),
    };
  }

  update(settings: MapRunSettings): void {
    this.plan = { ...this.plan, ...settings };
    this.execution.guard(() => this.isCurrent() && this.dispatch());
  }

  position(): BranchingPhase {
    const mapRun: MapRunPosition = { ...this.start, plan: this.plan, items: this.items };
    return { kind: 'branching', children: [], length: this.itemCount, maxConcurrency: this.limit, mapRun };
  }

  abort(): void {
    if (this.status === 'RUNNING') this.end('ABORTED');
  }

  abandon(): void {
    this.children.abandon();
  }

  private get limit(): number {
    return this.plan.maxConcurrency === 0 ? mostChildren : Math.min(this.plan.maxConcurrency, mostChildren);
  }

  private get itemCount(): number {
    return this.items?.length ?? 0;
  }

  private dispatchAll(items: readonly MapRunItem[]): void {
    const { execution, owner, plan } = this;
    const select = (item: MapRunItem): Json => owner.state.itemInput(execution.viewOf(owner, item), item.value);
    this.inputs = new ChildInputs(items, select, plan.batcher);
    this.dispatch();
  }

  /** Starts children while some are left and places are free; completes the state when all have ended. */
  private dispatch(): void {
    const { inputs } = this;
    if (inputs === undefined) return;
    while (this.status === 'RUNNING' && this.children.running < this.limit && !inputs.isEmpty) {
      if (this.startedSinceTurn >= childrenBetweenTurns) {
        this.dispatchLater();
        return;
      }
      this.startedSinceTurn++;
      const input = this.nextInput(inputs);
      if (input === undefined) return;
      this.children.begin(input);
    }
    if (this.status === 'RUNNING' && this.children.running === 0 && inputs.isEmpty) this.complete();
  }

  private dispatchLater(): void {
    if (this.isTurnDue) return;
    this.isTurnDue = true;
    eventLoopTurn(this.execution.clock).then(() => {
      this.isTurnDue = false;
      this.startedSinceTurn = 0;
      this.execution.guard(() => this.isCurrent() && this.dispatch());
    });
  }

  private nextInput(inputs: ChildInputs): ChildInput | undefined {
    try {
      return inputs.next();
    } catch (thrown) {
      this.fail(failureOfEvaluation(thrown, this.owner.state.name, this.owner.visit.enteredEventId));
      return undefined;
    }
  }

  private childEnded(): void {
    if (exceedsThreshold(this.plan, this.children.failedItems, this.itemCount)) this.failByThreshold();
    else this.dispatch();
  }

  private complete(): void {
    this.write((result) => {
      this.end('SUCCEEDED');
      succeedMapRun(this.execution, this.owner, result);
    });
  }

  private failByThreshold(): void {
    const failure: Failure = {
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    };
    this.children.stop();
    if (this.plan.writer?.arguments === undefined) {
      this.fail(failure);
      return;
    }
    for (let input = this.pendingInput(); input !== undefined; input = this.pendingInput()) this.children.leave(input);
    this.write(() => this.fail(failure));
  }

  private pendingInput(): ChildInput | undefined {
    return this.inputs === undefined ? undefined : this.nextInput(this.inputs);
  }

  private write(then: (result: Json) => void): void {
    const { writer } = this.plan;
    const { outcomes } = this.children;
    const destination = writer?.arguments;
    if (writer === undefined || destination === undefined) {
      then(stateResult(outcomes, writer));
      return;
    }
    this.children.isWritten = true;
    const { mapRunArn } = this;
    this.settle(async () => writeResults({ mapRunArn, writer, destination, outcomes, ...this.requests() }), then);
  }

  private fail(failure: Failure): void {
    if (this.status !== 'RUNNING') return;
    this.end('FAILED');
    failMapRun(this.execution, this.owner, failure);
  }

  private end(status: MapRunStatus): void {
    this.status = status;
    this.stopDate = this.execution.clock.now();
    this.children.stop();
  }

  /** Runs work that takes real time; its failure is the Map Run's. */
  private settle<T>(work: () => Promise<T>, then: (value: T) => void): void {
    withoutTime(this.execution.clock, work).then(
      (value) => this.execution.guard(() => this.isCurrent() && then(value)),
      (thrown) => this.execution.guard(() => this.isCurrent() && this.fail(failureOfTask(thrown))),
    );
  }

  private isCurrent(): boolean {
    return this.status === 'RUNNING' && this.execution.isCurrent(this.owner, this.owner.visit, this.attempt);
  }

  private requests() {
    const { execution, owner } = this;
    return {
      objects: objectsOf(execution, owner),
      caller: objectCaller(execution, owner),
      signal: this.cancel.signal,
    };
  }
}
