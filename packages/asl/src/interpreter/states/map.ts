import {
  isJsonObject,
  type Json,
  type MapState,
  type QueryLanguage,
  type StateMachineDefinition,
} from '../../language/definition';
import {
  compileJsonataTemplate,
  compileJsonPath,
  compilePayloadTemplate,
  StatesError,
} from '../../language/expressions';
import type {
  CompiledScope,
  DistributedMapBehaviour,
  InlineMapBehaviour,
  StateToCompile,
} from '../compile/compiled-state-machine';
import { compileDataflow, type Dataflow } from '../compile/dataflow';
import { inField } from '../compile/in-field';
import { compileMapRun, isDistributed, labelOf, refuseDistributedFields } from '../map-run/compile/compile-map-run';
import type { MapRunItem } from '../map-run/map-run-plan';
import { exit } from './exit';
import { compileMapLimits } from './map-limits';
import type { StateView } from './state-view';

type Select = (view: StateView) => Json;

/** Map: its item processor runs once for each item, in this execution or in child executions. */
export function compileMap(
  toCompile: StateToCompile<MapState>,
  itemProcessor: ItemProcessorToRun,
): InlineMapBehaviour | DistributedMapBehaviour {
  const { state, queryLanguage } = toCompile;
  // The older spelling `Parameters` is the ItemSelector; it is not the state's own input.
  const dataflow = compileDataflow({ ...state, Parameters: undefined }, queryLanguage);
  const selector = compileItemSelector(state, queryLanguage);
  const mode = isDistributed(state)
    ? distributedMap(toCompile, itemProcessor, dataflow)
    : inlineMap(toCompile, itemProcessor, dataflow);
  return {
    type: 'Map',
    ...mode,
    itemInput: (view, item) => (selector === undefined ? item : selector(view.over(dataflow.effectiveInput(view)))),
    complete: (view, result) => exit(dataflow.leave(view, result, 'result'), state.Next),
  };
}

/** The states of an item processor, and its definition as a machine of its own. */
export interface ItemProcessorToRun {
  readonly definition: StateMachineDefinition;
  readonly scope: CompiledScope;
}

function inlineMap(
  { state, queryLanguage }: StateToCompile<MapState>,
  { scope }: ItemProcessorToRun,
  dataflow: Dataflow,
): Pick<InlineMapBehaviour, 'mode' | 'itemProcessor' | 'enter'> {
  refuseDistributedFields(state);
  const items = compileItems(state, queryLanguage);
  const limits = compileMapLimits(state);
  return {
    mode: 'INLINE',
    itemProcessor: scope,
    enter: (view) => {
      const seen = view.over(dataflow.effectiveInput(view));
      const iterated = itemsOf(items(seen), queryLanguage);
      return { kind: 'map', items: iterated, ...limits(seen, iterated.length) };
    },
  };
}

function distributedMap(
  { name, state, queryLanguage }: StateToCompile<MapState>,
  processor: ItemProcessorToRun,
  dataflow: Dataflow,
): Pick<DistributedMapBehaviour, 'mode' | 'distributed' | 'enter'> {
  const items = state.ItemReader === undefined ? compileItems(state, queryLanguage) : undefined;
  const mapRun = compileMapRun(state, queryLanguage);
  const type = (state.ItemProcessor ?? state.Iterator)?.ProcessorConfig?.ExecutionType ?? 'STANDARD';
  return {
    mode: 'DISTRIBUTED',
    distributed: {
      label: labelOf(name, state),
      type,
      processor,
      plan: (view, { maxConcurrency }) => mapRun.plan(view.over(dataflow.effectiveInput(view)), maxConcurrency),
    },
    enter: (view) => {
      const seen = view.over(dataflow.effectiveInput(view));
      const value = items?.(seen);
      const iterated = value === undefined ? undefined : stateItems(value, queryLanguage);
      return { kind: 'mapRun', items: iterated, maxConcurrency: mapRun.maxConcurrency(seen) };
    },
  };
}

/** The elements of an array, or the members of an object. */
function stateItems(value: Json, queryLanguage: QueryLanguage): readonly MapRunItem[] {
  const source = 'STATE_DATA';
  if (isJsonObject(value))
    return Object.entries(value).map(([key, member], index) => ({ index, value: member, key, source }));
  return itemsOf(value, queryLanguage).map((item, index) => ({ index, value: item, source }));
}

function compileItems(state: MapState, queryLanguage: QueryLanguage): Select {
  return queryLanguage === 'JSONata' ? jsonataItems(state, isDistributed(state)) : jsonPathItems(state);
}

function jsonataItems({ Items: items }: MapState, takesObjects: boolean): Select {
  if (items === undefined) return (view) => view.input;
  const array = inField('Items', () => compileJsonataTemplate(items, 'Items', 'array'));
  if (!takesObjects) return (view) => array.evaluate(view.jsonata());
  const any = inField('Items', () => compileJsonataTemplate(items, 'Items'));
  return (view) => {
    const value = any.evaluate(view.jsonata());
    return isJsonObject(value) || Array.isArray(value) ? value : array.evaluate(view.jsonata());
  };
}

function jsonPathItems({ ItemsPath: path }: MapState): Select {
  const compiled = path === undefined || path === '$' ? undefined : inField('ItemsPath', () => compileJsonPath(path));
  return (view) => {
    const items = compiled === undefined ? view.input : compiled.read(view.input, view.context, view.variables);
    view.inspect('afterItemsPath', items);
    return items;
  };
}

function compileItemSelector(state: MapState, queryLanguage: QueryLanguage): Select | undefined {
  const field = state.ItemSelector === undefined ? 'Parameters' : 'ItemSelector';
  const value = state[field];
  if (value === undefined) return undefined;
  return inField(field, () => {
    if (queryLanguage === 'JSONata') {
      const template = compileJsonataTemplate(value, field);
      return (view) => template.evaluate(view.jsonata());
    }
    const template = compilePayloadTemplate(value);
    return (view) => template.evaluate(view);
  });
}

/** An inline Map runs over an array; recorded on AWS for JSONata, presumed to be States.Runtime for JSONPath. */
function itemsOf(value: Json, queryLanguage: QueryLanguage): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  const cause = `Map state input must be an array but was: ${JSON.stringify(value)}`;
  if (queryLanguage === 'JSONata') throw new StatesError('States.QueryEvaluationError', cause);
  throw new StatesError('States.Runtime', cause);
}
