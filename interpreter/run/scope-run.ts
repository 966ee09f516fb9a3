import type { Json, JsonObject } from '../../asl/definition';
import type { Variables } from '../../asl/expressions';
import type { CompiledScope, CompiledState } from '../compile/compiled-state-machine';
import type { CallingPhase, ChildPosition, VisitPhase } from '../execution-record';
import type { MapRun } from '../map-run/map-run';

/** What `$$.Map.Item` tells of an iteration. */
export interface MapItem {
  readonly index: number;
  readonly value: Json;
  /** Of a Distributed Map over an object: the member's name. */
  readonly key?: string;
  /** Of a Distributed Map: where the item comes from. */
  readonly source?: string;
}

/** Where a scope hangs: the machine's own has neither parent nor item. */
export interface ScopePlace {
  readonly scope: CompiledScope;
  readonly parent?: ScopeRun;
  readonly index: number;
  /** The item of the innermost Map around it. */
  readonly mapItem?: MapItem;
  readonly mapIndexes: readonly number[];
}

/** A scope that runs: the machine, a branch or an iteration. What ScopePosition is for a record, this is for the run. */
export interface ScopeRun extends ScopePlace {
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
  isBeginning?: boolean;
  hasEnded: boolean;
}

/** A visit of a state while it lasts. */
export interface Visit {
  readonly enteredAt: number;
  readonly enteredEventId: number;
  readonly retrierCounts: number[];
  retryCount: number;
  phase:
    | Exclude<VisitPhase, { kind: 'branching' }>
    | { readonly kind: 'branching'; readonly branching: Branching }
    | { readonly kind: 'mapRun'; readonly mapRun: MapRun };
  /** Counts what the visit has begun; whoever comes back with an answer to something earlier is too late. */
  attempt: number;
  /** Ends what the phase has set going: a call, a Map Run's requests. */
  cancel?: AbortController;
  /** The token of the attempt that is being evaluated or called. */
  taskToken?: string;
}

/** The branches of a Parallel or the iterations of a Map while they run. */
export interface Branching {
  /** By index; what has not begun is not there yet. */
  readonly children: Child[];
  /** How many there will be. */
  readonly length: number;
  readonly maxConcurrency: number;
  /** Of a Map. */
  readonly items?: readonly Json[];
  readonly toleratedFailures?: number;
  running: number;
  failures: number;
}

/** A branch or an iteration. */
export type Child =
  | { readonly kind: 'running'; readonly run: ScopeRun }
  | Extract<ChildPosition, { readonly kind: 'succeeded' | 'failed' }>;

/** A visit whose task is in flight. */
export type CallingVisit = Visit & { phase: CallingPhase };

/** Why signals are aborted; one error for all, because making one is dear. */
export const noLongerWanted = new Error('the answer is no longer wanted');

/** Why the signal of a call is aborted whose state has timed out: AWS does not say that it then cancels what the call began. */
export const timedOut = new Error('the state has timed out');

/** Why signals are aborted when the process leaves: the next one makes the same calls again, so nothing is to be cancelled. */
export const processLeaves = new Error('the process is leaving, and the next one calls again');

/** A scope that is about to enter its first state. */
export function createScopeRun(
  place: ScopePlace,
  begin: { readonly input: Json; readonly inputText: string; readonly lastEventId: number },
): ScopeRun {
  const { scope, parent, index, mapItem, mapIndexes } = place;
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
    isBeginning: undefined,
    hasEnded: false,
  };
}

/** The state of that name. Throws when a record comes from another definition. */
export function stateOf(scope: CompiledScope, name: string): CompiledState {
  const state = scope.states.get(name);
  if (state === undefined)
    throw new Error(`the definition has no state \`${name}\` in the scope that starts at \`${scope.startAt}\``);
  return state;
}
