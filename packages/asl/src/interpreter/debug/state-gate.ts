import type { Json, JsonObject, StateType } from '../../language/definition';

/** A state that an execution is about to enter, or to try again. */
export interface ReachedState {
  /** Of the execution, or of a child of one of its Distributed Maps. */
  readonly executionArn: string;
  readonly stateName: string;
  readonly type: StateType;
  readonly input: Json;
  /** The variables of its own scope. */
  readonly variables: JsonObject;
  /** Those of the scopes around it. */
  readonly outerVariables: JsonObject;
  /** Inside inline Maps: the item's index, the innermost last. */
  readonly mapIndexes: readonly number[];
  /** From 1. */
  readonly attempt: number;
  /** Whether the scope still waits: it may have been aborted by another branch, or its execution stopped. */
  isWanted(): boolean;
}

/** What replaces the data of a state that was held. */
export interface StateChanges {
  readonly input?: Json;
  /** All variables of its own scope. */
  readonly variables?: JsonObject;
}

/**
 * Holds an execution before its states: what a step debugger is made of. An execution without a gate does not look for one again.
 */
export interface StateGate {
  /**
   * Called before a state is entered and before each attempt after the first. Undefined lets it go on at once; a promise holds its scope
   * until it resolves, and no simulated time passes meanwhile.
   */
  reached(state: ReachedState): Promise<StateChanges> | undefined;
}
