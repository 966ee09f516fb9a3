import { type FieldPath, fieldOf, isJsonObject, type Json } from '../definition';
import type { CheckedScope, CheckedState } from './checked-state';
import { objectItems } from './values';

/** A field that names a state to go to. */
export interface Target {
  readonly name: string;
  readonly path: FieldPath;
}

/** Where a state may go: `Next`, `Default`, and the `Next` of its catchers and choice rules. */
export function targetsOf({ value, path, type }: CheckedState): Target[] {
  const targets: Target[] = [];
  const add = (name: Json | undefined, at: FieldPath) => {
    if (typeof name === 'string') targets.push({ name, path: at });
  };
  if (type !== 'Choice') add(value['Next'], [...path, 'Next']);
  for (const { item, index } of objectItems(value['Catch'])) add(item['Next'], [...path, 'Catch', index, 'Next']);
  if (type !== 'Choice') return targets;
  for (const { item, index } of objectItems(value['Choices'])) add(item['Next'], [...path, 'Choices', index, 'Next']);
  add(value['Default'], [...path, 'Default']);
  return targets;
}

/** The names that the transitions of a scope lead to, from its start or another state; `follows` leaves transitions out. */
export function reachedIn(
  { value, states }: CheckedScope,
  follows: (target: Target, state: CheckedState) => boolean = () => true,
  start: Json | undefined = value['StartAt'],
): ReadonlySet<string> {
  const byName = new Map(states.map((state) => [state.name, state]));
  const reached = new Set(typeof start === 'string' ? [start] : []);
  for (const name of reached) {
    const state = byName.get(name);
    if (state === undefined) continue;
    for (const target of targetsOf(state)) if (follows(target, state)) reached.add(target.name);
  }
  return reached;
}

/** The names of a scope's states, including those that are not objects. */
export function namesIn(scope: CheckedScope): ReadonlySet<string> {
  const states: Json | undefined = scope.value['States'];
  return new Set(typeof states === 'object' && states !== null ? Object.keys(states) : []);
}

/**
 * Whether a state of the scope names a target that is not one of its states; further problems may follow from that one.
 */
export function hasUnknownTarget(scope: CheckedScope): boolean {
  const names = namesIn(scope);
  return scope.states.some((state) => targetsOf(state).some(({ name }) => !names.has(name)));
}

/** The names of states that are indented too far, among the fields of a state. Their own rule reports them. */
export function statesInsideStates(states: readonly CheckedState[]): ReadonlySet<string> {
  return new Set(
    states.flatMap(({ value, type }) =>
      Object.keys(value).filter(
        (key) => isState(value[key]) && (type === undefined || fieldOf(type, key) === undefined),
      ),
    ),
  );
}

/** Whether the value of a field is a state. */
export function isState(value: Json | undefined): boolean {
  return isJsonObject(value) && typeof value['Type'] === 'string';
}

/** The targets that are in another scope than the state that names them. */
export function targetsInOtherScopes(scopes: readonly CheckedScope[]): ReadonlySet<string> {
  return new Set(
    scopes.flatMap((scope) => {
      const names = namesIn(scope);
      return scope.states.flatMap((state) => targetsOf(state).flatMap(({ name }) => (names.has(name) ? [] : [name])));
    }),
  );
}
