import type { GraphEdge } from './graph';

/** What separates the reasons of one line. */
export const reasonSeparator = '\n';

/**
 * Transitions between the same two states become one edge with all their reasons, those of errors separate from the
 * ordinary ones.
 */
export function mergeEdges(edges: readonly GraphEdge[]): GraphEdge[] {
  const merged = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.to, edge.kind === 'catch']);
    const known = merged.get(key);
    merged.set(key, known === undefined ? edge : together(known, edge));
  }
  return [...merged.values()];
}

function together(first: GraphEdge, second: GraphEdge): GraphEdge {
  if (first.kind === 'catch') return { ...first, label: `${first.label}, ${second.label}` };
  return { ...first, kind: 'rule', label: [reasonOf(first), reasonOf(second)].join(reasonSeparator) };
}

function reasonOf({ kind, label }: GraphEdge): string {
  return kind === 'default' ? 'Default' : label;
}
