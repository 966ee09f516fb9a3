import { isJsonObject, type Json } from '../../definition';
import type { CheckedScope, CheckedState } from '../checked-state';
import { eitherShape, isSameShape, type Shape } from './shape';
import { dataEdges, effectiveInput, templateShape } from './state-output';

/** What a state receives, and the states through which it came. */
export interface StateInput {
  readonly shape: Shape;
  /** The states of the scope from its start to the state before this one, on one path. */
  readonly through: readonly string[];
}

/** Visits of a state after which what it receives counts as unknown. */
const maxVisits = 30;

/**
 * Follows values that are written in the definition, and an example of its input, through all states. What a Task returns, what a variable
 * holds and what an expression computes is unknown. States that are not reached are left out.
 */
export function followData(scopes: readonly CheckedScope[], example: Shape): ReadonlyMap<CheckedState, StateInput> {
  const inputs = new Map<CheckedState, StateInput>();
  for (const scope of scopes) followScope(scope, scopeInput(scope, scopes, inputs, example), inputs);
  return inputs;
}

/** Scopes come outermost first, so that the state around a scope is known. */
function scopeInput(
  { path, kind }: CheckedScope,
  scopes: readonly CheckedScope[],
  inputs: ReadonlyMap<CheckedState, StateInput>,
  example: Shape,
): StateInput {
  if (kind === 'machine') return { shape: example, through: [] };
  const unknown: StateInput = { shape: 'unknown', through: [] };
  const depth = kind === 'branch' ? -2 : -1;
  const around = path.slice(0, depth).join('\n');
  const state = scopes.flatMap(({ states }) => states).find((each) => each.path.join('\n') === around);
  const known = state === undefined ? undefined : inputs.get(state);
  if (state === undefined || known === undefined) return unknown;
  const through = [...known.through, state.name];
  const effective = effectiveInput(state, known.shape);
  const { Parameters: parameters, Arguments: given, ItemSelector: selector } = state.value;
  const template = kind === 'branch' ? (parameters ?? given) : (selector ?? parameters);
  if (template !== undefined) return { shape: templateShape(template, effective, state), through };
  return { shape: kind === 'branch' ? effective : 'unknown', through };
}

function followScope(scope: CheckedScope, start: StateInput, inputs: Map<CheckedState, StateInput>): void {
  const byName = new Map(scope.states.map((state) => [state.name, state]));
  const visits = new Map<string, number>();
  const startAt: Json | undefined = isJsonObject(scope.value) ? scope.value['StartAt'] : undefined;
  const waiting: { readonly to: string; readonly shape: Shape; readonly through: readonly string[] }[] = [
    { to: String(startAt), ...start },
  ];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { to, through } = next;
    const state = byName.get(to);
    if (state === undefined) continue;
    const known = inputs.get(state);
    const count = (visits.get(to) ?? 0) + 1;
    visits.set(to, count);
    const joined = known === undefined ? next.shape : eitherShape(known.shape, next.shape);
    const shape = count > maxVisits ? 'unknown' : joined;
    if (known !== undefined && isSameShape(known.shape, shape)) continue;
    inputs.set(state, { shape, through: known?.through ?? through });
    for (const edge of dataEdges(state, shape)) waiting.push({ ...edge, through: [...through, state.name] });
  }
}
