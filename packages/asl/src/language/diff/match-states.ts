import { isJsonObject, type Json } from '../definition';
import { alignItems, similarity } from './align-items';
import { canonical } from './canonical';
import type { ListedState } from './list-states';

/** A state that both definitions have. */
export interface MatchedState {
  readonly old: ListedState;
  readonly new: ListedState;
}

/** The states of two definitions. */
export interface MatchedStates {
  readonly matched: readonly MatchedState[];
  readonly added: readonly ListedState[];
  readonly removed: readonly ListedState[];
}

/** A state under another name is the same if its values are so alike: 1 is equal. */
const leastAlike = 0.8;
/** And if it has so many values: two empty Pass states have nothing in common. */
const fewestValues = 4;

/** Matches states by scope and name, then by name, then by content. */
export function matchStates(olds: readonly ListedState[], news: readonly ListedState[]): MatchedStates {
  const left = { old: [...olds], new: [...news] };
  const matched: MatchedState[] = [];
  const match = (isSame: (a: ListedState, b: ListedState) => boolean) => {
    for (const state of [...left.new]) {
      const old = left.old.find((each) => isSame(each, state));
      if (old === undefined) continue;
      matched.push({ old, new: state });
      left.old.splice(left.old.indexOf(old), 1);
      left.new.splice(left.new.indexOf(state), 1);
    }
  };
  match((old, state) => old.label === state.label && old.branch === state.branch);
  match((old, state) => old.label === state.label);
  match((old, state) => old.name === state.name);
  const renamed = renamedStates(left.old, left.new);
  match((old, state) => renamed.get(state) === old);
  // From the inside out: the states inside are matched already.
  match((old, state) => hasSameStates({ old, new: state }, matched));
  const order = new Map(news.map((state, index) => [state, index]));
  matched.sort((a, b) => (order.get(a.new) ?? 0) - (order.get(b.new) ?? 0));
  return { matched, added: left.new, removed: left.old };
}

/** Whether most of the states inside a container are inside the other one. */
function hasSameStates({ old, new: current }: MatchedState, matched: readonly MatchedState[]): boolean {
  if (typeOf(old) !== typeOf(current)) return false;
  const inside = matched.filter((each) => each.old.owner === old);
  return inside.length > 0 && inside.filter((each) => each.new.owner === current).length * 2 > inside.length;
}

function typeOf({ own }: ListedState): Json | undefined {
  return isJsonObject(own) ? own['Type'] : undefined;
}

/** The most alike pairs of what only one definition has. */
function renamedStates(olds: readonly ListedState[], news: readonly ListedState[]): Map<ListedState, ListedState> {
  const pairs = news.flatMap((state) =>
    olds.map((old) => ({ old, state, alike: likeness(withoutTargets(old.whole), withoutTargets(state.whole)) })),
  );
  const renamed = new Map<ListedState, ListedState>();
  const taken = new Set<ListedState>();
  for (const { old, state, alike } of pairs.sort((a, b) => b.alike - a.alike)) {
    if (alike < leastAlike || taken.has(old) || renamed.has(state)) continue;
    renamed.set(state, old);
    taken.add(old);
  }
  return renamed;
}

function likeness(old: Json, state: Json): number {
  if (!isJsonObject(old) || !isJsonObject(state) || old['Type'] !== state['Type']) return 0;
  if (Object.keys(old).length < fewestValues || Object.keys(state).length < fewestValues) return 0;
  return canonical(old) === canonical(state) ? 1 : similarity(old, state) - 0.1;
}

/** A renamed neighbour changes what a state names, not what it does. */
function withoutTargets(state: Json): Json {
  if (Array.isArray(state)) return state.map((each: Json) => withoutTargets(each));
  if (!isJsonObject(state)) return state;
  const entries = Object.entries(state).filter(([key]) => !['Next', 'Default', 'Comment', 'StartAt'].includes(key));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, ['Catch', 'Choices'].includes(key) ? withoutTargets(value) : value]),
  );
}

/** Whether a matched state is in another scope, or in a branch that is not the same. */
export function hasMoved({ old, new: current }: MatchedState, matched: readonly MatchedState[]): boolean {
  if (old.owner === undefined || current.owner === undefined) return old.owner !== current.owner;
  const owners = matched.find((each) => each.new === current.owner);
  if (owners?.old !== old.owner) return true;
  if (old.branch === current.branch && old.branch === undefined) return false;
  return !alignedBranches(owners).some(
    ({ oldIndex, index }) => oldIndex === old.branch && index === current.branch && index !== undefined,
  );
}

function alignedBranches({ old, new: current }: MatchedState) {
  const branchesOf = ({ own }: ListedState): readonly Json[] => {
    const branches = isJsonObject(own) ? own['Branches'] : undefined;
    return Array.isArray(branches) ? branches : [];
  };
  const [olds, news] = [branchesOf(old), branchesOf(current)];
  const aligned = alignItems(olds, news);
  // A branch at another index is the same branch.
  const again = aligned.flatMap(({ oldIndex, index }) => {
    if (oldIndex === undefined || index !== undefined) return [];
    const to = aligned.find(
      (each) =>
        each.oldIndex === undefined && canonical(news[each.index ?? 0] ?? null) === canonical(olds[oldIndex] ?? null),
    );
    return to === undefined ? [] : [{ oldIndex, index: to.index }];
  });
  return [...aligned, ...again];
}
