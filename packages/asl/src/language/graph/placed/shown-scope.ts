import type { GraphEdge, GraphNode, GraphScope } from '../model/graph';

/** What of a graph is drawn. */
export interface Shown {
  /** The ids of the Map and Parallel states that are drawn with their inside; those that hold them are open too. */
  readonly open: 'none' | 'all' | readonly string[];
  /** The ids of the states whose catchers are drawn, with what only they lead to. */
  readonly errorPaths: 'none' | 'all' | readonly string[];
}

/** The states and edges of one scope that are drawn. */
export interface ShownScope {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly hidden: readonly GraphNode[];
  /** The ids of the states that only error paths lead to. */
  readonly aside: ReadonlySet<string>;
}

/**
 * Leaves out the error paths that are not asked for, and the states that only they lead to. A state that nothing leads
 * to stays: a definition under edit has such, with a finding.
 */
export function shownScope(scope: GraphScope, { errorPaths }: Shown): ShownScope {
  const edges = scope.edges.filter(({ from, kind }) => kind !== 'catch' || isAmong(errorPaths, from));
  const ordinary = reachableFrom(
    scope.startAt,
    scope.edges.filter(({ kind }) => kind !== 'catch'),
  );
  const anyhow = reachableFrom(scope.startAt, scope.edges);
  const wanted = reachableFrom(scope.startAt, edges);
  const isShown = ({ id }: GraphNode): boolean => wanted.has(id) || !anyhow.has(id);
  const nodes = scope.nodes.filter(isShown);
  const ids = new Set(nodes.map(({ id }) => id));
  return {
    nodes,
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    aside: new Set([...anyhow].filter((id) => !ordinary.has(id))),
    hidden: scope.nodes.filter((node) => !isShown(node)),
  };
}

/** Whether a Map or Parallel is drawn with its inside: it, or one inside of it, is asked for. */
export function isOpen({ id, scopes }: GraphNode, { open }: Shown): boolean {
  if (scopes.length === 0 || open === 'none') return false;
  return open === 'all' || open.some((each) => each === id || each.startsWith(`${id}/`));
}

/** Whether a state is asked for. */
export function isAmong(ids: 'none' | 'all' | readonly string[], id: string): boolean {
  return ids === 'all' || (ids !== 'none' && ids.includes(id));
}

function reachableFrom(startAt: string, edges: readonly GraphEdge[]): ReadonlySet<string> {
  const found = new Set([startAt]);
  for (const id of found) for (const { from, to } of edges) if (from === id) found.add(to);
  return found;
}
