import type { Clock } from '../../clock';
import type { StateGate } from '../../debug/state-gate';
import type { ExecutionRecord, ScopePosition } from '../../execution-record';
import type { HistoryEvent } from '../../history-event';
import { seededRandom } from '../../random';
import type { RunningExecution } from '../../running-execution';
import { SimulatedClock } from '../../simulated-clock';
import { startExecution } from '../../start-execution';
import type { TaskHandlers } from '../../task-handlers';
import type { Given } from '../case-file/test-case';
import { mockObjects } from './mock-objects';
import { type InjectedAnswer, type MockedCall, type MockRefusal, MockTasks, type TokenReceiver } from './mock-tasks';
import { type MarkedExit, markedExit, withoutMarks } from './observed-definition';
import type { TestedMachine } from './tested-machine';

/** A state left by one of its catchers or rules. */
export type ObservedExit = MarkedExit & { readonly stateName: string };

/** What an execution did. */
export interface CaseRun {
  readonly record: ExecutionRecord;
  /** The states entered, in order. */
  readonly path: readonly string[];
  readonly calls: readonly MockedCall[];
  /** Calls without a mock: what came after them has no meaning. */
  readonly refusals: readonly MockRefusal[];
  /** States left by `Next` or `End`. */
  readonly left: ReadonlySet<string>;
  readonly exits: readonly ObservedExit[];
  /** Retriers that tried again. */
  readonly retriers: readonly { readonly stateName: string; readonly index: number }[];
  /** The child executions of its Distributed Maps, and of theirs, in the order of their starts. */
  children(): readonly ExecutionRecord[];
}

/** How an execution is run; by default in simulated time. */
export interface RunCaseOptions {
  readonly clock?: Clock;
  readonly injected?: InjectedAnswer;
  /**
   * Called for each event as it happens, with the ARN of the execution itself or of a child of its Distributed Maps.
   */
  onHistoryEvent?(event: HistoryEvent, executionArn: string): void;
  /** Puts something between the execution and its mocks: see debugCase. */
  intervene?(execution: (executionArn: string) => TokenReceiver): Intervention;
}

/** What holds an execution, and what its calls and its answers by task token pass. */
export interface Intervention {
  readonly gate: StateGate;
  around(mocks: MockTasks): TaskHandlers;
  receiver(executionArn: string): TokenReceiver;
}

/** An execution that was started, and what it will have done. */
export interface StartedCase {
  readonly running: RunningExecution;
  readonly result: Promise<CaseRun>;
  /** As those of a CaseRun, as far as they have begun. */
  children(): readonly ExecutionRecord[];
}

/** Runs one execution of a machine to its end, its tasks answered by mocks. */
export function runCase(machine: TestedMachine, given: Given, options: RunCaseOptions = {}): Promise<CaseRun> {
  return startCase(machine, given, options).result;
}

/** Starts what runCase runs. */
export function startCase(machine: TestedMachine, given: Given, options: RunCaseOptions = {}): StartedCase {
  const { clock = new SimulatedClock(given.now), injected, onHistoryEvent } = options;
  const executions = new Map<string, RunningExecution>();
  const execution = (executionArn: string): RunningExecution => executions.get(executionArn) ?? running;
  const intervention = options.intervene?.(execution);
  const receiver = (executionArn: string): TokenReceiver =>
    intervention?.receiver(executionArn) ?? execution(executionArn);
  const tasks = new MockTasks({ mocks: given.mocks, clock, injected, execution: receiver });
  const { calls, refusals } = tasks;
  const observed: HistoryEvent[] = [];
  const retriers = new Map<string, CaseRun['retriers'][number]>();
  const isRetried = retriedAttempts();
  const running: RunningExecution = startExecution({
    ...identity(machine, given),
    stateMachine: machine.compiled,
    type: machine.type,
    input: given.input,
    clock,
    random: seededRandom(given.seed),
    tasks: intervention?.around(tasks) ?? tasks,
    ...(intervention === undefined ? {} : { gate: intervention.gate }),
    mapObjects: mockObjects({ objects: given.objects, now: given.now, calls, refusals }),
    children: { began: (child) => void executions.set(child.executionArn, child) },
    onHistoryEvent: (event, executionArn) => {
      observed.push(event);
      if (isRetried(event, executionArn)) noteRetriers(execution(executionArn).record().position, retriers);
      onHistoryEvent?.(withoutMarks(event), executionArn);
    },
  });
  const children = (): readonly ExecutionRecord[] => [...executions.values()].map((child) => unmarked(child.record()));
  const summarize = (record: ExecutionRecord): CaseRun => ({
    ...summary(record, observed),
    children,
    calls,
    refusals,
    retriers: [...retriers.values()],
  });
  return { running, children, result: running.result.then(summarize) };
}

function unmarked(record: ExecutionRecord): ExecutionRecord {
  return { ...record, history: record.history.map(withoutMarks) };
}

function summary(record: ExecutionRecord, observed: readonly HistoryEvent[]) {
  const path: string[] = [];
  const left = new Set<string>();
  const exits: ObservedExit[] = [];
  for (const event of observed) {
    if (event.stateEnteredEventDetails !== undefined) path.push(event.stateEnteredEventDetails.name);
    if (event.stateExitedEventDetails === undefined) continue;
    const { name } = event.stateExitedEventDetails;
    const exit = markedExit(event);
    if (exit === undefined) left.add(name);
    else exits.push({ ...exit, stateName: name });
  }
  return { record: unmarked(record), path, left, exits };
}

const beginnings = /^(Task|LambdaFunction|Activity)Scheduled$|^(Parallel|Map)StateStarted$/;

/** Returns whether an attempt begins that is not the state's first: the event before it is not the state's entry. */
function retriedAttempts(): (event: HistoryEvent, executionArn: string) => boolean {
  const entries = new Map<string, Set<number>>();
  return ({ id, type, previousEventId, stateEnteredEventDetails }, executionArn) => {
    const entered = entries.get(executionArn) ?? new Set();
    entries.set(executionArn, entered);
    if (stateEnteredEventDetails !== undefined) entered.add(id);
    return beginnings.test(type) && !entered.has(previousEventId);
  };
}

/** The record has the number of uses of each retrier of the running states. */
function noteRetriers(position: ScopePosition | undefined, found: Map<string, CaseRun['retriers'][number]>): void {
  const { stateName, visit } = position ?? {};
  if (visit === undefined || stateName === undefined) return;
  for (const [index, count] of visit.retrierCounts.entries())
    if (count > 0) found.set(`${stateName} ${index}`, { stateName, index });
  if (visit.phase.kind !== 'branching') return;
  for (const child of visit.phase.children) if (child.kind === 'running') noteRetriers(child.position, found);
}

function identity({ name: machineName }: TestedMachine, { context }: Given) {
  const { Execution = {}, StateMachine = {} } = context;
  const stateMachineName = StateMachine.Name ?? machineName;
  const regionAndAccount = 'us-east-1:123456789012';
  const name = Execution.Name ?? 'test';
  return {
    stateMachineName,
    stateMachineArn: StateMachine.Id ?? `arn:aws:states:${regionAndAccount}:stateMachine:${stateMachineName}`,
    roleArn: Execution.RoleArn ?? `arn:aws:iam::123456789012:role/${stateMachineName}`,
    name,
    executionArn: Execution.Id ?? `arn:aws:states:${regionAndAccount}:execution:${stateMachineName}:${name}`,
  };
}
