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
  toPayload,
} from '../model';
import { ApiFile, type ApiRoute, NotFoundError } from '../pages';
import { graphOf } from './graph-of';
import { numberIn, requiredText, textOf } from './queries';

/** What one execution is read from. */
export interface ExecutionRoutes {
  /** The first part of the paths: `execution`. */
  readonly prefix: string;
  /** Rejects with a NotFoundError or an ExecutionNotFoundError. */
  read(query: URLSearchParams): Promise<ReadExecution>;
  /** US dollars of a transition; undefined if they are not billed. */
  pricePerTransition(execution: ReadExecution): number | undefined;
  /** The time of the execution, milliseconds since 1970. */
  now(query: URLSearchParams): number;
}

/** The routes of one execution: its states, its graph, a state in full, its events. */
export function executionRoutes({ prefix, read, pricePerTransition, now }: ExecutionRoutes): readonly ApiRoute[] {
  return [
    {
      path: prefix,
      answer: async (query) => {
        const execution = await read(query);
        const price = pricePerTransition(execution);
        const view = executionView(execution, {
          items: itemsIn(query),
          now: now(query),
          ...(price === undefined ? {} : { pricePerTransition: price }),
        });
        return { ...view, taken: takenEdges(execution.tree, execution.visits, view.items) };
      },
    },
    { path: `${prefix}/graph`, answer: async (query) => graphOf(await read(query), query) },
    {
      path: `${prefix}/state`,
      answer: async (query) => {
        const { tree, visits } = await read(query);
        const items = { ...summarizeStates(tree, visits, itemsIn(query)).items, ...itemsIn(query) };
        const visit = numberIn(query, 'visit');
        const path = requiredText(query, 'path');
        const detail = stateDetail(tree, visits, { path, items, ...(visit === undefined ? {} : { visit }) });
        if (detail === undefined) throw new NotFoundError(`there is no state ${path}`);
        return detail;
      },
    },
    {
      path: `${prefix}/events`,
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
      path: `${prefix}/data`,
      answer: async (query) => {
        const { input, output } = (await read(query)).described;
        return {
          ...(input === undefined ? {} : { input: toPayload(input) }),
          ...(output === undefined ? {} : { output: toPayload(output) }),
        };
      },
    },
    {
      path: `${prefix}/input`,
      answer: async (query) => ({ text: (await read(query)).described.input ?? null }),
    },
    { path: `${prefix}/event`, answer: async (query) => eventDetails(eventIn(await read(query), query)) },
    {
      path: `${prefix}/payload`,
      answer: async (query) => {
        const member = requiredText(query, 'member');
        const text = textIn(eventIn(await read(query), query), member);
        if (text === undefined) throw new NotFoundError(`the event has no ${member}`);
        return new ApiFile(text, 'application/json', `event-${requiredText(query, 'event')}-${member}.json`);
      },
    },
  ];
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
