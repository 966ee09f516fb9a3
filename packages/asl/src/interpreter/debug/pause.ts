import type { Json, JsonObject, StateType } from '../../language/definition';

/** What a call is answered with: a result, or an error that the state's Retry and Catch may match. */
export type CallAnswer = { readonly result: Json } | { readonly error: string; readonly cause?: string };

/** Where an execution is held. */
export type Pause = PauseBeforeState | PauseAfterCall;

interface PausedScope {
  /** Counts the pauses of a debugger from 1: a command that names an earlier one is too late. */
  readonly id: number;
  readonly executionArn: string;
  readonly stateName: string;
  readonly type: StateType;
  /** Inside inline Maps: the item's index, the innermost last. */
  readonly mapIndexes: readonly number[];
  /** From 1. */
  readonly attempt: number;
  /** The simulated time, milliseconds since 1970. */
  readonly at: number;
  readonly reason: 'start' | 'step' | 'breakpoint' | 'error' | 'noAnswer';
}

/** Before a state is entered, or tried again. */
export interface PauseBeforeState extends PausedScope {
  readonly kind: 'beforeState';
  readonly input: Json;
  /** Of its own scope; these may be changed. */
  readonly variables: JsonObject;
  readonly outerVariables: JsonObject;
  /** Of a Task: what its mocks will answer, if they do. */
  readonly upcoming?: CallAnswer;
}

/** After the call of a Task has been answered, before its state uses the answer. */
export interface PauseAfterCall extends PausedScope {
  readonly kind: 'afterCall';
  readonly arguments: Json;
  /** Absent if there is none: then one is needed to go on. */
  readonly answer?: CallAnswer;
  /** Why there is no answer. */
  readonly problem?: string;
}

/** What is changed before the execution goes on. */
export interface PauseChanges {
  readonly input?: Json;
  /** All variables of the scope. */
  readonly variables?: JsonObject;
  /** Before a Task: for its next call. After its call: instead of the answer. */
  readonly answer?: CallAnswer;
}
