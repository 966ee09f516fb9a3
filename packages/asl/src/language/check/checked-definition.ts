import {
  type FieldPath,
  fieldOf,
  isJsonObject,
  type Json,
  type JsonObject,
  type ObjectKind,
  type QueryLanguage,
  stateTypes,
} from '../definition';
import type { ConfigurableRuleId, Diagnostic } from '../diagnostics';
import type { ParsedDefinition } from '../load';
import type { CheckedScope, CheckedState, ScopeKind } from './checked-state';
import { followData, type StateInput } from './data/follow-data';
import { shapeOfJson } from './data/shape';
import { type CheckedExpressions, readExpressions } from './expressions';
import { type JudgedRead, judgeReads } from './variables/judge-reads';
import { type CheckedVariables, readVariables } from './variables/read-variables';

export type { CheckedScope, CheckedState } from './checked-state';

/** An object of the States Language: a scope, a state, or a part of a state such as a retrier. */
export interface CheckedObject {
  /** Undefined: a state without a known `Type`. */
  readonly kind: ObjectKind | undefined;
  /** As a message names it: "the state `A`", "retrier 1 of `A`". */
  readonly label: string;
  readonly value: JsonObject;
  readonly path: FieldPath;
  readonly language: QueryLanguage;
}

/** Standard or Express; some calls are Standard's alone. */
export type StateMachineType = 'STANDARD' | 'EXPRESS';

/** The severities that a project sets for rules; `off`: not judged. */
export type RuleSeverities = ReadonlyMap<ConfigurableRuleId, 'error' | 'warning' | 'off'>;

/** What is known besides the definition itself. */
export interface CheckOptions {
  /** Default STANDARD. */
  readonly type?: StateMachineType;
  /** The names that placeholders may use, if they are known. */
  readonly placeholderNames?: readonly string[];
  /** An example of the input: members that it does not have cannot exist. */
  readonly exampleInput?: Json;
  /** Severities that replace those of the rules; not those of what AWS rejects. */
  readonly severities?: RuleSeverities;
  /** Judges what is not in the definition alone, such as the lock of its role. */
  readonly judgeMore?: (definition: ParsedDefinition) => readonly Diagnostic[];
}

/** A definition laid out for the rules: every scope and every state, outermost first, in the order of the file. */
export interface CheckedDefinition {
  readonly parsed: ParsedDefinition;
  readonly machine: JsonObject;
  readonly language: QueryLanguage;
  readonly scopes: readonly CheckedScope[];
  readonly states: readonly CheckedState[];
  /** Each is parsed once. */
  readonly expressions: CheckedExpressions;
  readonly variables: CheckedVariables;
  /** Reads of variables that find no value, on some path at least. */
  readonly unassignedReads: readonly JudgedRead[];
  /** What each state receives, if the definition shows it. */
  readonly inputs: ReadonlyMap<CheckedState, StateInput>;
  /** Every object whose fields the language names, in the order of scopes and states. */
  readonly objects: readonly CheckedObject[];
  readonly options: CheckOptions;
}

/** Lays out a parsed definition; undefined when it is not even an object. */
export function layOut(parsed: ParsedDefinition, options: CheckOptions): CheckedDefinition | undefined {
  const machine = parsed.value;
  if (!isJsonObject(machine)) return undefined;
  const language: QueryLanguage = machine['QueryLanguage'] === 'JSONata' ? 'JSONata' : 'JSONPath';
  const scopes: CheckedScope[] = [];
  collectScopes({ value: machine, path: [], kind: 'machine' }, language, scopes);
  const states = scopes.flatMap((scope) => scope.states);
  const expressions = readExpressions(states);
  const variables = readVariables(scopes, expressions);
  const unassignedReads = judgeReads(variables);
  const objects = scopes.flatMap((scope) => [...scopeObjects(scope, language)]);
  const inputs = followData(scopes, options.exampleInput === undefined ? 'unknown' : shapeOfJson(options.exampleInput));
  return {
    parsed,
    machine,
    language,
    scopes,
    states,
    objects,
    expressions,
    variables,
    unassignedReads,
    inputs,
    options,
  };
}

interface ScopeLocation {
  readonly value: Json | undefined;
  readonly path: FieldPath;
  readonly kind: ScopeKind;
  readonly owner?: CheckedState;
}

function collectScopes(
  { value, path, kind, owner }: ScopeLocation,
  language: QueryLanguage,
  scopes: CheckedScope[],
): void {
  if (!isJsonObject(value)) return;
  const given: Json | undefined = value['States'];
  const entries = isJsonObject(given) ? Object.entries(given) : [];
  const states = entries.flatMap(([name, state]) =>
    isJsonObject(state) ? [checkedState(name, state, [...path, 'States', name], language)] : [],
  );
  scopes.push({ kind, path, value, owner, states });
  for (const state of states) for (const inner of innerScopes(state)) collectScopes(inner, language, scopes);
}

/**
 * A state uses its own query language, else the machine's: that of a Map or Parallel does not apply to its inner
 * states.
 */
function checkedState(name: string, value: JsonObject, path: FieldPath, machineLanguage: QueryLanguage): CheckedState {
  const own: Json | undefined = value['QueryLanguage'];
  const language = own === 'JSONata' || own === 'JSONPath' ? own : machineLanguage;
  const type: Json | undefined = value['Type'];
  return { name, path, value, language, type: stateTypes.find((each) => each === type) };
}

function innerScopes(owner: CheckedState): ScopeLocation[] {
  const { value, path, type } = owner;
  if (type === 'Parallel' && Array.isArray(value['Branches'])) {
    return (value['Branches'] as readonly Json[]).map((branch, index) => ({
      value: branch,
      path: [...path, 'Branches', index],
      kind: 'branch',
      owner,
    }));
  }
  if (type !== 'Map') return [];
  return ['ItemProcessor', 'Iterator']
    .filter((field) => value[field] !== undefined)
    .map((field) => ({ value: value[field], path: [...path, field], kind: 'item processor', owner }));
}

function* scopeObjects({ kind, value, path, states }: CheckedScope, language: QueryLanguage): Generator<CheckedObject> {
  const label = kind === 'machine' ? 'the state machine' : `the ${kind}`;
  yield* withParts({ kind, label, value, path, language }, undefined);
  for (const { name, type, value: state, path: at, language: own } of states) {
    yield* withParts({ kind: type, label: `the state \`${name}\``, value: state, path: at, language: own }, name);
  }
}

/** An object and the objects that its fields hold. */
function* withParts(object: CheckedObject, stateName: string | undefined): Generator<CheckedObject> {
  yield object;
  const { kind, path, language } = object;
  if (kind === undefined) return;
  for (const field of Object.keys(object.value)) {
    const holds = fieldOf(kind, field)?.holds;
    const value = object.value[field];
    if (holds === undefined || value === undefined) continue;
    const part = { kind: holds as ObjectKind, language };
    const items: readonly Json[] = Array.isArray(value) ? value : [];
    for (const [index, item] of items.entries()) {
      const label = `${holds} ${index + 1} of \`${stateName}\``;
      if (isJsonObject(item))
        yield* withParts({ ...part, label, value: item, path: [...path, field, index] }, stateName);
    }
    if (isJsonObject(value))
      yield* withParts({ ...part, label: `\`${field}\``, value, path: [...path, field] }, stateName);
  }
}
