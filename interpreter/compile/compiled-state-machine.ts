import type {
  Json,
  ParsedResource,
  QueryLanguage,
  State,
  StateMachineDefinition,
  StateType,
} from '../../asl/definition';
import type { StateMachineType } from '../execution-record';
import type { TaskEvents } from '../history/task-events';
import type { MapRunPlan } from '../map-run/map-run-plan';
import type { StateView } from '../states/state-view';
import type { ExitStep, MapRunStep, Step } from '../states/step';

/** A definition with every path, expression and template parsed: made once by `compileStateMachine`, run any number of times. */
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
export interface CompiledState extends StateBehaviour {
  readonly name: string;
  readonly type: StateType;
  readonly queryLanguage: QueryLanguage;
  readonly retriers: readonly CompiledRetrier[];
  readonly catchers: readonly CompiledCatcher[];
}

/** What a state of a type does. Errors that Retry and Catch may match are thrown as StatesError. */
export interface StateBehaviour {
  /** What the state begins with; called again for each attempt. */
  enter(view: StateView): Step;
  /** Of a Task, Wait, Parallel or Map: what its result leads to. */
  complete?(view: StateView, result: Json): ExitStep;
  /** Of a Task. */
  readonly task?: CompiledTask;
  /** The branches of a Parallel; the one item processor of a Map. */
  readonly scopes?: readonly CompiledScope[];
  /** Of a Distributed Map. */
  readonly distributed?: CompiledDistributedMap;
  /** Of a Map: the input of an iteration. The view's context object holds the item. */
  itemInput?(view: StateView, item: Json): Json;
}

/** What a Distributed Map runs, and how. */
export interface CompiledDistributedMap {
  /** What stands in the ARNs of its children. */
  readonly label: string;
  readonly type: StateMachineType;
  /** The item processor as a machine of its own. */
  readonly processor: CompiledStateMachine;
  /** Evaluates what its other fields come to, once it has started. */
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
  /** How the history speaks of it. */
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

/** Where a state stands while it is compiled: for its errors, and for what it inherits. */
export interface StateToCompile<S extends State = State> {
  readonly name: string;
  readonly state: S;
  readonly queryLanguage: QueryLanguage;
}
