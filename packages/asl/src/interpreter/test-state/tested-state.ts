import {
  isJsonObject,
  type Json,
  type JsonObject,
  type QueryLanguage,
  type Scope,
  type State,
} from '../../language/definition';
import { compileState } from '../compile/compile-scope';
import type { CompiledState } from '../compile/compiled-state-machine';
import { diagnosticsText, stateErrors } from '../validation/definition-diagnostics';
import { TestStateError } from './test-state-request';

/** The state that a request names, as written and compiled. */
export interface TestedState {
  readonly written: State;
  readonly compiled: CompiledState;
}

/** Finds and compiles the state to be tested. Throws TestStateError InvalidDefinition, ValidationException. */
export function testedState(definition: string, stateName: string | undefined): TestedState {
  const parsed = parseObject(definition);
  const inherited = (parsed['QueryLanguage'] as QueryLanguage | undefined) ?? 'JSONPath';
  if (stateName === undefined && 'States' in parsed)
    throw new TestStateError(
      'ValidationException',
      'State name must be specified when testing a state machine definition',
    );
  const name = stateName ?? 'StateName';
  const written = stateName === undefined ? (parsed as unknown as State) : findState(parsed as unknown as Scope, name);
  if (written === undefined) throw new TestStateError('ValidationException', 'State not found in definition');
  refuseFaultyState(stateName === undefined ? inMachine(name, written) : parsed, name, stateName === undefined);
  try {
    return { written, compiled: compileState(name, written, inherited) };
  } catch (error) {
    throw new TestStateError('InvalidDefinition', `Invalid State Machine Definition: '${(error as Error).message}'`);
  }
}

/** A state that is tested by itself, as the only one of a machine. */
function inMachine(name: string, state: State): JsonObject {
  return { StartAt: name, States: { [name]: state as unknown as JsonObject } };
}

/** The targets of a state without its machine are not checked. Throws TestStateError InvalidDefinition. */
function refuseFaultyState(definition: JsonObject, name: string, isAlone: boolean): void {
  const errors = stateErrors(definition, name).filter(({ code }) => !isAlone || code !== 'MISSING_TRANSITION_TARGET');
  if (errors.length === 0) return;
  throw new TestStateError('InvalidDefinition', `Invalid State Machine Definition: '${diagnosticsText(errors)}'`);
}

function parseObject(definition: string): JsonObject {
  const parsed = parseJson(definition);
  if (isJsonObject(parsed)) return parsed;
  throw new TestStateError('InvalidDefinition', "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION'");
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A state of the scope, or of the scopes inside it. */
function findState(scope: Scope, name: string): State | undefined {
  const own = scope.States ?? {};
  if (Object.hasOwn(own, name)) return own[name];
  for (const state of Object.values(own)) {
    for (const inner of innerScopes(state)) {
      const found = findState(inner, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function innerScopes(state: State): readonly Scope[] {
  if (state.Type === 'Parallel') return state.Branches ?? [];
  if (state.Type !== 'Map') return [];
  return [state.ItemProcessor, state.Iterator].filter((scope) => scope !== undefined);
}
