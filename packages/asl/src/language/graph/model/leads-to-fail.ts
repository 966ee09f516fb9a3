import type { GraphEdge, GraphScope } from './graph';

/** Whether every ordinary path from here ends in a Fail. */
export function leadsToFail({ nodes, edges }: GraphScope, id: string): boolean {
  const ordinary = edges.filter(({ kind }: GraphEdge) => kind !== 'catch');
  const found = new Set([id]);
  for (const each of found) for (const { from, to } of ordinary) if (from === each) found.add(to);
  const ending = nodes.filter((node) => found.has(node.id) && (node.ends || ['succeed', 'fail'].includes(node.family)));
  return ending.length > 0 && ending.every(({ family }) => family === 'fail');
}
