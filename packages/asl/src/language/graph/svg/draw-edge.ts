import { round } from '../layout/lay-out-lines';
import { measures } from '../layout/measures';
import type { PlacedEdge, Point } from '../layout/placed';
import { textWidth } from '../layout/text-width';
import { element, textElement } from './markup';

/** A line with its arrow head. */
export function drawEdge({ kind, points }: PlacedEdge, taken: boolean): string {
  const plain = kind === 'catch' ? 'catch' : 'edge';
  const head = kind === 'catch' ? 'caught' : 'arrow';
  const line = element('path', { class: taken ? 'taken-edge' : plain, d: curveThrough(points) });
  return line + arrowHead(points, taken ? 'taken-arrow' : head);
}

/** The label of an edge, on a background that keeps it readable where edges cross. */
export function drawEdgeLabel({ kind, label }: PlacedEdge): string {
  if (label === undefined) return '';
  const { lines, x, y } = label;
  const width = Math.max(...lines.map((line) => textWidth(line, measures.edgeLabel))) + 8;
  const height = lines.length * 13 + 4;
  const ground = element('rect', {
    class: 'behind',
    x: round(x - width / 2),
    y: round(y - height / 2),
    width,
    height,
    rx: 4,
  });
  const style = {
    'font-size': 10.5,
    'text-anchor': 'middle',
    ...(kind === 'default' ? { 'font-style': 'italic' } : {}),
  };
  const texts = lines.map((line, index) =>
    textElement(line, {
      class: kind === 'catch' ? 'caught' : 'muted',
      x,
      y: round(y - height / 2 + 12 + index * 13),
      ...style,
    }),
  );
  return ground + texts.join('');
}

/** A B-spline: straight at both ends, smooth between, as close to the points as dagre means them. */
function curveThrough(points: readonly Point[]): string {
  const [first, ...rest] = points as readonly [Point, ...Point[]];
  const last = shortenEnd(points);
  if (rest.length < 2) return `M${first.x} ${first.y}L${last.x} ${last.y}`;
  const through = [first, ...rest.slice(0, -1), last];
  const start = blend([first, 5], [through[1] as Point, 1]);
  const parts = [`M${first.x} ${first.y}L${start.x} ${start.y}`];
  for (const [index, to] of through.entries()) {
    if (index < 2) continue;
    parts.push(spline(through[index - 2] as Point, through[index - 1] as Point, to));
  }
  parts.push(spline(through.at(-2) as Point, last, last), `L${last.x} ${last.y}`);
  return parts.join('');
}

function spline(a: Point, b: Point, c: Point): string {
  const one = blend([a, 2], [b, 1]);
  const two = blend([a, 1], [b, 2]);
  const end = blend([a, 1], [b, 4], [c, 1]);
  return `C${one.x} ${one.y} ${two.x} ${two.y} ${end.x} ${end.y}`;
}

function blend(...weighted: readonly (readonly [Point, number])[]): Point {
  const sum = weighted.reduce((total, [, weight]) => total + weight, 0);
  const mean = (of: (point: Point) => number): number =>
    round(weighted.reduce((total, [point, weight]) => total + of(point) * weight, 0) / sum);
  return { x: mean(({ x }) => x), y: mean(({ y }) => y) };
}

/** The line ends where the arrow head begins. */
function shortenEnd(points: readonly Point[]): Point {
  const { end, dx, dy } = direction(points);
  return { x: round(end.x - dx * 6), y: round(end.y - dy * 6) };
}

function arrowHead(points: readonly Point[], style: string): string {
  const { end, dx, dy } = direction(points);
  const back = { x: end.x - dx * 9, y: end.y - dy * 9 };
  const corners = [end, { x: back.x - dy * 4.2, y: back.y + dx * 4.2 }, { x: back.x + dy * 4.2, y: back.y - dx * 4.2 }];
  return element('path', { class: style, d: `M${corners.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}Z` });
}

function direction(points: readonly Point[]): { readonly end: Point; readonly dx: number; readonly dy: number } {
  const end = points.at(-1) as Point;
  const before = points.at(-2) ?? end;
  const length = Math.hypot(end.x - before.x, end.y - before.y);
  return length === 0
    ? { end, dx: 0, dy: 1 }
    : { end, dx: (end.x - before.x) / length, dy: (end.y - before.y) / length };
}
