import { useEffect, useState } from 'preact/hooks';
import type { DrawnGraph } from '../../model/drawn-graph';
import type { ExecutionView } from '../../model/execution-view';
import type { Query } from '../shell/api';
import { location } from '../shell/location';
import { type Resource, useResource } from '../shell/use-resource';
import { itemsIn } from './selection';

/** An execution's view, with the edges of the graph that it took. */
export type ShownExecution = ExecutionView & { readonly taken: readonly string[] };

/** Which execution: what its address names. */
export interface ExecutionName {
  readonly machine: string;
  readonly name: string;
}

/** Milliseconds between readings of an execution that runs. */
const runningEvery = 1_500;

/**
 * Reads an execution in the iterations that the address names, again and again while it runs. `topic`: what changes it; of a debugger, it
 * alone does.
 */
export function useShownExecution(
  of: ExecutionName,
  topic: 'executions' | 'debug' = 'executions',
): Resource<ShownExecution> {
  // The Maps of a state are known once the execution has been read.
  const [states, setStates] = useState<ShownExecution['states']>([]);
  const shown = useResource<ShownExecution>(
    'execution',
    { ...of, ...itemQuery(itemsIn(location.value.query, states)) },
    {
      topic,
      keep: true,
      every: (view) => (view?.status === 'RUNNING' && topic === 'executions' ? runningEvery : undefined),
    },
  );
  useEffect(() => {
    if (shown.value !== undefined) setStates(shown.value.states);
  }, [shown.value]);
  return shown;
}

/** Reads the graph; it does not change while the execution runs, unless an error path is taken. */
export function useGraph(of: ExecutionName, query: Query): Resource<DrawnGraph> {
  return useResource<DrawnGraph>('execution/graph', { ...of, ...query }, { keep: true });
}

/** Iterations as the API names them. */
export function itemQuery(items: Readonly<Record<string, number>>): Query {
  return Object.fromEntries(Object.entries(items).map(([path, index]) => [`item.${path}`, index]));
}
