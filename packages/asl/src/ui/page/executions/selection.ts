import type { ExecutionView } from '../../model/execution-view';
import type { ChosenItems, StateSummary } from '../../model/state-summaries';
import { changeQuery, location } from '../shell/location';

/** What of an execution is selected; all of it is in the address. */
export interface Selection {
  readonly state: StateSummary | undefined;
  /** The iterations that are named in the address. */
  readonly items: ChosenItems;
  readonly attempt: number | undefined;
  readonly visit: number | undefined;
  readonly tab: string | undefined;
  readonly view: string;
}

/** The Maps that hold a state, outermost first, and itself if it is one. */
export function mapsOf(path: string, states: readonly Pick<StateSummary, 'path' | 'type'>[]): readonly string[] {
  return states
    .filter(({ type, path: each }) => type === 'Map' && (each === path || path.startsWith(`${each}/`)))
    .map((state) => state.path);
}

/**
 * The selection of the address: `state=Extract/0/ReadText&item=3.17&visit=2&try=2&tab=log`. Without a state it is the one that failed, of a
 * running execution the one that runs, else the last one.
 */
export function selectionIn(query: URLSearchParams, view: ExecutionView): Selection {
  const path = query.get('state') ?? view.failedAt?.path ?? defaultPath(view.states);
  const state = view.states.find((each) => each.path === path);
  return {
    state,
    items: itemsIn(query, view.states),
    attempt: numberIn(query, 'try'),
    visit: numberIn(query, 'visit'),
    tab: query.get('tab') ?? undefined,
    view: query.get('view') ?? '',
  };
}

/** The iterations that the address names, by the path of a Map: one index for each Map from the outermost one on. */
export function itemsIn(query: URLSearchParams, states: readonly Pick<StateSummary, 'path' | 'type'>[]): ChosenItems {
  const path = query.get('state') ?? '';
  const indexes = (query.get('item') ?? '').split('.').filter((part) => part !== '');
  const maps = mapsOf(path, states);
  return Object.fromEntries(
    indexes.flatMap((index, depth) => (maps[depth] === undefined ? [] : [[maps[depth], Number(index)]])),
  );
}

/** Selects a state, in the iterations that are shown; the rest of the selection is of the one before. */
export function selectState(path: string, view: ExecutionView, items: ChosenItems = view.items): void {
  const indexes = mapsOf(path, view.states).flatMap((map) => (items[map] === undefined ? [] : [String(items[map])]));
  changeQuery({ state: path, item: indexes.join('.'), try: undefined, visit: undefined, tab: keptTab() });
}

/** Tabs that make sense for every state stay selected. */
function keptTab(): string | undefined {
  const tab = location.value.query.get('tab');
  return tab === 'error' || tab === null ? undefined : tab;
}

function defaultPath(states: readonly StateSummary[]): string | undefined {
  const of = (status: string): StateSummary | undefined => states.findLast((state) => state.status === status);
  const last = states
    .filter(({ startedAt, status }) => startedAt !== undefined && status !== 'notReached')
    .reduce<StateSummary | undefined>(
      (latest, each) => ((latest?.startedAt ?? 0) > (each.startedAt ?? 0) ? latest : each),
      undefined,
    );
  return (of('running') ?? last ?? states[0])?.path;
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  return value === null || value === '' ? undefined : Number(value);
}
