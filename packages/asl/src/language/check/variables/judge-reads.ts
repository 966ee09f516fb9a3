import type { FieldPath } from '../../definition';
import { hasPlaceholder } from '../../load';
import type { CheckedState } from '../checked-state';
import { type CheckedVariables, isFunctionName, type PlacedRead, type VariableScope } from './read-variables';
import { type Assignment, knowledgeOf } from './scope-flow';

/** Why a read finds no value. */
export type ReadVerdict =
  | { readonly kind: 'nowhere' }
  /** Only states that come later assign it, or the state itself. */
  | { readonly kind: 'later'; readonly assignments: readonly Assignment[] }
  | { readonly kind: 'sometimes'; readonly path: readonly string[] }
  /** Assigned in a scope that the reader is not in. */
  | { readonly kind: 'elsewhere'; readonly owner: CheckedState }
  /** Assigned outside of the Distributed Map whose child reads it. */
  | { readonly kind: 'distributed'; readonly owner: CheckedState };

/** A read that finds no value, on some path at least. */
export interface JudgedRead extends PlacedRead {
  readonly verdict: ReadVerdict;
}

/** Judges every read once; what is not known is left out. */
export function judgeReads(variables: CheckedVariables): readonly JudgedRead[] {
  const assigned = new Set(variables.scopes.flatMap(({ assignments }) => assignments.map(({ name }) => name)));
  if (isOpen(variables.scopes)) return [];
  const scopeOf = new Map(variables.scopes.flatMap((own) => own.scope.states.map((state) => [state, own] as const)));
  const seen = new Map<FieldPath, Set<string>>();
  return variables.reads.flatMap((read) => {
    const names = seen.get(read.path) ?? new Set();
    const own = scopeOf.get(read.state);
    if (read.use === 'tested' || isFunctionName(read.name) || names.has(read.name) || own === undefined) return [];
    seen.set(read.path, names.add(read.name));
    const verdict = assigned.has(read.name) ? judge(read, own, variables) : ({ kind: 'nowhere' } as const);
    return verdict === undefined ? [] : [{ ...read, verdict }];
  });
}

function judge(read: PlacedRead, own: VariableScope, { scopes }: CheckedVariables): ReadVerdict | undefined {
  const verdict = lookUp(read.name, read.state, own);
  if (verdict === 'unseen') return elsewhere(read.name, scopes);
  return verdict?.kind === 'sometimes' && read.use === 'compared' ? undefined : verdict;
}

/** Whether a variable has a value in a state on every path, as far as that is known. */
export function hasValue(name: string, state: CheckedState, { scopes }: CheckedVariables): boolean {
  const own = scopes.find(({ scope }) => scope.states.includes(state));
  return own !== undefined && lookUp(name, state, own) === undefined;
}

/** Whether a name that a placeholder decides is assigned, so that any name may be. */
function isOpen(scopes: readonly VariableScope[]): boolean {
  return scopes.some(({ assignments }) => assignments.some(({ name }) => hasPlaceholder(name)));
}

/** Undefined: it has a value, or the order of the states is not known. */
function lookUp(name: string, state: CheckedState, scope: VariableScope): ReadVerdict | 'unseen' | undefined {
  const assignments = scope.assignments.filter((assignment) => assignment.name === name);
  if (assignments.length > 0) {
    // A name of an outer variable too is reported by outer-variable-assigned.
    if (scope.edges === undefined || isAssignedAround(name, scope.outer)) return undefined;
    const knowledge = knowledgeOf(name, state.name, scope);
    if (knowledge.kind === 'never') return { kind: 'later', assignments };
    return knowledge.kind === 'sometimes' ? knowledge : undefined;
  }
  const { outer } = scope;
  const { owner } = scope.scope;
  if (outer === undefined || owner === undefined) return 'unseen';
  if (!scope.isDistributed) return lookUp(name, owner, outer);
  return isAssignedAround(name, outer) ? { kind: 'distributed', owner } : 'unseen';
}

function isAssignedAround(name: string, scope: VariableScope | undefined): boolean {
  if (scope === undefined) return false;
  return scope.assignments.some((assignment) => assignment.name === name) || isAssignedAround(name, scope.outer);
}

function elsewhere(name: string, scopes: readonly VariableScope[]): ReadVerdict | undefined {
  const inside = scopes.find(({ assignments }) => assignments.some((assignment) => assignment.name === name));
  const owner = inside?.scope.owner;
  return owner === undefined ? undefined : { kind: 'elsewhere', owner };
}
