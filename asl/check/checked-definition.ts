import {
  type FieldPath,
  isJsonObject,
  type Json,
  type JsonObject,
  type QueryLanguage,
  type StateType,
} from '../definition';
import type { ParsedDefinition } from '../load';

/** What kind of scope a set of states is. */
export type ScopeKind = 'machine' | 'branch' | 'item processor';

/** A scope that is an object; what is none is reported by the rule wrong-type and not descended into. */
export interface CheckedScope {
  readonly kind: ScopeKind;
  readonly path: FieldPath;
  readonly value: JsonObject;
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

/** Standard or Express; some calls are Standard's alone. */
export type StateMachineType = 'STANDARD' | 'EXPRESS';

/** What is known beside the definition itself. */
export interface CheckOptions {
  /** Default STANDARD. */
  readonly type?: StateMachineType;
  /** The names that placeholders may have, where they are known. */
  readonly placeholderNames?: readonly string[];
}

/** A definition laid out for the rules: every scope and every state, outermost first, in the order of the file. */
export interface CheckedDefinition {
  readonly parsed: ParsedDefinition;
  readonly machine: JsonObject;
  readonly language: QueryLanguage;
  readonly scopes: readonly CheckedScope[];
  readonly states: readonly CheckedState[];
  readonly options: CheckOptions;
}

const stateTypes = new Set<string>(['Task', 'Parallel', 'Map', 'Choice', 'Pass', 'Wait', 'Succeed', 'Fail']);

/** Lays out a parsed definition; undefined when it is not even an object. */
export function layOut(parsed: ParsedDefinition, options: CheckOptions): CheckedDefinition | undefined {
  const machine = parsed.value;
  if (!isJsonObject(machine)) return undefined;
  const language: QueryLanguage = machine['QueryLanguage'] === 'JSONata' ? 'JSONata' : 'JSONPath';
  const scopes: CheckedScope[] = [];
  collectScopes({ value: machine, path: [], kind: 'machine' }, language, scopes);
  return { parsed, machine, language, scopes, states: scopes.flatMap((scope) => scope.states), options };
}

interface Place {
  readonly value: Json | undefined;
  readonly path: FieldPath;
  readonly kind: ScopeKind;
}

function collectScopes({ value, path, kind }: Place, language: QueryLanguage, scopes: CheckedScope[]): void {
  if (!isJsonObject(value)) return;
  const given: Json | undefined = value['States'];
  const entries = isJsonObject(given) ? Object.entries(given) : [];
  const states = entries.flatMap(([name, state]) =>
    isJsonObject(state) ? [checkedState(name, state, [...path, 'States', name], language)] : [],
  );
  scopes.push({ kind, path, value, states });
  for (const state of states) for (const inner of innerScopes(state)) collectScopes(inner, language, scopes);
}

/** A state speaks its own language, else the machine's: the language of a Map or Parallel does not reach its inner states. */
function checkedState(name: string, value: JsonObject, path: FieldPath, machineLanguage: QueryLanguage): CheckedState {
  const own: Json | undefined = value['QueryLanguage'];
  const language = own === 'JSONata' || own === 'JSONPath' ? own : machineLanguage;
  const type: Json | undefined = value['Type'];
  return { name, path, value, language, type: stateTypes.has(String(type)) ? (type as StateType) : undefined };
}

function innerScopes({ value, path, type }: CheckedState): Place[] {
  if (type === 'Parallel' && Array.isArray(value['Branches'])) {
    return (value['Branches'] as readonly Json[]).map((branch, index) => ({
      value: branch,
      path: [...path, 'Branches', index],
      kind: 'branch',
    }));
  }
  if (type !== 'Map') return [];
  return ['ItemProcessor', 'Iterator']
    .filter((field) => value[field] !== undefined)
    .map((field) => ({ value: value[field], path: [...path, field], kind: 'item processor' }));
}
