import type { GraphEdge, GraphNode } from '../model/graph';
import type { PlacedEdge } from './placed-graph';

/** An edge without its place. */
export type JoinedEdge = Omit<PlacedEdge, 'points' | 'label'>;

/** One edge for all transitions between the same two states: rules with their numbers; those of errors on their own. */
export function joinEdges(edges: readonly GraphEdge[]): JoinedEdge[] {
  const joined = new Map<string, JoinedEdge>();
  for (const { from, to, kind, number, errors } of edges) {
    const id = edgeId({ from, to, kind });
    const known = joined.get(id);
    const numbers = [...(known?.rules ?? known?.catchers ?? []), ...(number === undefined ? [] : [number])];
    const caught = [...new Set([...(known?.errors ?? []), ...(errors ?? [])])];
    joined.set(id, {
      ...{ id, from, to, kind: known?.kind ?? kind },
      ...(numbers.length === 0 ? {} : kind === 'catch' ? { catchers: numbers } : { rules: numbers }),
      ...(caught.length === 0 ? {} : { errors: caught }),
    });
  }
  return [...joined.values()];
}

/** The edges from the start of a scope, and to its end. */
export function edgesOfEnds(scope: string, startAt: string, nodes: readonly GraphNode[]): JoinedEdge[] {
  const edge = (kind: 'start' | 'end', from: string, to: string): JoinedEdge => ({
    ...{ id: edgeId({ kind, from, to }), from, to, kind },
  });
  return [
    ...(nodes.some(({ id }) => id === startAt) ? [edge('start', scope, startAt)] : []),
    ...nodes.filter(({ ends }) => ends).map(({ id }) => edge('end', id, scope)),
  ];
}

/** The id of the edge for a transition: ordinary ones between two states share one. A state's name has no line break. */
export function edgeId({ from, to, kind }: Pick<PlacedEdge, 'from' | 'to' | 'kind'>): string {
  return [from, to, ...(kind === 'catch' || kind === 'start' || kind === 'end' ? [kind] : [])].join('\n');
}
