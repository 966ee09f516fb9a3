import { isJsonObject, type Json, type JsonObject, parseResource } from '../../definition';
import { isJsonataText } from '../../expressions';
import type { CheckedScope, CheckedState } from '../checked-definition';
import { isDistributed } from '../values';
import { adjacency, type Transition, transitionsIn } from './cycles';

/** Entered and exited, of most states. */
const ofState = 2;

/** The fewest events that states and scopes can add to the history of their execution; unknown numbers count as 0. */
export interface EventCount {
  ofState(state: CheckedState): number;
  /**
   * Returns the events of the shortest path from one state over others back to itself or to another; Infinity without
   * one.
   */
  between(from: CheckedState, to: CheckedState, transitions: readonly Transition[]): number;
}

/** Counts over these scopes. https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html lists the events. */
export function eventCount(scopes: readonly CheckedScope[]): EventCount {
  const known = new Map<CheckedState, number>();
  const countState = (state: CheckedState): number => {
    const found = known.get(state) ?? ownEvents(state) + innerEvents(state, scopes, countScope);
    known.set(state, found);
    return found;
  };
  const countScope = (scope: CheckedScope): number => {
    const start = scope.states.find(({ name }) => name === scope.value['StartAt']);
    if (start === undefined) return 0;
    const costs = cheapest(start, transitionsIn(scope), countState);
    const ends = scope.states.filter(isEnd).map((state) => costs.get(state) ?? Number.POSITIVE_INFINITY);
    const least = Math.min(...ends);
    return Number.isFinite(least) ? least : 0;
  };
  const between: EventCount['between'] = (from, to, transitions) => {
    const firsts = transitions.filter((each) => each.from === from).map((each) => each.to);
    const costs = firsts.map((first) => cheapest(first, transitions, countState).get(to));
    return Math.min(...costs.map((cost) => cost ?? Number.POSITIVE_INFINITY));
  };
  return { ofState: countState, between };
}

/** Whether a scope ends with the state. */
export function isEnd({ type, value }: CheckedState): boolean {
  return type === 'Succeed' || type === 'Fail' || value['End'] === true;
}

/** Returns the cost of the cheapest path from a state to each other, both ends included. */
function cheapest(
  start: CheckedState,
  transitions: readonly Transition[],
  costOf: (state: CheckedState) => number,
): ReadonlyMap<CheckedState, number> {
  const targets = adjacency(transitions, ({ from, to }) => [from, to]);
  const costs = new Map([[start, costOf(start)]]);
  const open = new Set([start]);
  for (const state of open) {
    open.delete(state);
    for (const to of targets.get(state) ?? []) {
      const cost = (costs.get(state) as number) + costOf(to);
      if (cost >= (costs.get(to) ?? Number.POSITIVE_INFINITY)) continue;
      costs.set(to, cost);
      open.add(to);
    }
  }
  return costs;
}

/** A Task is scheduled, started and ended; a job is submitted too. A Parallel or Map is started and ended. */
function ownEvents({ type, value }: CheckedState): number {
  if (type === 'Fail' || type === undefined) return 1;
  if (type === 'Parallel' || type === 'Map') return ofState + 2;
  if (type !== 'Task') return ofState;
  const resource = typeof value['Resource'] === 'string' ? parseResource(value['Resource']) : undefined;
  const isJob = resource?.kind === 'service' && resource.pattern !== 'requestResponse';
  return ofState + (isJob ? 4 : 3);
}

function innerEvents(
  state: CheckedState,
  scopes: readonly CheckedScope[],
  countScope: (scope: CheckedScope) => number,
): number {
  const inner = scopes.filter(({ owner }) => owner === state);
  if (state.type === 'Parallel') return inner.reduce((sum, scope) => sum + countScope(scope), 0);
  const [processor] = inner;
  if (state.type !== 'Map' || processor === undefined || isDistributed(processor)) return 0;
  // An iteration is started and ended.
  return knownItems(state) * (2 + countScope(processor));
}

/** The number of items that the definition itself lists, or a range of literals; otherwise 0. */
export function knownItems({ value }: CheckedState): number {
  const items: Json | undefined = value['Items'];
  if (Array.isArray(items)) return items.length;
  if (typeof items !== 'string' || !isJsonataText(items)) return 0;
  const [, from, to] = /^\{%\s*\[\s*(\d+)\s*\.\.\s*(\d+)\s*\]\s*%\}$/.exec(items) ?? [];
  return from === undefined ? 0 : Math.max(0, Number(to) - Number(from) + 1);
}

/** `$round < 5000`, `$round <= 5000`, or such a comparison of a JSONPath rule. */
export function boundOf(rule: JsonObject): { readonly variable: string; readonly bound: number } | undefined {
  const { Condition: condition, Variable: variable } = rule;
  const below = rule['NumericLessThan'] ?? rule['NumericLessThanEquals'];
  if (typeof variable === 'string' && typeof below === 'number') return { variable: variable.slice(1), bound: below };
  if (typeof condition !== 'string' || !isJsonataText(condition)) return undefined;
  const [, name = '', bound] = /^\{%\s*\$(\w+)\s*<=?\s*(\d+)\s*%\}$/.exec(condition) ?? [];
  return bound === undefined ? undefined : { variable: name, bound: Number(bound) };
}

/** The variables that a state adds a literal to: `round: '{% $round + 1 %}'` or `round.$: States.MathAdd($round, 1)`. */
export function incrementsOf({ value }: CheckedState): ReadonlyMap<string, number> {
  const assigned = isJsonObject(value['Assign']) ? Object.entries(value['Assign']) : [];
  return new Map(
    assigned.flatMap(([key, expression]) => {
      const name = key.replace(/\.\$$/, '');
      const patterns = [
        `^\\{%\\s*\\$${name}\\s*\\+\\s*(\\d+)\\s*%\\}$`,
        `^States\\.MathAdd\\(\\$${name},\\s*(\\d+)\\)$`,
      ];
      if (!/^\w+$/.test(name) || typeof expression !== 'string') return [];
      const by = patterns
        .map((pattern) => new RegExp(pattern).exec(expression)?.[1])
        .find((each) => each !== undefined);
      return by === undefined || Number(by) === 0 ? [] : [[name, Number(by)] as const];
    }),
  );
}
