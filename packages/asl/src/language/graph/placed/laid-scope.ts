import type { PlacedEdge, PlacedEnd, PlacedNode, PlacedScope, PlacedSize, Point } from './placed-graph';

/** A scope with everything inside of it, from its own top left. */
export interface LaidScope extends PlacedSize {
  readonly scopes: readonly PlacedScope[];
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly ends: readonly PlacedEnd[];
  readonly hidden: readonly string[];
}

/** A state with its size, and its inside from the top left of the state. */
export interface SizedNode {
  readonly node: Omit<PlacedNode, 'x' | 'y'>;
  readonly inner: LaidScope;
}

/** A scope from another top left. */
export function moveScope(scope: LaidScope, { x, y }: Point): LaidScope {
  const move = <T extends Point>(point: T): T => ({ ...point, x: round(point.x + x), y: round(point.y + y) });
  return {
    ...scope,
    scopes: scope.scopes.map((each) => (each.box === undefined ? each : { ...each, box: move(each.box) })),
    nodes: scope.nodes.map((node) => ({ ...move(node), lines: node.lines.map(move) })),
    edges: scope.edges.map((edge) => ({
      ...edge,
      points: edge.points.map(move),
      ...(edge.label === undefined ? {} : { label: move(edge.label) }),
    })),
    ends: scope.ends.map(move),
  };
}

/** To a tenth of a pixel: the same definition results in the same bytes, and JSON stays short. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
