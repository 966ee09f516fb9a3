import type { Json, JsonObject } from '../../language/definition';
import type { CompiledStateMachine } from '../compile/compiled-state-machine';
import { HeldScopes } from '../debug/held-scopes';
import type { ExecutionRecord, ExecutionStatus } from '../execution-record';
import { endings } from '../history/event-names';
import { History, HistoryIsFull, notTruncated } from '../history/history';
import { MapRuns } from '../map-run/map-runs';
import type { ExecutionDependencies, RunningExecution } from '../running-execution';
import { StateView } from '../states/state-view';
import { abandonScope, cancelScope } from './branching';
import { contextObject, type ExecutionContext, executionContext, once, rememberingIsoTime } from './context-object';
import { defect, errorDetails, type Failure, historyIsFull, recordNotKept } from './failure';
import { RecordKeeper } from './record-keeper';
import { type RestoredExecution, restore, setOut } from './restore';
import { ScopeDependencies } from './scope/scope-dependencies';
import { positionOf } from './scope/scope-position';
import {
  type AtCompletable,
  createScopeRun,
  type MapItem,
  noLongerWanted,
  type ScopeRun,
  type Visit,
} from './scope/scope-run';
import { completeVisit, failVisit, runScope } from './state-runner';
import { beat, failTask, succeedTask } from './task-runner';
import { Alarms } from './timing/alarms';
import { lifetimeAlarm } from './timing/lifetime';
import { ReadyQueue } from './timing/ready-queue';
import { VariableLimits } from './variable-limits';
import { WaitingTokens } from './waiting-tokens';

/**
 * One execution while it runs in this process. Guards three things: only one scope at a time is advanced, no scope
 * advances once it has ended or was abandoned, and an error inside ends the execution instead of the process.
 */
export class Execution implements RunningExecution, RestoredExecution {
  readonly result: Promise<ExecutionRecord>;
  readonly history: History;
  readonly tokens: WaitingTokens;
  readonly region: string;
  readonly clock: ExecutionDependencies['clock'];
  readonly random: ExecutionDependencies['random'];
  readonly tasks: ExecutionDependencies['tasks'];
  statesEntered: number;
  retries: number;
  isRunning = true;
  /** True while it restarts from where it failed. */
  isRedriving = false;
  readonly mapRuns: MapRuns;
  readonly variableLimits = new VariableLimits(() => this.root);
  private readonly root: ScopeRun;
  private readonly ready: ReadyQueue;
  private readonly keeper?: RecordKeeper;
  private readonly heldScopes?: HeldScopes;
  private readonly context: () => ExecutionContext;
  private readonly textOfTime = rememberingIsoTime();
  private readonly alarms: Alarms;
  private ending: Partial<ExecutionRecord> & { readonly status: ExecutionStatus } = { status: 'RUNNING' };
  private readonly whenEnded: ((record: ExecutionRecord) => void)[] = [];

  constructor(
    private readonly initial: ExecutionRecord,
    readonly dependencies: ExecutionDependencies,
    mapIndexes: readonly number[] = [],
  ) {
    const { stateMachine, store, region, onHistoryEvent, clock, random, tasks } = dependencies;
    this.result = new Promise((resolve) => this.whenEnded.push(resolve));
    this.context = once(() => executionContext(initial));
    this.clock = clock;
    this.alarms = new Alarms(clock, (work) => this.guard(work));
    this.random = random;
    this.tasks = tasks;
    this.tokens = new WaitingTokens(initial.executionArn);
    this.ready = new ReadyQueue(clock, (run) => runScope(this, run));
    this.mapRuns = new MapRuns(initial.mapRuns);
    this.statesEntered = initial.statesEntered;
    this.retries = initial.retries;
    this.region = region ?? initial.executionArn.split(':')[3] ?? '';
    this.history = new History(
      [...initial.history],
      initial.type,
      () => clock.now(),
      onHistoryEvent === undefined ? undefined : (event) => onHistoryEvent(event, initial.executionArn),
    );
    if (store !== undefined) this.keeper = new RecordKeeper(store, () => this.record());
    if (dependencies.gate !== undefined) this.heldScopes = new HeldScopes(dependencies.gate, this);
    const options = { scope: stateMachine.scope, index: 0, mapIndexes };
    this.root =
      initial.position === undefined
        ? createScopeRun(options, { input: initial.input, inputText: '', lastEventId: 0 })
        : restore(this, options, initial.position);
  }

  get executionArn(): string {
    return this.initial.executionArn;
  }

  get identity(): Pick<ExecutionRecord, 'executionArn' | 'stateMachineArn' | 'stateMachineName' | 'roleArn'> {
    return this.initial;
  }

  get isKept(): boolean {
    return this.keeper !== undefined;
  }

  /** Begins, or continues from the record; in a later turn, so that the caller has the execution before it advances. */
  begin(): this {
    queueMicrotask(() =>
      this.guard(() => {
        if (this.initial.history.length === 0) this.beginAnew();
        else setOut(this, this.initial, this.root);
        if (this.isRunning) this.alarms.add(lifetimeAlarm(this, this.initial, this.dependencies));
      }),
    );
    return this;
  }

  record(): ExecutionRecord {
    const { statesEntered, retries, ending } = this;
    const { position: _left, ...initial } = this.initial;
    const record = {
      ...initial,
      ...this.mapRuns.records(),
      statesEntered,
      retries,
      history: this.history.events,
      ...ending,
    };
    if (ending.status === 'SUCCEEDED') return record;
    return { ...record, [ending.status === 'RUNNING' ? 'position' : 'redrivePosition']: positionOf(this.root) };
  }

  sendTaskSuccess(taskToken: string, output: Json): void {
    const run = this.tokens.find(taskToken);
    this.guard(() => succeedTask(this, run, output));
  }

  sendTaskFailure(taskToken: string, { error, cause }: { readonly error?: string; readonly cause?: string }): void {
    const run = this.tokens.find(taskToken);
    this.guard(() => failTask(this, run, { error, cause }));
  }

  sendTaskHeartbeat(taskToken: string): void {
    beat(this, this.tokens.find(taskToken));
    this.saveAlong();
  }

  kept(): Promise<void> {
    return this.keeper?.save() ?? Promise.resolve();
  }

  stop({ error, cause }: { readonly error?: string; readonly cause?: string } = {}): void {
    if (this.isRunning) this.end('ABORTED', { error, cause }, 0);
  }

  abandon(): void {
    this.isRunning = false;
    this.tokens.clear();
    this.keeper?.close();
    this.alarms.close();
    abandonScope(this.root);
  }

  succeed(output: Json): void {
    const text = JSON.stringify(output);
    this.history.addLast('ExecutionSucceeded', this.root.lastEventId, {
      executionSucceededEventDetails: { output: text, outputDetails: notTruncated },
    });
    this.finish({ status: 'SUCCEEDED', output });
  }

  fail(failure: Failure, previousEventId: number): void {
    this.end('FAILED', failure, previousEventId);
  }

  completed(run: AtCompletable, result: Json): void {
    completeVisit(this, run, result);
  }

  failed(run: ScopeRun, failure: Failure): void {
    failVisit(this, run, failure);
  }

  child(record: ExecutionRecord, stateMachine: CompiledStateMachine, index: number): RunningExecution {
    const store = this.dependencies.children?.store?.(record.executionArn);
    return new Execution(record, { ...this.dependencies, stateMachine, store }, [index]).begin();
  }

  viewOf(run: ScopeRun, mapItem?: MapItem): StateView {
    const seen = mapItem === undefined ? run : { ...run, mapItem };
    return new StateView(run.input, run.variables, new ScopeDependencies(this, seen));
  }

  contextOf(run: ScopeRun): JsonObject {
    return contextObject(this.context(), run, this.textOfTime);
  }

  enqueue(run: ScopeRun): void {
    this.ready.add(run);
  }

  yields(run: ScopeRun): boolean {
    const turn = this.ready.turnDue();
    turn?.then(() => this.guard(() => this.enqueue(run)));
    return turn !== undefined;
  }

  holds(run: ScopeRun): boolean {
    return this.heldScopes?.hold(run) ?? false;
  }

  afterSave(run: ScopeRun, effect: () => void): void {
    if (this.keeper === undefined) {
      effect();
      return;
    }
    const { visit } = run;
    const attempt = visit?.attempt;
    this.keeper.save().then(
      () => this.guard(() => this.isCurrent(run, visit, attempt) && effect()),
      (thrown) => this.notKept(thrown),
    );
  }

  saveAlong(): void {
    this.keeper?.save().catch((thrown) => this.notKept(thrown));
  }

  at(millis: number, run: ScopeRun, effect: () => void): void {
    const { visit } = run;
    const attempt = visit?.attempt;
    this.alarms.add({ at: millis, isWanted: () => this.isCurrent(run, visit, attempt), ring: effect });
  }

  isCurrent(run: ScopeRun, visit: Visit | undefined, attempt: number | undefined): boolean {
    return this.isRunning && !run.hasEnded && run.visit === visit && visit?.attempt === attempt;
  }

  endAttempt(run: ScopeRun, reason: Error = noLongerWanted): void {
    const { visit } = run;
    if (visit === undefined) return;
    if (visit.taskToken !== undefined) this.tokens.forget(visit.taskToken);
    visit.attempt++;
    visit.cancel?.abort(reason);
    visit.cancel = undefined;
    if (visit.phase.kind !== 'branching' && visit.phase.kind !== 'mapRun') visit.phase = { kind: 'evaluating' };
  }

  guard(work: () => unknown): void {
    try {
      work();
    } catch (thrown) {
      if (!this.isRunning) return;
      this.end('FAILED', thrown instanceof HistoryIsFull ? historyIsFull : defect(thrown), this.root.lastEventId);
    }
  }

  private beginAnew(): void {
    const { roleArn, input } = this.initial;
    // Not before, because JSON.stringify throws for a value that is nested too deeply: that fails the execution, not
    // its caller.
    this.root.inputText = JSON.stringify(input);
    this.history.add('ExecutionStarted', 0, {
      executionStartedEventDetails: { input: this.root.inputText, inputDetails: notTruncated, roleArn },
    });
    this.afterSave(this.root, () => this.enqueue(this.root));
  }

  private notKept(thrown: unknown): void {
    this.guard(() => this.isRunning && this.fail(recordNotKept(thrown), this.root.lastEventId));
  }

  /** Ends the execution without success. */
  end(status: Exclude<ExecutionStatus, 'RUNNING' | 'SUCCEEDED'>, failure: Failure, previousEventId: number): void {
    const details = errorDetails(failure);
    const ending = endings[status];
    this.history.addLast(ending.type, previousEventId, { [ending.details]: details });
    this.finish({ status, ...details });
  }

  private finish(ending: Execution['ending']): void {
    this.isRunning = false;
    this.tokens.clear();
    this.ending = { ...ending, stopDate: this.clock.now() };
    this.alarms.close();
    cancelScope(this.root);
    const record = this.record();
    const resolve = (): void => {
      for (const tell of this.whenEnded) tell(record);
    };
    // A last record that could not be kept is still what happened: whoever waits is told.
    if (this.keeper === undefined) resolve();
    else this.keeper.save().then(resolve, resolve);
  }
}
