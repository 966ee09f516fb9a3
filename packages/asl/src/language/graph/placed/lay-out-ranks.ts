import { Graph as Dagre, layout } from '@dagrejs/dagre';
import { bandsOf, leadLine } from '../layout/lead-line';
import { straightenLines } from '../layout/straighten-lines';
import type { PlacedBox, PlacedSize, Point } from './placed-graph';
import { sizes } from './sizes';

/** Something with a size, to be placed. */
export interface RankedBox extends PlacedSize {
  readonly key: string;
}

/** A line to be led from one box to another. */
export interface RankedLine {
  readonly from: string;
  readonly to: string;
  /** How much its length counts against that of others. */
  readonly weight: number;
}

/** Where everything is, from the top left. */
export interface Ranks extends PlacedSize {
  readonly boxes: ReadonlyMap<string, PlacedBox>;
  /** In the order of the lines that were given. */
  readonly routes: readonly (readonly Point[])[];
}

/**
 * Places boxes in ranks by dagre, and leads the lines between them. Dagre keeps the order in which boxes are given where
 * crossings do not matter, so an edit moves little. Ranks to the right are ranks downwards, turned.
 */
export function layOutRanks(
  boxes: readonly RankedBox[],
  lines: readonly RankedLine[],
  direction: 'down' | 'right',
): Ranks {
  if (boxes.length === 0) return { width: 0, height: 0, boxes: new Map(), routes: [] };
  if (direction === 'down') return layOutDown(boxes, lines);
  const { width, height, boxes: placed, routes } = layOutDown(boxes.map(turnSize), lines);
  return {
    ...turnSize({ width, height }),
    boxes: new Map([...placed].map(([key, box]) => [key, { ...turnSize(box), ...turnPoint(box) }])),
    routes: routes.map((points) => points.map(turnPoint)),
  };
}

function layOutDown(boxes: readonly RankedBox[], lines: readonly RankedLine[]): Ranks {
  const graph = new Dagre({ multigraph: true });
  const { nodeGap, edgeGap, rankGap, margin } = sizes;
  graph.setGraph({ nodesep: nodeGap, edgesep: edgeGap, ranksep: rankGap, marginx: margin, marginy: margin });
  for (const { key, width, height } of boxes) graph.setNode(key, { width, height });
  for (const [index, { from, to, weight }] of lines.entries()) graph.setEdge(from, to, { weight }, String(index));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: new Map(boxes.map(({ key }) => [key, fromTopLeft(middleOf(graph, key))])),
    routes: routesOf(graph, lines),
  };
}

function routesOf(graph: Dagre, lines: readonly RankedLine[]): Point[][] {
  const middles = graph.nodes().map((key: string) => middleOf(graph, key));
  const loose = lines.map(({ from, to }, index) => {
    const { points } = graph.edge({ v: from, w: to, name: String(index) }) as { points: readonly Point[] };
    const stations = points.slice(1, -1).map(({ x, y }) => ({ x, y, width: 0 }));
    return { from: middleOf(graph, from), to: middleOf(graph, to), stations };
  });
  const bands = bandsOf(middles);
  const straight = straightenLines(loose, middles);
  return loose.map(({ from, to }, index) =>
    leadLine({ from, to, stations: straight[index]?.stations ?? [], labelHeight: 0 }, bands),
  );
}

/** A box whose place is its middle, as dagre has it. */
function middleOf(graph: Dagre, key: string): PlacedBox {
  return graph.node(key) as unknown as PlacedBox;
}

function fromTopLeft({ x, y, width, height }: PlacedBox): PlacedBox {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function turnSize<T extends PlacedSize>(size: T): T {
  return { ...size, width: size.height, height: size.width };
}

function turnPoint({ x, y }: Point): Point {
  return { x: y, y: x };
}
