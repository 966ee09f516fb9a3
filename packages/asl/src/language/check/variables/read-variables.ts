import { type FieldPath, isJsonObject, type JsonObject } from '../../definition';
import { jsonataLibrary } from '../../expressions';
import type { CheckedScope, CheckedState } from '../checked-state';
import type { CheckedExpressions } from '../expressions';
import type { VariableRead } from '../jsonata';
import { isDistributed } from '../values';
import { readFlow, type ScopeFlow } from './scope-flow';

/** A scope with the scope that its Parallel or Map is in. */
export interface VariableScope extends ScopeFlow {
  readonly outer?: VariableScope;
  /** Whether its executions are children of a Distributed Map, which see no variable from outside. */
  readonly isDistributed: boolean;
}

/** A read of a variable in an expression. */
export interface PlacedRead {
  readonly name: string;
  readonly state: CheckedState;
  readonly path: FieldPath;
  readonly use: VariableRead['use'];
  /** Where the name is in the string, with its `$`. */
  readonly part: { readonly text: string; readonly from: number };
}

/** The scopes of a definition with the variables that they assign, and all reads. */
export interface CheckedVariables {
  readonly scopes: readonly VariableScope[];
  readonly reads: readonly PlacedRead[];
  /** Whether no other reads are possible. */
  readonly areComplete: boolean;
}

/** Collects scopes, assignments and reads. */
export function readVariables(scopes: readonly CheckedScope[], expressions: CheckedExpressions): CheckedVariables {
  const reads = [...jsonataReads(expressions), ...jsonPathReads(expressions)];
  const found = new Map<CheckedScope, VariableScope>();
  for (const scope of scopes) found.set(scope, toVariableScope(scope, { scopes, found, reads }));
  return { scopes: [...found.values()], reads, areComplete: expressions.areComplete };
}

interface Surrounding {
  readonly scopes: readonly CheckedScope[];
  readonly found: ReadonlyMap<CheckedScope, VariableScope>;
  readonly reads: readonly PlacedRead[];
}

/** Outer scopes come first. */
function toVariableScope(scope: CheckedScope, { scopes, found, reads }: Surrounding): VariableScope {
  const flow = readFlow(scope, testedIn(scope, reads));
  const { owner } = scope;
  if (owner === undefined) return { ...flow, isDistributed: false };
  const around = scopes.find(({ states }) => states.includes(owner));
  const outer = around === undefined ? undefined : found.get(around);
  return { ...flow, outer, isDistributed: isDistributed(scope) };
}

/** Returns the variables whose presence the Choices of a scope test: later states may rely on the result. */
function testedIn(scope: CheckedScope, reads: readonly PlacedRead[]): ReadonlyMap<string, ReadonlySet<string>> {
  const choices = scope.states.filter(({ type }) => type === 'Choice');
  return new Map(
    choices.map((choice) => [
      choice.name,
      new Set(reads.filter(({ state, use }) => state === choice && use !== 'needed').map(({ name }) => name)),
    ]),
  );
}

function* jsonataReads({ jsonata }: CheckedExpressions): Generator<PlacedRead> {
  for (const { facts, state, path } of jsonata) {
    const reads = facts?.reads ?? [];
    const tested = new Set(reads.filter(({ use }) => use === 'tested').map(({ name }) => name));
    for (const { name, position, use } of reads) {
      if (name === 'states') continue;
      const part = { text: `$${name}`, from: position - name.length + 1 };
      yield { name, state, path, part, use: tested.has(name) ? 'tested' : use };
    }
  }
}

function* jsonPathReads({ jsonPath }: CheckedExpressions): Generator<PlacedRead> {
  for (const { paths, state, path, text } of jsonPath) {
    for (const { root } of paths) {
      if (root.kind !== 'variable') continue;
      const part = { text: `$${root.name}`, from: text.indexOf(`$${root.name}`) };
      yield { name: root.name, state, path, part, use: isPresenceTest(state, path) ? 'tested' : 'needed' };
    }
  }
}

/** Whether the path is the `Variable` of a rule with `IsPresent`. */
function isPresenceTest({ value, path: statePath }: CheckedState, path: FieldPath): boolean {
  if (path.at(-1) !== 'Variable') return false;
  const rule = path
    .slice(statePath.length, -1)
    .reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], value);
  return isJsonObject(rule as JsonObject) && 'IsPresent' in (rule as JsonObject);
}

/** Whether a name is that of a function, so that a read of it needs no assignment. */
export function isFunctionName(name: string): boolean {
  return jsonataLibrary.has(name);
}
