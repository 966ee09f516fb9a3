import { isJsonObject, type Json, type JsonObject } from '../../definition';
import type { Graph, GraphScope } from './graph';

/** The states and ways that an execution took, by the ids of the graph. */
export interface Taken {
  hasNode(id: string): boolean;
  hasEdge(from: string, to: string): boolean;
}

/**
 * What an execution took, from its history as GetExecutionHistory answers it ({events: [...]}, or the list alone). The names of
 * states are unique in a definition, so a name leads to its node. Throws an Error for what is no history of this machine.
 */
export function takenPath(graph: Graph, history: Json): Taken {
  const ids = new Map(namesIn(graph.scope));
  const events = eventsOf(history);
  const byId = new Map(events.map((event) => [event['id'], event]));
  const nodes = new Set<string>();
  const edges = new Set<string>();
  for (const event of events) {
    const name = detailName(event, 'stateEnteredEventDetails');
    if (name === undefined) continue;
    const id = ids.get(name);
    if (id === undefined) throw new Error(`the history enters ${name}, which is not a state of ${graph.name}`);
    nodes.add(id);
    const before = detailName(byId.get(event['previousEventId'] ?? null) ?? {}, 'stateExitedEventDetails');
    edges.add(JSON.stringify([ids.get(before ?? '') ?? startId, id]));
  }
  return { hasNode: (id) => nodes.has(id), hasEdge: (from, to) => edges.has(JSON.stringify([from, to])) };
}

/** The node that a scope's first line comes from. */
export const startId = '\u0000start';

function eventsOf(history: Json): readonly JsonObject[] {
  const events = isJsonObject(history) ? history['events'] : history;
  if (!Array.isArray(events) || !events.every(isJsonObject)) {
    throw new Error(
      'the history is no list of events: write it with `asl run --history FILE` or aws stepfunctions get-execution-history',
    );
  }
  return events as readonly JsonObject[];
}

function detailName(event: JsonObject, key: string): string | undefined {
  const details = event[key];
  return isJsonObject(details) && typeof details['name'] === 'string' ? details['name'] : undefined;
}

function namesIn({ nodes }: GraphScope): [string, string][] {
  return nodes.flatMap(({ id, name, scopes }) => [[name, id] as [string, string], ...scopes.flatMap(namesIn)]);
}
