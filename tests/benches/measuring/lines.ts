/** A point of a drawing, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line of a drawing. Lines to one target may run together. */
export interface DrawnLine {
  readonly to: string;
  readonly points: readonly Point[];
}

/** At how many points lines to different targets cross; lines that run together there count as one. */
export function crossings(lines: readonly DrawnLine[]): number {
  const found = new Set<string>();
  for (const [index, line] of lines.entries()) {
    for (const other of lines.slice(index + 1).filter(({ to }) => to !== line.to)) {
      const targets = [line.to, other.to].sort();
      for (const { x, y } of crossingsOf(line.points, other.points)) {
        found.add(JSON.stringify([targets, Math.round(x), Math.round(y)]));
      }
    }
  }
  return found.size;
}

/** In pixels. */
export function lengthOf(lines: readonly DrawnLine[]): number {
  return lines.reduce(
    (sum, { points }) => sum + piecesOf(points).reduce((own, [a, b]) => own + Math.hypot(a.x - b.x, a.y - b.y), 0),
    0,
  );
}

function crossingsOf(one: readonly Point[], other: readonly Point[]): Point[] {
  return piecesOf(one).flatMap((a) => piecesOf(other).flatMap((b) => (cross(a, b) ? [meetingOf(a, b)] : [])));
}

type Piece = readonly [Point, Point];

function piecesOf(points: readonly Point[]): Piece[] {
  return points.slice(1).map((point, index) => [points[index] as Point, point]);
}

function cross([a, b]: Piece, [c, d]: Piece): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function meetingOf([a, b]: Piece, [c, d]: Piece): Point {
  const [ab, cd] = [
    { x: b.x - a.x, y: b.y - a.y },
    { x: d.x - c.x, y: d.y - c.y },
  ];
  const part = ((c.x - a.x) * cd.y - (c.y - a.y) * cd.x) / (ab.x * cd.y - ab.y * cd.x);
  return { x: a.x + part * ab.x, y: a.y + part * ab.y };
}

/** On which side of a line a point is. */
function side(from: Point, to: Point, { x, y }: Point): number {
  return Math.sign((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x));
}
