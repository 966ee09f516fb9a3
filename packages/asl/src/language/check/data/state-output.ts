import { isJsonObject, type Json, type JsonObject } from '../../definition';
import { hasPlaceholder } from '../../load';
import type { CheckedState } from '../checked-state';
import { objectItems } from '../values';
import { pathNames, pathSteps, statesSteps, valueAt } from './data-steps';
import { resultShape } from './result-shape';
import { arrayShape, type DataShape, objectShape, shapeOfJson, withShapeAt } from './shape';

/** A transition and what the next state receives. */
export interface DataEdge {
  readonly to: string;
  readonly shape: DataShape;
}

const emptyObject = (state: CheckedState): DataShape => objectShape([], state.name);

/** What `InputPath` leaves of a state's input. */
export function effectiveInput({ value, language }: CheckedState, input: DataShape): DataShape {
  return language === 'JSONata' ? input : selectPath(value['InputPath'], input);
}

/** What the states after this one receive, catchers included. */
export function dataEdges(state: CheckedState, input: DataShape): DataEdge[] {
  const { value, type } = state;
  const edges: DataEdge[] = [];
  const add = (to: Json | undefined, shape: () => DataShape): void => {
    if (typeof to === 'string') edges.push({ to, shape: shape() });
  };
  if (type === 'Choice') {
    for (const { item } of objectItems(value['Choices']))
      add(item['Next'], () => outputOf(state, input, item['Output'] ?? value['Output']));
    add(value['Default'], () => outputOf(state, input, value['Output']));
    return edges;
  }
  add(value['Next'], () => outputOf(state, input, value['Output']));
  for (const { item } of objectItems(value['Catch'])) add(item['Next'], () => caughtOutput(state, input, item));
  return edges;
}

/** What a state returns, before `OutputPath`. */
export function placedResult(state: CheckedState, input: DataShape): DataShape {
  const { value, type } = state;
  const effective = effectiveInput(state, input);
  if (type === 'Pass') return placeResult(state, effective, value['ResultPath'], resultOfPass(state, effective));
  if (type !== 'Task' && type !== 'Parallel' && type !== 'Map') return effective;
  const selector = value['ResultSelector'];
  const result = selector === undefined ? resultShape(state) : templateShape(selector, resultShape(state), state);
  return placeResult(state, effective, value['ResultPath'], result);
}

function outputOf(state: CheckedState, input: DataShape, output: Json | undefined): DataShape {
  const { type, language, value } = state;
  if (language === 'JSONPath') return selectPath(value['OutputPath'], placedResult(state, input));
  if (output !== undefined) return templateShape(output, input, state);
  if (type === 'Task') return resultShape(state);
  return type === 'Parallel' || type === 'Map' ? 'unknown' : input;
}

function caughtOutput(state: CheckedState, input: DataShape, catcher: JsonObject): DataShape {
  const error = objectShape(
    [
      ['Error', 'unknown'],
      ['Cause', 'unknown'],
    ],
    state.name,
  );
  if (state.language === 'JSONPath')
    return placeResult(state, effectiveInput(state, input), catcher['ResultPath'], error);
  return catcher['Output'] === undefined ? error : templateShape(catcher['Output'], input, state);
}

function resultOfPass(state: CheckedState, effective: DataShape): DataShape {
  const { Result: result, Parameters: parameters } = state.value;
  if (result !== undefined) return hasPlaceholder(JSON.stringify(result)) ? 'unknown' : shapeOfJson(result, state.name);
  return parameters === undefined ? effective : templateShape(parameters, effective, state);
}

/** Returns the result at `ResultPath`. With an `InputPath` its shape is unknown there. */
function placeResult(
  state: CheckedState,
  input: DataShape,
  resultPath: Json | undefined,
  result: DataShape,
): DataShape {
  if (resultPath === undefined || resultPath === '$') return result;
  if (state.value['InputPath'] !== undefined) return 'unknown';
  if (resultPath === null) return input;
  const names = typeof resultPath === 'string' ? pathNames(resultPath) : undefined;
  return names === undefined ? 'unknown' : withShapeAt(input, names, result, state.name);
}

function selectPath(path: Json | undefined, shape: DataShape): DataShape {
  if (path === undefined) return shape;
  if (path === null) return objectShape([]);
  return valueAt(shape, typeof path === 'string' ? pathSteps(path) : undefined, 'JSONPath');
}

/**
 * The shape of a payload template (JSONPath) or of a value with expressions (JSONata) that reads from a shape; of an `ItemSelector`, also from
 * an item.
 */
export function templateShape(template: Json, from: DataShape, state: CheckedState, item?: DataShape): DataShape {
  if (typeof template === 'string')
    return state.language === 'JSONata' ? expressionShape(template, { from, item, state }) : 'unknown';
  if (Array.isArray(template)) {
    const items = (template as readonly Json[]).map((each) => templateShape(each, from, state, item));
    return arrayShape(items, state.name);
  }
  if (!isJsonObject(template)) return 'unknown';
  const entries = Object.entries(template);
  if (entries.length === 0) return emptyObject(state);
  // A key that a placeholder names, or drops, can be any.
  if (entries.some(([key, value]) => hasPlaceholder(key) || (typeof value === 'string' && /\?\}$/.test(value))))
    return 'unknown';
  return objectShape(
    entries.map(([key, value]): [string, DataShape] => {
      if (state.language === 'JSONata' || !key.endsWith('.$')) return [key, templateShape(value, from, state, item)];
      return [key.slice(0, -2), typeof value === 'string' ? pathShape(value, from, item) : 'unknown'];
    }),
    state.name,
  );
}

const itemPath = '$$.Map.Item.Value';

function pathShape(path: string, from: DataShape, item: DataShape = 'unknown'): DataShape {
  if (path === itemPath || path.startsWith(`${itemPath}.`))
    return valueAt(item, pathSteps(path.replace(itemPath, () => '$')), 'JSONPath');
  return valueAt(from, pathSteps(path), 'JSONPath');
}

function expressionShape(
  text: string,
  {
    from,
    item = 'unknown',
    state,
  }: { readonly from: DataShape; readonly item: DataShape | undefined; readonly state: CheckedState },
): DataShape {
  const read = statesSteps(text);
  if (read === undefined) return 'unknown';
  const roots = { input: () => from, result: () => resultShape(state), item: () => item };
  return valueAt(roots[read.root](), read.steps, 'JSONata');
}
