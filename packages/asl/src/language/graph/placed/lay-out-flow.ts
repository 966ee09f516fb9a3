import { type FlowBox, type FlowLine, type RoutedLine, turn, turnFlow } from './flow/flow';
import { layOutParts } from './flow/lay-out-parts';
import type { JoinedEdge } from './joined-edges';
import { type LaidScope, round, type SizedNode } from './laid-scope';
import type { PlacedBox, PlacedEdge, PlacedEnd, PlacedNode } from './placed-graph';
import { sizes } from './sizes';
import { textWidth } from './text-width';

/** How a flow is laid out. */
export interface FlowOptions {
  /** The ids of the states that are next to the others: only errors lead to them. */
  readonly aside: ReadonlySet<string>;
  readonly direction: 'down' | 'right';
}

/**
 * Places the states of one scope and its edges, without what open states hold. Error paths change nothing of the main
 * flow but the distance of its states.
 */
export function layOutFlow(
  sized: readonly SizedNode[],
  edges: readonly JoinedEdge[],
  { aside, direction }: FlowOptions,
): Omit<LaidScope, 'scopes' | 'hidden'> {
  const isRight = direction === 'right';
  const isAside = ({ kind, from, to }: JoinedEdge): boolean => aside.has(kind === 'start' ? to : from);
  const isWithin = ({ kind, from, to }: JoinedEdge): boolean =>
    kind === 'start' || kind === 'end' || aside.has(from) === aside.has(to);
  const groups = [
    edges.filter((edge) => isWithin(edge) && !isAside(edge) && edge.kind !== 'catch'),
    edges.filter((edge) => isWithin(edge) && isAside(edge)),
    edges.filter((edge) => !isWithin(edge) || (edge.kind === 'catch' && !isAside(edge))),
  ] as const;
  const part = (index: 0 | 1, isIn: (id: string) => boolean) => ({
    boxes: boxesOf(
      sized.filter(({ node }) => isIn(node.id)),
      groups[index],
      isRight,
    ),
    lines: groups[index].map((edge) => lineOf(edge, isRight)),
  });
  const flow = layOutParts({
    main: part(0, (id) => !aside.has(id)),
    side: part(1, (id) => aside.has(id)),
    cross: groups[2].map((edge) => lineOf(edge, isRight)),
  });
  const { boxes, lines, ...size } = isRight ? turnFlow(flow) : flow;
  const drawn = groups.flat();
  return {
    ...size,
    nodes: sized.map(({ node }) => placeNode(node, boxes.get(`state ${node.id}`) as PlacedBox)),
    edges: drawn.map((edge, index) => placeEdge(edge, lines[index] as RoutedLine)),
    ends: drawn.filter(({ kind }) => kind === 'start' || kind === 'end').map((edge) => placeEnd(edge, boxes)),
  };
}

/** The start first, then the states in their order, then their ends. */
function boxesOf(sized: readonly SizedNode[], edges: readonly JoinedEdge[], isRight: boolean): FlowBox[] {
  const { startDot, endRing } = sizes;
  const dot = (edge: JoinedEdge): FlowBox => ({ key: keyFrom(edge), width: startDot, height: startDot });
  const ring = (edge: JoinedEdge): FlowBox => ({ key: keyTo(edge), width: endRing, height: endRing });
  const states = sized.map(({ node: { id, width, height } }) => ({ key: `state ${id}`, width, height }));
  return [
    ...edges.filter(({ kind }) => kind === 'start').map(dot),
    ...(isRight ? states.map(turn) : states),
    ...edges.filter(({ kind }) => kind === 'end').map(ring),
  ];
}

function lineOf(edge: JoinedEdge, isRight: boolean): FlowLine {
  const text = labelOf(edge);
  const size = { width: textWidth(text, sizes.fonts.label) + 4, height: sizes.edgeLabelHeight };
  return {
    ...{ from: keyFrom(edge), to: keyTo(edge), weight: edge.kind === 'catch' ? 1 : 6 },
    ...(text === '' ? {} : { label: isRight ? turn(size) : size }),
  };
}

function keyFrom({ kind, from }: JoinedEdge): string {
  return kind === 'start' ? 'start' : `state ${from}`;
}

/** Every state that ends has an end of its own, so that no line crosses the graph for it. */
function keyTo({ kind, from, to }: JoinedEdge): string {
  return kind === 'end' ? `end ${from}` : `state ${to}`;
}

function placeNode(node: SizedNode['node'], { x, y }: PlacedBox): PlacedNode {
  const lines = node.lines.map((line) => ({ ...line, x: round(line.x + x), y: round(line.y + y) }));
  return { ...node, x: round(x), y: round(y), lines };
}

function placeEnd(edge: JoinedEdge, boxes: ReadonlyMap<string, PlacedBox>): PlacedEnd {
  const { kind, from, to } = edge;
  const { x, y, width, height } = boxes.get(kind === 'start' ? keyFrom(edge) : keyTo(edge)) as PlacedBox;
  const middle = { x: round(x + width / 2), y: round(y + height / 2) };
  return kind === 'start'
    ? { scope: from, kind: 'start', state: to, ...middle }
    : { scope: to, kind: 'end', state: from, ...middle };
}

function placeEdge(edge: JoinedEdge, { points, label }: RoutedLine): PlacedEdge {
  const rounded = { ...edge, points: points.map(({ x, y }) => ({ x: round(x), y: round(y) })) };
  if (label === undefined) return rounded;
  return { ...rounded, label: { ...label, x: round(label.x), y: round(label.y), text: labelOf(edge) } };
}

/** As the rules and catchers are numbered in the card. */
function labelOf({ rules = [], catchers = [] }: JoinedEdge): string {
  return [rules.join(', '), catchers.map((number) => `!${number}`).join(', ')].filter((text) => text !== '').join(' ');
}
