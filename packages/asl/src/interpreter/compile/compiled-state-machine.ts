import type { Json, ParsedResource, QueryLanguage, State, StateMachineDefinition } from '../../language/definition';
import type { StateMachineType } from '../execution-record';
import type { TaskEvents } from '../history/task-events';
import type { MapRunPlan } from '../map-run/map-run-plan';
import type { StateView } from '../states/state-view';
import type { CallStep, ExitStep, FailStep, MapRunStep, MapStep, ParallelStep, WaitStep } from '../states/step';

/**
 * A definition with every path, expression and template parsed: created once by `compileStateMachine`, run any number
 * of times.
 */
export interface CompiledStateMachine {
  readonly definition: StateMachineDefinition;
  readonly scope: CompiledScope;
}

/** The states of the machine, of a branch or of an item processor. */
export interface CompiledScope {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, CompiledState>;
}

/** A state: pure functions from what it sees to what is to happen, and what the run must know of it. */
export type CompiledState<Behaviour extends StateBehaviour = StateBehaviour> = Behaviour & {
  readonly name: string;
  readonly queryLanguage: QueryLanguage;
  readonly retriers: readonly CompiledRetrier[];
  readonly catchers: readonly CompiledCatcher[];
};

/**
 * What a state of a type does: `enter` is what it begins with, called again for each attempt; `complete` is what its result leads to.
 * Errors that Retry and Catch may match are thrown as StatesError.
 */
export type StateBehaviour =
  | TaskBehaviour
  | ParallelBehaviour
  | InlineMapBehaviour
  | DistributedMapBehaviour
  | WaitBehaviour
  | FailBehaviour
  | ImmediateBehaviour;

export interface TaskBehaviour extends Completes {
  readonly type: 'Task';
  readonly task: CompiledTask;
  enter(view: StateView): CallStep;
}

export interface ParallelBehaviour extends Completes {
  readonly type: 'Parallel';
  readonly branches: readonly CompiledScope[];
  enter(view: StateView): ParallelStep;
}

export interface InlineMapBehaviour extends Completes, SelectsItems {
  readonly type: 'Map';
  readonly mode: 'INLINE';
  readonly itemProcessor: CompiledScope;
  enter(view: StateView): MapStep;
}

export interface DistributedMapBehaviour extends Completes, SelectsItems {
  readonly type: 'Map';
  readonly mode: 'DISTRIBUTED';
  readonly distributed: CompiledDistributedMap;
  enter(view: StateView): MapRunStep;
}

export interface WaitBehaviour extends Completes {
  readonly type: 'Wait';
  enter(view: StateView): WaitStep;
}

export interface FailBehaviour {
  readonly type: 'Fail';
  enter(view: StateView): FailStep;
}

/** A state that does not wait. */
export interface ImmediateBehaviour {
  readonly type: 'Choice' | 'Pass' | 'Succeed';
  enter(view: StateView): ExitStep;
}

interface Completes {
  complete(view: StateView, result: Json): ExitStep;
}

interface SelectsItems {
  /** The input of an iteration. The view's context object holds the item. */
  itemInput(view: StateView, item: Json): Json;
}

/** What a Distributed Map runs, and how. */
export interface CompiledDistributedMap {
  /** The label in the ARNs of its children. */
  readonly label: string;
  readonly type: StateMachineType;
  /** The item processor as a machine of its own. */
  readonly processor: CompiledStateMachine;
  /** Evaluates its other fields, once it has started. */
  plan(view: StateView, step: MapRunStep): MapRunPlan;
}

/** What a Task calls. */
export interface CompiledTask {
  readonly resource: string;
  readonly integration: ParsedResource;
  /** Whether its answer comes by a task token. */
  readonly hasToken: boolean;
  /** Whether the context object holds a token: in `.sync` Tasks too, although no answer comes by it. */
  readonly showsToken: boolean;
  /** The events of its history. */
  readonly events: TaskEvents;
}

/** A retrier with its defaults filled in. */
export interface CompiledRetrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly hasFullJitter: boolean;
}

/** A catcher: how the error output leads on. */
export interface CompiledCatcher {
  readonly errorEquals: readonly string[];
  exit(view: StateView, errorOutput: Json): ExitStep;
}

/** The location of a state while it is compiled: for its errors, and for what it inherits. */
export interface StateToCompile<S extends State = State> {
  readonly name: string;
  readonly state: S;
  readonly queryLanguage: QueryLanguage;
}
