import { Graph as Dagre, layout } from '@dagrejs/dagre';
import type { GraphEdge, GraphNode } from '../model/graph';
import { mergeEdges, reasonSeparator } from '../model/merge-edges';
import type { Lines } from '../model/split-scope';
import { endId, startId } from '../model/taken-path';
import { bandsOf, leadLine } from './lead-line';
import { measures } from './measures';
import type { Box, PlacedEdge, PlacedLines, PlacedNode, Point } from './placed';
import { straightenLines } from './straighten-lines';
import { textWidth, wrapText } from './text-width';

/** A node with its size, not yet placed. */
export type SizedNode = Omit<PlacedNode, 'x' | 'y'>;

const mostLabelLines = 5;

/**
 * Places nodes below one another by dagre, and draws the edges round them. `startAt`: the target of the edge from the
 * start.
 */
export function layOutLines(lines: Lines, sized: ReadonlyMap<string, SizedNode>, startAt?: string): PlacedLines {
  const graph = new Dagre({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 34, edgesep: 22, ranksep: 42, marginx: 4, marginy: 4 });
  for (const { id } of lines.nodes) graph.setNode(id, sizeOf(sized, id));
  const edges = withEnds(lines, startAt);
  if (startAt !== undefined) graph.setNode(startId, { width: 14, height: 14 });
  if (edges.some(({ to }) => to === endId)) graph.setNode(endId, { width: 18, height: 18 });
  for (const [index, edge] of edges.entries()) graph.setEdge(edge.from, edge.to, edgeOptions(edge), String(index));
  layout(graph);
  const boxes = graph.nodes().map((id: string) => boxOf(graph, id));
  return {
    width: Math.ceil(graph.graph().width ?? 0),
    height: Math.ceil(graph.graph().height ?? 0),
    nodes: lines.nodes.map(({ id }) => placedNode(graph, sized.get(id) as SizedNode)),
    edges: placedEdges(graph, edges, boxes),
    ...pointOf(graph, 'start', startId),
    ...pointOf(graph, 'end', endId),
  };
}

function sizeOf(sized: ReadonlyMap<string, SizedNode>, id: string): { width: number; height: number } {
  const { width, height } = sized.get(id) as SizedNode;
  return { width, height };
}

/** The lines from the start and to the end are drawn like any other. */
function withEnds({ nodes, edges }: Lines, startAt: string | undefined): readonly GraphEdge[] {
  const first: GraphEdge[] = startAt === undefined ? [] : [{ from: startId, to: startAt, kind: 'next', label: '' }];
  const last = nodes.filter(({ ends }: GraphNode) => ends);
  return [
    ...first,
    ...mergeEdges(edges),
    ...last.map(({ id }): GraphEdge => ({ from: id, to: endId, kind: 'next', label: '' })),
  ];
}

interface LabelSize {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

function labelSize(edge: GraphEdge): LabelSize {
  const lines = labelLines(edge);
  if (lines.length === 0) return { lines, width: 0, height: 0 };
  const width = Math.max(...lines.map((line) => textWidth(line, measures.edgeLabel)));
  return { lines, width: width + 10, height: lines.length * 13 + 6 };
}

function edgeOptions(edge: GraphEdge) {
  const { width, height } = labelSize(edge);
  const size = height === 0 ? {} : { width, height, labelpos: 'c' as const };
  return { ...size, weight: edge.kind === 'catch' ? 1 : 6, minlen: 1 };
}

/** The label of an edge: a rule, `Default`, or the errors that it catches. */
export function labelLines({ kind, label }: Pick<GraphEdge, 'kind' | 'label'>): string[] {
  if (kind === 'next') return [];
  if (kind === 'default') return ['Default'];
  const [first = '', ...others] = kind === 'catch' ? [errorsLabel(label.split(', '))] : label.split(reasonSeparator);
  const bounds = { width: measures.edgeLabelWidth, lines: others.length === 0 ? 3 : 1 };
  const lines = [first, ...others.map((reason) => `or ${reason}`)];
  return lines.flatMap((line) => wrapText(line, measures.edgeLabel, bounds)).slice(0, mostLabelLines);
}

/** Errors as a picture names them: a few in full, the rest counted. */
export function errorsLabel(errors: readonly string[]): string {
  return errors.length <= 2 ? errors.join(', ') : `${errors[0]} and ${errors.length - 1} more`;
}

function placedNode(graph: Dagre, sized: SizedNode): PlacedNode {
  const { x, y } = boxOf(graph, sized.node.id);
  return { ...sized, x: round(x - sized.width / 2), y: round(y - sized.height / 2) };
}

function placedEdges(graph: Dagre, edges: readonly GraphEdge[], boxes: readonly Box[]): PlacedEdge[] {
  const labels = edges.map((edge) => labelSize(edge));
  const loose = edges.map(({ from, to }, index) => {
    const { points, y } = graph.edge({ v: from, w: to, name: String(index) }) as {
      points: readonly Point[];
      y?: number;
    };
    const width = (at: Point): number => (at.y === y ? (labels[index]?.width ?? 0) : 0);
    const stations = points.slice(1, -1).map((point) => ({ x: point.x, y: point.y, width: width(point) }));
    return { from: boxOf(graph, from), to: boxOf(graph, to), stations, labelY: y };
  });
  const bands = bandsOf(boxes);
  const straight = straightenLines(loose, boxes);
  return edges.map((edge, index) => {
    const { from, to, labelY } = loose[index] as (typeof loose)[number];
    const stations = straight[index]?.stations ?? [];
    const { lines, height } = labels[index] as LabelSize;
    const points = leadLine({ from, to, stations, labelHeight: height }, bands).map(({ x, y }) => ({
      x: round(x),
      y: round(y),
    }));
    const at = stations.find(({ y }) => y === labelY);
    const label = lines.length === 0 || at === undefined ? {} : { label: { x: round(at.x), y: round(at.y), lines } };
    return { kind: edge.kind, from: edge.from, to: edge.to, points, ...label };
  });
}

function pointOf(graph: Dagre, key: 'start' | 'end', id: string): { start?: Point; end?: Point } {
  if (!graph.hasNode(id)) return {};
  const { x, y } = boxOf(graph, id);
  return { [key]: { x: round(x), y: round(y) } };
}

/** The middle of a node, and its size. */
function boxOf(graph: Dagre, id: string): Box {
  return graph.node(id) as unknown as Box;
}

/** To a tenth of a pixel, so that the same definition results in the same bytes. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
