import type { FieldPath, JsonObject, QueryLanguage, StateType } from '../definition';

/** What kind of scope a set of states is. */
export type ScopeKind = 'machine' | 'branch' | 'item processor';

/** A scope that is an object; what is none is reported by the rule wrong-type and not descended into. */
export interface CheckedScope {
  readonly kind: ScopeKind;
  readonly path: FieldPath;
  readonly value: JsonObject;
  /** The Parallel or Map that it is in; absent for the machine. */
  readonly owner?: CheckedState;
  /** The scope's own states, those that are objects. */
  readonly states: readonly CheckedState[];
}

/** A state that is an object, with what a rule needs to know of its surroundings. */
export interface CheckedState {
  readonly name: string;
  readonly path: FieldPath;
  readonly value: JsonObject;
  /** Undefined when `Type` is absent or none of the eight. */
  readonly type: StateType | undefined;
  readonly language: QueryLanguage;
}
