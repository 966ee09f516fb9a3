import { isJsonObject, type Json } from '../../definition';
import type { CheckedScope, CheckedState } from '../checked-state';
import { pathSteps, valueAt } from './data-steps';
import { type DataShape, eitherShape, isSameShape } from './shape';
import { dataEdges, effectiveInput, templateShape } from './state-output';

/** What a state receives, and the states through which it came. */
export interface StateInput {
  readonly shape: DataShape;
  /** The states of the scope from its start to the state before this one, on one path. */
  readonly through: readonly string[];
}

/** Visits of a state after which what it receives counts as unknown. */
const maxVisits = 30;

/**
 * Follows values that are literals of the definition, an example of its input, and results of services through all states. What a
 * function returns, what a variable holds and what an expression computes is unknown. Unreachable states are left out.
 */
export function followData(scopes: readonly CheckedScope[], example: DataShape): ReadonlyMap<CheckedState, StateInput> {
  const inputs = new Map<CheckedState, StateInput>();
  for (const scope of scopes) followScope(scope, scopeInput(scope, inputs, example), inputs);
  return inputs;
}

/** Scopes come outermost first, so that the state around a scope is known. */
function scopeInput(
  { kind, owner }: CheckedScope,
  inputs: ReadonlyMap<CheckedState, StateInput>,
  example: DataShape,
): StateInput {
  if (owner === undefined) return { shape: example, through: [] };
  const known = inputs.get(owner);
  if (known === undefined) return { shape: 'unknown', through: [] };
  const through = [...known.through, owner.name];
  const effective = effectiveInput(owner, known.shape);
  const { Parameters: parameters, Arguments: given, ItemSelector: selector, ItemBatcher: batcher } = owner.value;
  if (batcher !== undefined) return { shape: 'unknown', through };
  const item = kind === 'branch' ? undefined : itemShape(owner, effective);
  const template = kind === 'branch' ? (parameters ?? given) : (selector ?? parameters);
  if (template !== undefined) return { shape: templateShape(template, effective, owner, item), through };
  return { shape: item ?? effective, through };
}

/** What an iteration of a Map receives, without an `ItemSelector`. */
function itemShape(owner: CheckedState, effective: DataShape): DataShape {
  const { ItemReader: reader, ItemsPath: path = '$', Items: items } = owner.value;
  if (reader !== undefined) return 'unknown';
  if (owner.language === 'JSONPath')
    return itemOf(valueAt(effective, typeof path === 'string' ? pathSteps(path) : undefined, 'JSONPath'));
  return itemOf(items === undefined ? effective : templateShape(items, effective, owner));
}

/** A Map over an object gives its entries. */
function itemOf(shape: DataShape): DataShape {
  return shape !== 'unknown' && shape.kind === 'array' ? shape.items : 'unknown';
}

function followScope(scope: CheckedScope, start: StateInput, inputs: Map<CheckedState, StateInput>): void {
  const byName = new Map(scope.states.map((state) => [state.name, state]));
  const visits = new Map<string, number>();
  const startAt: Json | undefined = isJsonObject(scope.value) ? scope.value['StartAt'] : undefined;
  const waiting: { readonly to: string; readonly shape: DataShape; readonly through: readonly string[] }[] = [
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
