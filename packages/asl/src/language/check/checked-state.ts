import type { FieldPath, JsonObject, QueryLanguage, StateType } from '../definition';

/** The scope of a set of states. */
export type ScopeKind = 'machine' | 'branch' | 'item processor';

/** A scope that is an object. The rule wrong-type reports any other value, and its content is not read. */
export interface CheckedScope {
  readonly kind: ScopeKind;
  readonly path: FieldPath;
  readonly value: JsonObject;
  /** The Parallel or Map that it is in; absent for the machine. */
  readonly owner?: CheckedState;
  /** The scope's own states, those that are objects. */
  readonly states: readonly CheckedState[];
}

/** A state that is an object, with the context that a rule uses. */
export interface CheckedState {
  readonly name: string;
  readonly path: FieldPath;
  readonly value: JsonObject;
  /** Undefined if `Type` is absent or not one of the eight. */
  readonly type: StateType | undefined;
  readonly language: QueryLanguage;
}
