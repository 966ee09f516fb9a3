import { arrowPath, edgePath } from '../placed/edge-path';
import type { PlacedEdge, PlacedEnd, PlacedGraph } from '../placed/placed-graph';
import { drawNode, textAt } from './draw-node';
import type { Marks } from './marks';
import { type Element, element } from './markup';

/** A placed graph from its own top left: frames below lines, lines below states. */
export function drawGraph({ nodes, edges, ends }: PlacedGraph, marks: Marks): Element[] {
  const isFrame = (node: (typeof nodes)[number]): boolean => node.inner?.open === true;
  const draw = (node: (typeof nodes)[number]): Element => drawNode(node, marks.node(node.id));
  const marked = edges.filter(({ id }) => marks.edge(id) !== undefined);
  const others = edges.filter(({ id }) => marks.edge(id) === undefined);
  return [
    ...nodes.filter(isFrame).map(draw),
    ...[...others, ...marked].flatMap((edge) => drawEdge(edge, marks.edge(edge.id))),
    ...ends.flatMap(drawEnd),
    ...nodes.filter((node) => !isFrame(node)).map(draw),
    ...edges.flatMap(drawLabel),
  ];
}

function drawEdge({ kind, points }: PlacedEdge, mark: string | undefined): Element[] {
  const style = [kind === 'catch' ? ' catch' : '', mark === undefined ? '' : ` ${mark}`].join('');
  return [
    element('path', { class: `line${style}`, d: edgePath(points, { short: 6 }) }),
    element('path', { class: `arrow${style}`, d: arrowPath(points) }),
  ];
}

/** On a ground that keeps it readable where lines are near. */
function drawLabel({ kind, label }: PlacedEdge): Element[] {
  if (label === undefined) return [];
  const { x, y, width, height, text } = label;
  return [
    element('rect', { class: 'ground', x, y, width, height, rx: 4, opacity: 0.85 }),
    textAt(text, { class: `${kind === 'catch' ? 'fault' : 'muted'} small`, x: x + 2, y: y + height - 4 }),
  ];
}

function drawEnd({ kind, x, y }: PlacedEnd): Element[] {
  if (kind === 'start') return [element('circle', { class: 'arrow', cx: x, cy: y, r: 6 })];
  return [
    element('circle', { class: 'line', cx: x, cy: y, r: 7 }),
    element('circle', { class: 'arrow', cx: x, cy: y, r: 4 }),
  ];
}
