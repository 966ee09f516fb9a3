import { arrowPath, edgePath, type PlacedEdge, type PlacedGraph } from '../../language/graph';

/** A placed graph with the paths of its lines, for a page that draws it. */
export interface DrawnGraph extends Omit<PlacedGraph, 'edges'> {
  readonly edges: readonly DrawnEdge[];
}

/** An edge with what SVG draws of it. */
export interface DrawnEdge extends Omit<PlacedEdge, 'points'> {
  /** The `d` of its line. */
  readonly line: string;
  /** The `d` of its arrow head. */
  readonly arrow: string;
}

/** Pixels by which a line ends before its arrow head's tip. */
const arrowLength = 6;

/** Returns what a page draws of a placed graph: it does not compute anything of it. */
export function drawnGraph({ edges, ...graph }: PlacedGraph): DrawnGraph {
  return { ...graph, edges: edges.map(drawnEdge) };
}

function drawnEdge({ points, ...edge }: PlacedEdge): DrawnEdge {
  return { ...edge, line: edgePath(points, { short: arrowLength }), arrow: arrowPath(points) };
}
