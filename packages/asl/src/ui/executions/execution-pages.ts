import { pricePerTransition } from '../../language/cost';
import { placeGraph, readGraph } from '../../language/graph';
import {
  type ChosenItems,
  eventDetails,
  eventsPage,
  executionView,
  type ReadExecution,
  stateDetail,
  summarizeStates,
  takenEdges,
  textIn,
} from '../model';
import { ownModule } from '../own-module';
import { ApiFile, type ApiRoute, NotFoundError, type UiContext, type UiPages } from '../pages';
import { ExecutionReader, RowList } from '../sources';
import { numberIn, rowFilterIn, textOf } from './queries';
import { watchRows } from './watch-rows';

/** The pages of executions: the list, and one execution. */
export function executionPages({ source, now }: UiContext): UiPages {
  const rows = new RowList(source);
  const reader = new ExecutionReader(source, now);
  const read = (query: URLSearchParams): Promise<ReadExecution> => reader.read(required(query, 'arn'));
  const price = pricePerTransition(source.region);
  const routes: readonly ApiRoute[] = [
    {
      path: 'executions',
      answer: async (query) =>
        rows.page({
          filter: rowFilterIn(query),
          offset: numberIn(query, 'offset') ?? 0,
          limit: Math.min(500, numberIn(query, 'limit') ?? 100),
          ...(numberIn(query, 'asOf') === undefined ? {} : { asOf: numberIn(query, 'asOf') as number }),
        }),
    },
    {
      path: 'map-run',
      answer: async (query) => {
        const token = textOf(query, 'token');
        return source.list({ mapRunArn: required(query, 'arn'), ...(token === undefined ? {} : { nextToken: token }) });
      },
    },
    {
      path: 'execution',
      answer: async (query) => {
        const execution = await read(query);
        const isExpress = execution.described.executionArn.includes(':express:');
        const view = executionView(execution, {
          items: itemsIn(query),
          now: now(),
          ...(isExpress ? {} : { pricePerTransition: price }),
        });
        return { ...view, taken: takenEdges(execution.tree, execution.visits, view.items) };
      },
    },
    { path: 'execution/graph', answer: async (query) => graphOf(await read(query), query) },
    {
      path: 'execution/state',
      answer: async (query) => {
        const { tree, visits } = await read(query);
        const items = { ...summarizeStates(tree, visits, itemsIn(query)).items, ...itemsIn(query) };
        const visit = numberIn(query, 'visit');
        const path = required(query, 'path');
        const detail = stateDetail(tree, visits, { path, items, ...(visit === undefined ? {} : { visit }) });
        if (detail === undefined) throw new NotFoundError(`there is no state ${path}`);
        return detail;
      },
    },
    {
      path: 'execution/events',
      answer: async (query) => {
        const { events, visits } = await read(query);
        const [around, offset, path] = [numberIn(query, 'around'), numberIn(query, 'offset'), textOf(query, 'path')];
        return eventsPage(events, visits, {
          ...(around === undefined ? {} : { around }),
          ...(offset === undefined ? {} : { offset }),
          ...(path === undefined ? {} : { path }),
          onlyFailures: query.get('failed') === '1',
          q: query.get('q') ?? '',
        });
      },
    },
    {
      path: 'execution/event',
      answer: async (query) => eventDetails(eventIn(await read(query), query)),
    },
    {
      path: 'execution/payload',
      answer: async (query) => {
        const member = required(query, 'member');
        const text = textIn(eventIn(await read(query), query), member);
        if (text === undefined) throw new NotFoundError(`the event has no ${member}`);
        return new ApiFile(text, 'application/json', `event-${required(query, 'event')}-${member}.json`);
      },
    },
    {
      path: 'execution/log',
      answer: async (query) => {
        if (source.log === undefined)
          return { lines: [], location: '', isCut: false, problem: 'this source has no logs of functions' };
        return source.log({
          functionName: required(query, 'function'),
          executionArn: required(query, 'arn'),
          from: numberIn(query, 'from') ?? 0,
          to: numberIn(query, 'to') ?? now(),
        });
      },
    },
  ];
  return {
    module: ownModule('executions'),
    routes,
    watch: (live) => watchRows(source, rows, live),
  };
}

function graphOf({ described, definition, visits }: ReadExecution, query: URLSearchParams): object {
  const graph = readGraph(described.machine, definition);
  const caught = visits.all.filter(({ status }) => status === 'caught').map(({ path }) => path);
  const selected = textOf(query, 'selected');
  const width = numberIn(query, 'width');
  return placeGraph(graph, {
    open: query.getAll('open'),
    errorPaths:
      query.get('errors') === 'all' ? 'all' : [...new Set([...caught, ...(selected === undefined ? [] : [selected])])],
    ...(width === undefined ? {} : { width }),
  });
}

function eventIn({ events }: ReadExecution, query: URLSearchParams) {
  const id = numberIn(query, 'event');
  // Ids run from 1 without gaps.
  const event = id === undefined ? undefined : (events[id - 1] ?? events.find((each) => each.id === id));
  if (event === undefined) throw new NotFoundError(`there is no event ${String(id)}`);
  return event;
}

/** `item.<path of a Map>=17`. */
function itemsIn(query: URLSearchParams): ChosenItems {
  const entries = [...query].filter(([name]) => name.startsWith('item.'));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice('item.'.length), Number(value)]));
}

function required(query: URLSearchParams, name: string): string {
  const value = textOf(query, name);
  if (value === undefined) throw new NotFoundError(`the request has no ${name}`);
  return value;
}
