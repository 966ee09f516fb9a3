import type { Json, MapState } from '../../asl/definition';
import { compileJsonataTemplate, compileJsonPath, compilePayloadTemplate, StatesError } from '../../asl/expressions';
import type { CompiledScope, StateBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { inField } from '../compile/in-field';
import { exit } from './exit';
import { LocatedStatesError } from './located-states-error';
import { compileMapLimits } from './map-limits';
import type { StateView } from './state-view';
import type { MapStep } from './step';

type Select = (view: StateView) => Json;

/** Map, inline: its item processor runs once for each item, in this execution. */
export function compileMap(
  { name, state, queryLanguage }: StateToCompile<MapState>,
  itemProcessor: CompiledScope,
): StateBehaviour {
  refuseDistributed(name, state);
  // The older spelling `Parameters` is the ItemSelector; it must not be taken for the state's own input.
  const dataflow = compileDataflow({ ...state, Parameters: undefined }, queryLanguage);
  const items = queryLanguage === 'JSONata' ? jsonataItems(state) : jsonPathItems(state);
  const limits = compileMapLimits(state);
  const selector = compileItemSelector(state, queryLanguage);
  return {
    scopes: [itemProcessor],
    enter: (view): MapStep => {
      const seen = view.over(dataflow.effectiveInput(view));
      const iterated = itemsOf(items(seen), queryLanguage);
      return { kind: 'map', items: iterated, ...limits(seen, iterated.length) };
    },
    itemInput: (view, item) => (selector === undefined ? item : selector(view.over(dataflow.effectiveInput(view)))),
    complete: (view, result) => exit(dataflow.leave(view, result, 'result'), state.Next),
  };
}

/** What the stand-in does not model, it says by name. */
function refuseDistributed(name: string, state: MapState): void {
  const processor = state.ItemProcessor ?? state.Iterator;
  const field = (['ItemReader', 'ItemBatcher', 'ResultWriter'] as const).find((each) => state[each] !== undefined);
  const isDistributed = processor?.ProcessorConfig?.Mode === 'DISTRIBUTED';
  if (!isDistributed && field === undefined) return;
  throw new Error(
    `the Map state \`${name}\` is a Distributed Map (${isDistributed ? '`Mode: DISTRIBUTED`' : `\`${field}\``}), which this interpreter ` +
      'does not run yet; an inline Map (`Mode: INLINE`) is what it runs',
  );
}

function jsonataItems({ Items: items }: MapState): Select {
  if (items === undefined) return (view) => view.input;
  const template = inField('Items', () => compileJsonataTemplate(items, 'Items', 'array'));
  return (view) => template.evaluate(view.jsonata());
}

function jsonPathItems({ ItemsPath: path }: MapState): Select {
  if (path === undefined || path === '$') return (view) => view.input;
  const compiled = inField('ItemsPath', () => compileJsonPath(path));
  return (view) => compiled.read(view.input, view.context, view.variables);
}

function compileItemSelector(state: MapState, queryLanguage: StateToCompile['queryLanguage']): Select | undefined {
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
function itemsOf(value: Json, queryLanguage: StateToCompile['queryLanguage']): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  const cause = `Map state input must be an array but was: ${JSON.stringify(value)}`;
  if (queryLanguage === 'JSONata') throw new LocatedStatesError('States.QueryEvaluationError', cause, '');
  throw new StatesError('States.Runtime', cause);
}
