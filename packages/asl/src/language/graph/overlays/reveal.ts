import type { Graph, GraphNode, GraphScope } from '../model/graph';

/**
 * Returns what has to be open, and whose error paths have to be drawn, so that these states are drawn. Of several states
 * whose Catch leads to one, the first in the definition.
 */
export function revealing({ scope }: Graph, paths: readonly string[]): Revealed {
  const wanted = new Set(paths);
  const holders = nodesIn(scope).filter(({ scopes }) =>
    scopes.some((inner) => nodesIn(inner).some(({ id }) => wanted.has(id))),
  );
  const errorPaths = scopesIn(scope).flatMap((each) => catchersTo(each, wanted));
  return { open: holders.map(({ id }) => id), errorPaths: [...new Set(errorPaths)] };
}

/** As options of placeGraph. */
export interface Revealed {
  readonly open: readonly string[];
  readonly errorPaths: readonly string[];
}

/** A breadth-first search that prefers ordinary transitions: whose Catch is on the way to a wanted state. */
function catchersTo({ startAt, edges, nodes }: GraphScope, wanted: ReadonlySet<string>): string[] {
  const before = new Map<string, { readonly from?: string; readonly isCatch: boolean }>([
    [startAt, { isCatch: false }],
  ]);
  const follow = (isCatch: boolean): boolean => {
    const edge = edges.find(
      ({ from, to, kind }) => before.has(from) && !before.has(to) && (kind === 'catch') === isCatch,
    );
    if (edge !== undefined) before.set(edge.to, { from: edge.from, isCatch });
    return edge !== undefined;
  };
  while (follow(false) || follow(true));
  return nodes
    .filter(
      ({ id, scopes }) => wanted.has(id) || scopes.some((inner) => nodesIn(inner).some((node) => wanted.has(node.id))),
    )
    .flatMap(({ id }) => {
      const catching: string[] = [];
      for (let step = before.get(id); step?.from !== undefined; step = before.get(step.from)) {
        if (step.isCatch) catching.push(step.from);
      }
      return catching;
    });
}

/** All states, those inside of others too. */
export function nodesIn({ nodes }: GraphScope): GraphNode[] {
  return nodes.flatMap((node) => [node, ...node.scopes.flatMap(nodesIn)]);
}

/** The scope, and those inside of it. */
export function scopesIn(scope: GraphScope): GraphScope[] {
  return [scope, ...scope.nodes.flatMap(({ scopes }) => scopes.flatMap(scopesIn))];
}
