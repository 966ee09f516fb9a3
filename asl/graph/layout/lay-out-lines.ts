import { Graph as Dagre, layout } from '@dagrejs/dagre';
import type { GraphEdge, GraphNode } from '../model/graph';
import type { Lines } from '../model/split-scope';
import { startId } from '../model/taken-path';
import { measures } from './measures';
import type { PlacedEdge, PlacedLines, PlacedNode, Point } from './placed';
import { textWidth, wrapText } from './text-width';

/** A node with its size, not yet placed. */
export type SizedNode = Omit<PlacedNode, 'x' | 'y'>;

const endId = '\u0000end';

/** Places nodes below one another by dagre, and leads the lines round them. `startAt`: where a line from the start leads. */
export function layOutLines(lines: Lines, sized: ReadonlyMap<string, SizedNode>, startAt?: string): PlacedLines {
  const graph = new Dagre({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 34, edgesep: 22, ranksep: 34, marginx: 4, marginy: 4 });
  for (const { id } of lines.nodes) graph.setNode(id, sizeOf(sized, id));
  const edges = withEnds(lines, startAt);
  if (startAt !== undefined) graph.setNode(startId, { width: 14, height: 14 });
  if (edges.some(({ to }) => to === endId)) graph.setNode(endId, { width: 18, height: 18 });
  for (const [index, edge] of edges.entries()) graph.setEdge(edge.from, edge.to, edgeOptions(edge), String(index));
  layout(graph);
  return {
    width: Math.ceil(graph.graph().width ?? 0),
    height: Math.ceil(graph.graph().height ?? 0),
    nodes: lines.nodes.map(({ id }) => placedNode(graph, sized.get(id) as SizedNode)),
    edges: edges.map((edge, index) => placedEdge(graph, edge, String(index))),
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
  return [...first, ...edges, ...last.map(({ id }): GraphEdge => ({ from: id, to: endId, kind: 'next', label: '' }))];
}

function edgeOptions(edge: GraphEdge) {
  const lines = labelLines(edge);
  const width = Math.max(0, ...lines.map((line) => textWidth(line, measures.edgeLabel)));
  const size = lines.length === 0 ? {} : { width: width + 10, height: lines.length * 13 + 6, labelpos: 'c' as const };
  return { ...size, weight: edge.kind === 'catch' ? 1 : 6, minlen: 1 };
}

/** What stands at a line: a rule, `Default`, or the errors that it catches. */
export function labelLines({ kind, label }: Pick<GraphEdge, 'kind' | 'label'>): string[] {
  if (kind === 'next') return [];
  if (kind === 'default') return ['Default'];
  const shown = kind === 'catch' ? errorsLabel(label.split(', ')) : label;
  return wrapText(shown, measures.edgeLabel, { width: measures.edgeLabelWidth, lines: 3 });
}

/** Errors as a picture names them: a few in full, the rest counted. */
export function errorsLabel(errors: readonly string[]): string {
  return errors.length <= 2 ? errors.join(', ') : `${errors[0]} and ${errors.length - 1} more`;
}

function placedNode(graph: Dagre, sized: SizedNode): PlacedNode {
  const { x, y } = placeOf(graph, sized.node.id);
  return { ...sized, x: round(x - sized.width / 2), y: round(y - sized.height / 2) };
}

function placedEdge(graph: Dagre, edge: GraphEdge, name: string): PlacedEdge {
  const placed = graph.edge({ v: edge.from, w: edge.to, name }) as {
    readonly points: readonly Point[];
    readonly x?: number;
    readonly y?: number;
  };
  const points = placed.points.map(({ x, y }) => ({ x: round(x), y: round(y) }));
  const lines = labelLines(edge);
  const { x, y } = placed;
  const label =
    lines.length === 0 || x === undefined || y === undefined ? {} : { label: { x: round(x), y: round(y), lines } };
  return { kind: edge.kind, from: edge.from, to: edge.to, points, ...label };
}

function pointOf(graph: Dagre, key: 'start' | 'end', id: string): { start?: Point; end?: Point } {
  if (!graph.hasNode(id)) return {};
  const { x, y } = placeOf(graph, id);
  return { [key]: { x: round(x), y: round(y) } };
}

function placeOf(graph: Dagre, id: string): Point {
  return graph.node(id) as unknown as Point;
}

/** To a tenth of a pixel, so that the same definition gives the same bytes. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
