import type { FieldPath } from '../../definition';
import type { CheckedScope, CheckedState } from '../checked-definition';
import { targetsOf } from '../targets';

/** A transition between two states of a scope. */
export interface Transition {
  readonly from: CheckedState;
  readonly to: CheckedState;
  /** Of the field that names the target. */
  readonly path: FieldPath;
  readonly isCatch: boolean;
}

/** The transitions of a scope, in the order of the file. */
export function transitionsIn(scope: CheckedScope): Transition[] {
  const byName = new Map(scope.states.map((state) => [state.name, state]));
  return scope.states.flatMap((from) =>
    targetsOf(from).flatMap(({ name, path }) => {
      const to = byName.get(name);
      return to === undefined ? [] : [{ from, to, path, isCatch: path[from.path.length] === 'Catch' }];
    }),
  );
}

/** The groups of states that lead to each other: every loop is inside one of them. In the order of the file. */
export function loopsOf(transitions: readonly Transition[]): CheckedState[][] {
  const next = adjacency(transitions, ({ from, to }) => [from, to]);
  const previous = adjacency(transitions, ({ from, to }) => [to, from]);
  const seen = new Set<CheckedState>();
  const order = [...next.keys()].flatMap((state) => finishOrder(state, next, seen));
  const done = new Set<CheckedState>();
  const groups = order.reverse().map((state) => reachable(state, previous, done));
  return groups.filter((group) => {
    const [first] = group;
    return group.length > 1 || (first !== undefined && (next.get(first) ?? []).includes(first));
  });
}

/** Of the transitions of a loop the one that closes it: the first that leads to the same state or to an earlier one of the file. */
export function closingTransition(
  { states }: CheckedScope,
  transitions: readonly Transition[],
): Transition | undefined {
  const order = new Map(states.map((state, index) => [state, index]));
  return transitions.find(({ from, to }) => (order.get(to) ?? 0) <= (order.get(from) ?? 0));
}

/** The names of the states from the target of a transition to its source and back. */
export function namesAlong({ from, to }: Transition, transitions: readonly Transition[]): string[] {
  const next = adjacency(transitions, (each) => [each.from, each.to]);
  const before = new Map<CheckedState, CheckedState | undefined>([[to, undefined]]);
  for (const state of before.keys()) {
    for (const target of next.get(state) ?? []) if (!before.has(target)) before.set(target, state);
  }
  const names: string[] = [to.name];
  for (let at: CheckedState | undefined = from; at !== undefined; at = before.get(at)) names.unshift(at.name);
  return names;
}

/** States by a state. */
export type Adjacency = ReadonlyMap<CheckedState, readonly CheckedState[]>;

/** The states at one end of transitions, by the state at the other. */
export function adjacency(
  transitions: readonly Transition[],
  ends: (transition: Transition) => readonly [CheckedState, CheckedState],
): Adjacency {
  const found = new Map<CheckedState, CheckedState[]>();
  for (const transition of transitions) {
    const [from, to] = ends(transition);
    if (!found.has(from)) found.set(from, []);
    if (!found.has(to)) found.set(to, []);
    found.get(from)?.push(to);
  }
  return found;
}

/** Returns the states reached from one that were not visited before, each after all that it leads to. */
function finishOrder(start: CheckedState, next: Adjacency, seen: Set<CheckedState>): CheckedState[] {
  if (seen.has(start)) return [];
  seen.add(start);
  const order: CheckedState[] = [];
  const open = [{ state: start, targets: [...(next.get(start) ?? [])] }];
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const target = last.targets.pop();
    if (target === undefined) {
      order.push(last.state);
      open.pop();
    } else if (!seen.has(target)) {
      seen.add(target);
      open.push({ state: target, targets: [...(next.get(target) ?? [])] });
    }
  }
  return order;
}

function reachable(start: CheckedState, next: Adjacency, done: Set<CheckedState>): CheckedState[] {
  const found: CheckedState[] = [];
  const open = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (done.has(state)) continue;
    done.add(state);
    found.push(state);
    open.push(...(next.get(state) ?? []));
  }
  return found;
}
