import type { Graph } from '../model/graph';
import type { LaidScope } from './laid-scope';
import { layOutScope } from './lay-out-scope';
import type { PlacedGraph } from './placed-graph';
import type { Shown } from './shown-scope';

/** How a graph is placed. Inner scopes are closed, error paths hidden, and the flow runs down, if nothing else is asked for. */
export interface PlaceOptions extends Partial<Shown> {
  /** `auto`: to the right if that fits into `width`, else down. Default `auto`. */
  readonly direction?: 'auto' | 'down' | 'right';
  /** What is available, in pixels. Without it, `auto` is down. */
  readonly width?: number;
}

/** Places everything of a graph (see readGraph); the same graph and options return the same numbers. Takes 5 to 100 ms. */
export function placeGraph(graph: Graph, options: PlaceOptions = {}): PlacedGraph {
  const { open = 'none', errorPaths = 'none', direction = 'auto', width = 0 } = options;
  const laid = (way: 'down' | 'right'): PlacedGraph =>
    placedGraph(graph, way, layOutScope(graph.scope, { open, errorPaths, direction: way }));
  if (direction !== 'auto') return laid(direction);
  if (width > 0) {
    const right = laid('right');
    if (right.width <= width) return right;
  }
  return laid('down');
}

function placedGraph({ name, comment }: Graph, direction: 'down' | 'right', laid: LaidScope): PlacedGraph {
  const { width, height, scopes, nodes, edges, ends, hidden } = laid;
  return {
    name,
    ...(comment === undefined ? {} : { comment }),
    direction,
    width,
    height,
    scopes,
    nodes,
    edges,
    ends,
    hidden,
  };
}
