import { Graph as Dagre, layout } from '@dagrejs/dagre';
import { sizes } from '../sizes';
import type { FlowBox, FlowLine } from './flow';

/** Boxes in rows, and where lines pass the rows between their ends. Places are middles. */
export interface RankedFlow {
  readonly width: number;
  readonly rowCount: number;
  readonly boxes: ReadonlyMap<string, RankedBox>;
  /** In the order of the lines that were given. */
  readonly lines: readonly RankedLine[];
}

/** A box in its row; `x` is its middle. */
export interface RankedBox extends FlowBox {
  readonly row: number;
  readonly x: number;
}

/** A line from the upper box to the lower one. */
export interface RankedLine {
  readonly upper: string;
  readonly lower: string;
  /** Whether it runs upwards. */
  readonly isBack: boolean;
  /** Where it passes the rows between them. */
  readonly xs: readonly number[];
}

/**
 * Puts boxes in rows by dagre. Dagre keeps the order in which boxes are given where crossings do not matter, so an edit
 * moves little. Heights count only for the rows' own.
 */
export function rankBoxes(boxes: readonly FlowBox[], lines: readonly FlowLine[]): RankedFlow {
  if (boxes.length === 0) return { width: 0, rowCount: 0, boxes: new Map(), lines: [] };
  const graph = new Dagre({ multigraph: true });
  graph.setGraph({ nodesep: sizes.nodeGap, edgesep: sizes.edgeGap, ranksep: sizes.rankGap, marginx: sizes.margin });
  for (const { key, width, height } of boxes) graph.setNode(key, { width, height });
  for (const [index, { from, to, weight }] of lines.entries()) graph.setEdge(from, to, { weight }, String(index));
  layout(graph);
  const placed = boxes.map((box) => ({ ...box, ...(graph.node(box.key) as { x: number; y: number }) }));
  const ys = [...new Set(placed.map(({ y }) => y))].sort((a, b) => a - b);
  const rows = new Map(ys.map((y, row) => [y, row]));
  const ranked = new Map(
    placed.map(({ key, x, y, width, height }) => [key, { key, x, row: rows.get(y) ?? 0, width, height }]),
  );
  return {
    width: Math.ceil(graph.graph().width ?? 0),
    rowCount: ys.length,
    boxes: ranked,
    lines: lines.map((line, index) => rankedLine(line, { ranked, rows, points: pointsOf(graph, line, index) })),
  };
}

interface Ranked {
  readonly ranked: ReadonlyMap<string, RankedBox>;
  readonly rows: ReadonlyMap<number, number>;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

function rankedLine({ from, to }: FlowLine, { ranked, rows, points }: Ranked): RankedLine {
  const isBack = rowOf(ranked, from) > rowOf(ranked, to);
  // Dagre has points between the rows too, for labels.
  const passed = points.slice(1, -1).filter(({ y }) => rows.has(y));
  const xs = (isBack ? passed.reverse() : passed).map(({ x }) => x);
  return { upper: isBack ? to : from, lower: isBack ? from : to, isBack, xs };
}

function rowOf(ranked: ReadonlyMap<string, RankedBox>, key: string): number {
  return ranked.get(key)?.row ?? 0;
}

function pointsOf(graph: Dagre, { from, to }: FlowLine, index: number): { x: number; y: number }[] {
  return (graph.edge({ v: from, w: to, name: String(index) }) as { points: { x: number; y: number }[] }).points;
}
