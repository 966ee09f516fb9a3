import type { FieldPath, Json } from '../definition';
import type { CheckedScope, CheckedState } from './checked-definition';
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

/** The names of a scope's states, those included that are no objects. */
export function namesIn(scope: CheckedScope): ReadonlySet<string> {
  const states: Json | undefined = scope.value['States'];
  return new Set(typeof states === 'object' && states !== null ? Object.keys(states) : []);
}

/** Whether a state of the scope names a target that is none of its states; what that breaks further is its echo. */
export function hasUnknownTarget(scope: CheckedScope): boolean {
  const names = namesIn(scope);
  return scope.states.some((state) => targetsOf(state).some(({ name }) => !names.has(name)));
}
