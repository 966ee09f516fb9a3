import type { Point } from './placed-graph';

/** The `d` of an SVG path through the corners of an edge, which it rounds; it ends `short` pixels before the last one. */
export function edgePath(points: readonly Point[], { radius = 7, short = 0 } = {}): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M${first.x} ${first.y}`];
  for (const [index, corner] of rest.entries()) {
    const before = points[index] as Point;
    const after = points[index + 2];
    if (after === undefined) {
      const end = towards(corner, before, short);
      parts.push(`L${end.x} ${end.y}`);
      continue;
    }
    const most = Math.min(radius, lengthOf(before, corner) / 2, lengthOf(corner, after) / 2);
    const [from, to] = [towards(corner, before, most), towards(corner, after, most)];
    parts.push(`L${from.x} ${from.y}Q${corner.x} ${corner.y} ${to.x} ${to.y}`);
  }
  return parts.join('');
}

/** The `d` of the arrow head at the end of an edge. */
export function arrowPath(points: readonly Point[], length = 8, halfWidth = 4): string {
  const end = points.at(-1);
  const before = points.at(-2);
  if (end === undefined || before === undefined) return '';
  const back = towards(end, before, length);
  const [dx, dy] = [((end.y - back.y) / length) * halfWidth, ((back.x - end.x) / length) * halfWidth];
  const corners = [end, { x: back.x - dx, y: back.y - dy }, { x: back.x + dx, y: back.y + dy }];
  return `M${corners.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}Z`;
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = lengthOf(from, to);
  if (length === 0) return from;
  const part = distance / length;
  return { x: round(from.x + (to.x - from.x) * part), y: round(from.y + (to.y - from.y) * part) };
}

function lengthOf(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
