import { textWidth } from '../layout/text-width';
import type { JoinedEdge } from './joined-edges';
import { type LaidScope, round, type SizedNode } from './laid-scope';
import { layOutRanks, type RankedBox, type Ranks } from './lay-out-ranks';
import type { PlacedBox, PlacedEdge, PlacedEnd, PlacedNode, Point } from './placed-graph';
import { sizes } from './sizes';

/** Places the states of one scope and its edges, without what open states hold. */
export function layOutFlow(
  sized: readonly SizedNode[],
  edges: readonly JoinedEdge[],
  direction: 'down' | 'right',
): Omit<LaidScope, 'scopes' | 'hidden'> {
  const lines = edges.map((edge) => ({ from: keyFrom(edge), to: keyTo(edge), weight: edge.kind === 'catch' ? 1 : 6 }));
  const ranks = layOutRanks(boxesOf(sized, edges), lines, direction);
  return {
    width: ranks.width,
    height: ranks.height,
    nodes: sized.map(({ node }) => placeNode(node, ranks)),
    edges: edges.map((edge, index) => placeEdge(edge, ranks.routes[index] ?? [], direction)),
    ends: edges.filter(isEnd).map((edge) => placeEnd(edge, ranks)),
  };
}

/** The start first, then the states in their order, each with its end. */
function boxesOf(sized: readonly SizedNode[], edges: readonly JoinedEdge[]): RankedBox[] {
  const { startDot, endRing } = sizes;
  const ending = edges.filter(({ kind }) => kind === 'end');
  return [
    ...edges
      .filter(({ kind }) => kind === 'start')
      .map((edge) => ({ key: keyFrom(edge), width: startDot, height: startDot })),
    ...sized.map(({ node: { id, width, height } }) => ({ key: `state ${id}`, width, height })),
    ...ending.map((edge) => ({ key: keyTo(edge), width: endRing, height: endRing })),
  ];
}

function isEnd({ kind }: JoinedEdge): boolean {
  return kind === 'start' || kind === 'end';
}

function keyFrom({ kind, from }: JoinedEdge): string {
  return kind === 'start' ? 'start' : `state ${from}`;
}

/** Every state that ends has an end of its own, so that no line crosses the graph for it. */
function keyTo({ kind, from, to }: JoinedEdge): string {
  return kind === 'end' ? `end ${from}` : `state ${to}`;
}

function placeNode(node: SizedNode['node'], { boxes }: Ranks): PlacedNode {
  const { x, y } = boxes.get(`state ${node.id}`) as PlacedBox;
  const lines = node.lines.map((line) => ({ ...line, x: round(line.x + x), y: round(line.y + y) }));
  return { ...node, x: round(x), y: round(y), lines };
}

function placeEnd({ kind, from, to }: JoinedEdge, { boxes }: Ranks): PlacedEnd {
  const box = boxes.get(kind === 'start' ? 'start' : `end ${from}`) as PlacedBox;
  const middle = { x: round(box.x + box.width / 2), y: round(box.y + box.height / 2) };
  return kind === 'start'
    ? { scope: from, kind: 'start', state: to, ...middle }
    : { scope: to, kind: 'end', state: from, ...middle };
}

function placeEdge(edge: JoinedEdge, route: readonly Point[], direction: 'down' | 'right'): PlacedEdge {
  const points = route.map(({ x, y }) => ({ x: round(x), y: round(y) }));
  const text = labelOf(edge);
  if (text === '') return { ...edge, points };
  const width = textWidth(text, sizes.fonts.label) + 6;
  const [{ x, y }] = points as [Point];
  const middle = direction === 'down' ? { x: x + width / 2 + 2, y: y + 11 } : { x: x + width / 2 + 2, y: y - 9 };
  return {
    ...edge,
    points,
    label: { x: round(middle.x), y: round(middle.y), width, height: sizes.edgeLabelHeight, lines: [text] },
  };
}

/** The numbers of rules, as they are in the card; errors, a few in full and the rest counted. */
function labelOf({ rules = [], errors = [] }: JoinedEdge): string {
  if (rules.length > 0) return rules.join(', ');
  const named = errors.map((error) => (error === 'States.ALL' ? 'any error' : error));
  return named.length <= 2 ? named.join(', ') : `${named[0]} and ${named.length - 1} more`;
}
