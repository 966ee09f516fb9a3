import { type FieldPath, isJsonObject, type Json } from '../../definition';
import { hasPlaceholder } from '../../load';
import type { CheckedScope, CheckedState } from '../checked-state';
import { hasUnknownTarget, namesIn } from '../targets';
import { objectItems } from '../values';

/** An entry of an `Assign`. */
export interface Assignment {
  readonly name: string;
  readonly state: CheckedState;
  /** Of the entry, whose key may end in `.$`. */
  readonly path: FieldPath;
}

/** A transition, and the variables that it assigns. */
interface Edge {
  readonly to: string;
  readonly assigned: ReadonlySet<string>;
  /** Variables whose presence has been tested: they count as assigned. */
  readonly tested: ReadonlySet<string>;
}

/** The transitions of a scope by the state that they leave. */
type Edges = ReadonlyMap<string, readonly Edge[]>;

/** The assignments of a scope and the order in which its states can run. Undefined `edges`: the order is not known. */
export interface ScopeFlow {
  readonly scope: CheckedScope;
  readonly start: string;
  readonly assignments: readonly Assignment[];
  readonly edges: Edges | undefined;
  /** The states that the start leads to, and the start. */
  readonly reached: ReadonlySet<string>;
}

/** What is known of a variable when a state begins; `path` is a path to the state without an assignment. */
export type Knowledge =
  | { readonly kind: 'assigned' | 'never' | 'unreached' }
  | { readonly kind: 'sometimes'; readonly path: readonly string[] };

/** Reads a scope; `tested` are the variables whose presence a Choice tests. */
export function readFlow(scope: CheckedScope, tested: ReadonlyMap<string, ReadonlySet<string>>): ScopeFlow {
  const assignments = scope.states.flatMap(assignmentsOf);
  const start = scope.value['StartAt'];
  const isKnown = typeof start === 'string' && namesIn(scope).has(start) && !hasUnknownTarget(scope);
  const isOpen = assignments.some(({ name }) => hasPlaceholder(name));
  const edges = new Map(scope.states.map((state) => [state.name, edgesOf(state, tested.get(state.name) ?? new Set())]));
  const known = isKnown && !isOpen ? edges : undefined;
  const reached = reachedFrom(String(start), known ?? new Map());
  return { scope, start: String(start), assignments, edges: known, reached };
}

/** Whether all paths to a state, some of them or no path assigns the variable before. */
export function knowledgeOf(name: string, state: string, { start, reached, edges = new Map() }: ScopeFlow): Knowledge {
  const unassigned = pathWithout(name, { start, state, edges });
  if (unassigned === undefined) return { kind: reached.has(state) ? 'assigned' : 'unreached' };
  return canArriveAssigned(name, { start, state, edges }) ? { kind: 'sometimes', path: unassigned } : { kind: 'never' };
}

/** Whether some path, loops included, leads to the state after an assignment of the variable. */
export function canBeAssigned(name: string, state: string, { reached, edges = new Map() }: ScopeFlow): boolean {
  const assigning = [...reached].flatMap((at) => edges.get(at) ?? []);
  return assigning.some(({ to, assigned }) => assigned.has(name) && reachedFrom(to, edges).has(state));
}

interface Question {
  readonly start: string;
  readonly state: string;
  readonly edges: Edges;
}

/** Returns the shortest path from the start to the state without an assignment of the variable. */
function pathWithout(name: string, { start, state, edges }: Question): readonly string[] | undefined {
  const paths = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [at, path] of paths) {
    if (at === state) return path;
    for (const edge of edges.get(at) ?? [])
      if (!isSet(name, edge) && !paths.has(edge.to)) paths.set(edge.to, [...path, edge.to]);
  }
  return undefined;
}

/** Whether the first visit of the state can come after an assignment. Later visits may see what the state itself led to. */
function canArriveAssigned(name: string, { start, state, edges }: Question): boolean {
  const seen = new Set<string>();
  const waiting = [{ at: start, isAssigned: false }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const key = `${next.isAssigned} ${next.at}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (next.at === state && next.isAssigned) return true;
    if (next.at === state) continue;
    for (const edge of edges.get(next.at) ?? [])
      waiting.push({ at: edge.to, isAssigned: next.isAssigned || isSet(name, edge) });
  }
  return false;
}

function isSet(name: string, { assigned, tested }: Edge): boolean {
  return assigned.has(name) || tested.has(name);
}

function reachedFrom(start: string, edges: Edges): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const at of reached) for (const { to } of edges.get(at) ?? []) reached.add(to);
  return reached;
}

function edgesOf(state: CheckedState, tested: ReadonlySet<string>): Edge[] {
  const { value, type } = state;
  const edge = (to: Json | undefined, assign: Json | undefined): Edge[] =>
    typeof to === 'string' ? [{ to, assigned: new Set(assignedNames(assign, state)), tested }] : [];
  const inner = (field: 'Catch' | 'Choices') =>
    objectItems(value[field]).flatMap(({ item }) => edge(item['Next'], item['Assign']));
  if (type === 'Choice') return [...inner('Choices'), ...edge(value['Default'], value['Assign'])];
  return [...edge(value['Next'], value['Assign']), ...inner('Catch')];
}

function assignmentsOf(state: CheckedState): Assignment[] {
  const { value, path } = state;
  const inside = (given: Json | undefined, at: FieldPath): Assignment[] =>
    isJsonObject(given)
      ? Object.keys(given).map((key) => ({ name: variableName(key, state), state, path: [...at, 'Assign', key] }))
      : [];
  const inner = (['Catch', 'Choices'] as const).flatMap((field) =>
    objectItems(value[field]).flatMap(({ item, index }) => inside(item['Assign'], [...path, field, index])),
  );
  return [...inside(value['Assign'], path), ...inner];
}

function assignedNames(given: Json | undefined, state: CheckedState): string[] {
  return isJsonObject(given) ? Object.keys(given).map((key) => variableName(key, state)) : [];
}

function variableName(key: string, { language }: CheckedState): string {
  return language === 'JSONPath' && key.endsWith('.$') ? key.slice(0, -2) : key;
}
