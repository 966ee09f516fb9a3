import { isJsonObject, type Json, type MapState } from '../../language/definition';
import { ChildInputs } from '../map-run/child-inputs';
import type { MapObjects } from '../map-run/map-objects';
import type { MapRunItem, MapRunPlan } from '../map-run/map-run-plan';
import { readItems } from '../map-run/readers/read-items';
import { StateView } from '../states/state-view';
import type { MapRunStep, MapStep } from '../states/step';
import type { InspectionData, TestedStateConfiguration } from './test-state-request';
import type { TestedState } from './tested-state';

/** A Map whose items are looked at. */
export interface InspectedMap {
  readonly step: MapStep | MapRunStep;
  readonly view: StateView;
  readonly stateConfiguration: TestedStateConfiguration;
  note(step: string, value: Json): void;
}

/**
 * Records the child inputs of a Map's items before they run. Returns their number; undefined if only its ItemReader can
 * read them.
 */
export async function inspectItems(tested: TestedState, map: InspectedMap): Promise<number | undefined> {
  const state = tested.written as MapState;
  const { compiled } = tested;
  if (compiled.type !== 'Map') throw new Error(`\`${compiled.name}\` is not a Map`);
  const isRun = compiled.mode === 'DISTRIBUTED' && map.step.kind === 'mapRun';
  const plan = isRun ? compiled.distributed.plan(map.view, map.step) : undefined;
  const items = await itemsOf(map, plan);
  const pointer = isJsonObject(state.ItemReader?.['ReaderConfig']) && state.ItemReader['ReaderConfig']['ItemsPointer'];
  if (typeof pointer === 'string' && items.length > 0)
    map.note(
      'afterItemsPointer',
      items.map(({ value }) => value),
    );
  const select = (item: MapRunItem): Json => compiled.itemInput(withItem(map.view, item), item.value);
  if (state.ItemSelector !== undefined || state.Parameters !== undefined)
    map.note('afterItemSelector', items.map(select));
  if (plan?.batcher !== undefined) map.note('afterItemBatcher', batches(items, select, plan));
  const areRead = plan?.reader !== undefined && map.stateConfiguration.mapItemReaderData === undefined;
  return areRead ? undefined : items.length;
}

/** Whether so many failed iterations exceed the state's own thresholds; without one they never do. */
export function isOverThreshold(inspected: InspectionData, failures: number, count: number): boolean {
  const { toleratedFailureCount: tolerated, toleratedFailurePercentage: percentage } = inspected;
  if (tolerated !== undefined && failures > tolerated) return true;
  return percentage !== undefined && failures * 100 > percentage * count;
}

async function itemsOf(
  { step, stateConfiguration }: InspectedMap,
  plan: MapRunPlan | undefined,
): Promise<readonly MapRunItem[]> {
  if (step.kind === 'map') return step.items.map((value, index) => ({ index, value, source: 'STATE_DATA' }));
  const { mapItemReaderData } = stateConfiguration;
  if (plan?.reader === undefined || mapItemReaderData === undefined) return step.items ?? [];
  const { format } = plan.reader;
  if (format === undefined) return [];
  const reader = { ...plan.reader, operation: 'getObject' as const, format };
  const caller = { stateName: '', executionArn: '', stateMachineArn: '', roleArn: '' };
  return readItems(reader, {
    objects: objectsFromText(mapItemReaderData),
    caller,
    signal: new AbortController().signal,
  });
}

/** An Amazon S3 with only the data of the request. */
function objectsFromText(text: string): MapObjects {
  return {
    async *getObject() {
      yield Buffer.from(text);
    },
    async *listObjects() {},
    putObject: async () => undefined,
  };
}

function withItem(view: StateView, { index, value, key, source }: MapRunItem): StateView {
  const Item = { Index: index, Value: value, ...(key === undefined ? undefined : { Key: key }), Source: source };
  const { dependencies } = view;
  return new StateView(view.input, view.variables, {
    ...dependencies,
    inspect: undefined,
    contextObject: () => ({ ...dependencies.contextObject(), Map: { Item } }),
  });
}

function batches(items: readonly MapRunItem[], select: (item: MapRunItem) => Json, { batcher }: MapRunPlan): Json {
  const inputs = new ChildInputs(items, select, batcher);
  const made: Json[] = [];
  for (let next = inputs.next(); next !== undefined; next = inputs.next()) made.push(next.input);
  return made;
}
