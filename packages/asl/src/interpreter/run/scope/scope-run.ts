import type { Json, JsonObject } from '../../../language/definition';
import type { Variables } from '../../../language/expressions';
import type {
  CompiledScope,
  CompiledState,
  DistributedMapBehaviour,
  InlineMapBehaviour,
  ParallelBehaviour,
  TaskBehaviour,
  WaitBehaviour,
} from '../../compile/compiled-state-machine';
import type { BranchingPhase, CallingPhase, ChildPosition, VisitPhase } from '../../execution-record';
import type { MapRunRecord } from '../../map-run/map-run-record';

/** The `$$.Map.Item` of an iteration. */
export interface MapItem {
  readonly index: number;
  readonly value: Json;
  /** Of a Distributed Map over an object: the member's name. */
  readonly key?: string;
  /** Of a Distributed Map: where the item comes from. */
  readonly source?: string;
}

/** The parent of a scope: the machine's own has neither parent nor item. */
export interface ScopeOptions {
  readonly scope: CompiledScope;
  readonly parent?: AtParallel | AtInlineMap;
  readonly index: number;
  /** The item of the innermost Map around it. */
  readonly mapItem?: MapItem;
  readonly mapIndexes: readonly number[];
}

/** A running scope: the machine, a branch or an iteration. It corresponds to ScopePosition of a record. */
export interface ScopeRun extends ScopeOptions {
  state: CompiledState;
  input: Json;
  /** The input as JSON text, which events hold and whose length is bounded. */
  inputText: string;
  ownVariables: JsonObject;
  /** How long its own variables are as JSON texts. */
  readonly variableBytes: Map<string, number>;
  /** Its own variables and those of the scopes around it. */
  variables: Variables;
  lastEventId: number;
  visit?: Visit;
  /** Of an iteration whose ItemSelector has not been evaluated yet. */
  beginning?: { readonly owner: AtInlineMap; readonly item: MapItem };
  hasEnded: boolean;
}

/** A scope that has entered a state of a type. */
export type ScopeAt<State extends CompiledState> = ScopeRun & { readonly state: State; readonly visit: Visit };

export type AtTask = ScopeAt<CompiledState<TaskBehaviour>>;
export type AtWait = ScopeAt<CompiledState<WaitBehaviour>>;
export type AtParallel = ScopeAt<CompiledState<ParallelBehaviour>>;
export type AtInlineMap = ScopeAt<CompiledState<InlineMapBehaviour>>;
export type AtDistributedMap = ScopeAt<CompiledState<DistributedMapBehaviour>>;

/** A scope whose state waits for a result. */
export type AtCompletable = AtTask | AtWait | AtParallel | AtInlineMap | AtDistributedMap;

/** A branch or an iteration. */
export type ChildRun = ScopeRun & { readonly parent: AtParallel | AtInlineMap };

/** A visit of a state while it lasts. */
export interface Visit {
  readonly enteredAt: number;
  readonly enteredEventId: number;
  readonly retrierCounts: number[];
  retryCount: number;
  phase:
    | Exclude<VisitPhase, { kind: 'branching' }>
    | { readonly kind: 'branching'; readonly branching: Branching }
    | { readonly kind: 'mapRun'; readonly mapRun: AwaitedMapRun };
  /** Counts what the visit has begun; an answer to an earlier attempt is ignored. */
  attempt: number;
  /** Aborts what the phase has started: a call, a Map Run's requests. */
  cancel?: AbortController;
  /** The token of the attempt that is being evaluated or called. */
  taskToken?: string;
}

/** A Map Run as the state that waits for it uses it. */
export interface AwaitedMapRun {
  /** Reads the items unless they have been read, then starts children. */
  begin(): void;
  record(): MapRunRecord;
  /** The run as part of its execution's record. */
  position(): BranchingPhase;
  /** Its state has ended: running children are stopped. */
  abort(): void;
  /** The process exits: children stay RUNNING for another process. */
  abandon(): void;
}

/** The branches of a Parallel or the iterations of a Map while they run. */
export type Branching = Branches | Iterations;

export interface Branches extends RunningChildren {
  readonly owner: AtParallel;
  readonly items?: undefined;
  readonly toleratedFailures?: undefined;
}

export interface Iterations extends RunningChildren {
  readonly owner: AtInlineMap;
  readonly items: readonly Json[];
  /** Absent: no failure is tolerated. */
  readonly toleratedFailures?: number;
}

interface RunningChildren {
  /** By index; what has not begun is absent. */
  readonly children: Child[];
  /** How many there will be. */
  readonly length: number;
  readonly maxConcurrency: number;
  running: number;
  failures: number;
}

/** A branch or an iteration. */
export type Child =
  | { readonly kind: 'running'; readonly run: ScopeRun }
  | Extract<ChildPosition, { readonly kind: 'succeeded' | 'failed' }>;

/** A visit whose task is in flight. */
export type CallingVisit = Visit & { phase: CallingPhase };

/** Why signals are aborted; one error for all, because creating one is expensive. */
export const noLongerWanted = new Error('the answer is no longer wanted');

/**
 * Why the signal of a call is aborted after its state's timeout: AWS does not document that it then cancels what the
 * call began.
 */
export const timedOut = new Error('the state has timed out');

/**
 * Why signals are aborted when the process exits: the next one makes the same calls again, so they are not cancelled.
 */
export const processLeaves = new Error('the process is leaving, and the next one calls again');

/** A scope that is about to enter its first state. */
export function createScopeRun(
  options: ScopeOptions,
  begin: { readonly input: Json; readonly inputText: string; readonly lastEventId: number },
): ScopeRun {
  const { scope, parent, index, mapItem, mapIndexes } = options;
  const { input, inputText, lastEventId } = begin;
  return {
    scope,
    parent,
    index,
    mapItem,
    mapIndexes,
    input,
    inputText,
    lastEventId,
    state: stateOf(scope, scope.startAt),
    ownVariables: {},
    variableBytes: new Map(),
    variables: parent?.variables ?? {},
    visit: undefined,
    beginning: undefined,
    hasEnded: false,
  };
}

/** Returns the state of that name. Throws if a record comes from another definition. */
export function stateOf(scope: CompiledScope, name: string): CompiledState {
  const state = scope.states.get(name);
  if (state === undefined)
    throw new Error(`the definition has no state \`${name}\` in the scope that starts at \`${scope.startAt}\``);
  return state;
}

/** Whether the scope is a branch or an iteration, not the machine's own. */
export function isChild(run: ScopeRun): run is ChildRun {
  return run.parent !== undefined;
}
