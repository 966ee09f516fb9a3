import type { DrawnGraph } from '../../model/drawn-graph';
import type { ExecutionView } from '../../model/execution-view';
import type { Query } from '../shell/api';
import { type Resource, useResource } from '../shell/use-resource';

/** An execution's view, with the edges of the graph that it took. */
export type ShownExecution = ExecutionView & { readonly taken: readonly string[] };

/** Which execution: what its address names. */
export interface ExecutionName {
  readonly machine: string;
  readonly name: string;
}

/** Milliseconds between readings of an execution that runs. */
const runningEvery = 1_500;

/** Reads an execution, again and again while it runs. `items`: `item.<path of a Map>`. */
export function useExecution(of: ExecutionName, items: Readonly<Record<string, number>>): Resource<ShownExecution> {
  return useResource<ShownExecution>(
    'execution',
    { ...of, ...itemQuery(items) },
    {
      topic: 'executions',
      keep: true,
      every: (view) => (view?.status === 'RUNNING' ? runningEvery : undefined),
    },
  );
}

/** Reads the graph; it does not change while the execution runs, unless an error path is taken. */
export function useGraph(of: ExecutionName, query: Query): Resource<DrawnGraph> {
  return useResource<DrawnGraph>('execution/graph', { ...of, ...query }, { keep: true });
}

/** Iterations as the API names them. */
export function itemQuery(items: Readonly<Record<string, number>>): Query {
  return Object.fromEntries(Object.entries(items).map(([path, index]) => [`item.${path}`, index]));
}
