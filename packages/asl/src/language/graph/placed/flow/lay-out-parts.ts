import type { PlacedBox, PlacedSize, Point } from '../placed-graph';
import { sizes } from '../sizes';
import { type FoundEnds, findEnds, type Part } from './find-ends';
import type { Flow, FlowBox, FlowLine, RoutedLine } from './flow';
import { type MeasuredRows, measureRows } from './measure-rows';
import { rankBoxes } from './rank-boxes';

/** Boxes and lines to be placed: the main flow, what is next to it, and the lines between or besides them. */
export interface FlowParts {
  readonly main: { readonly boxes: readonly FlowBox[]; readonly lines: readonly FlowLine[] };
  readonly side: { readonly boxes: readonly FlowBox[]; readonly lines: readonly FlowLine[] };
  /** They run through a channel between both parts, those to one box together; they move nothing but apart. */
  readonly cross: readonly FlowLine[];
}

/** A flow whose lines are those of the main flow, of what is next to it, and the cross lines, in this order. */
export function layOutParts({ main, side, cross }: FlowParts): Flow {
  const parts = [main, side].map(({ boxes, lines }) => measurePart({ ranked: rankBoxes(boxes, lines), lines, cross }));
  const [left, right] = parts as [MeasuredPart, MeasuredPart];
  const buses = busesOf(cross, left, right);
  const channel = buses.length === 0 ? 0 : (buses.length + 1) * sizes.busGap;
  const placed = { x: left.ranked.width + channel, y: sideTop(cross, left, right) };
  const busOf = (key: string): number => left.ranked.width + (buses.indexOf(key) + 1) * sizes.busGap;
  const at = [{ x: 0, y: 0 }, placed] as const;
  const boxes = new Map(parts.flatMap((part, index) => placeBoxes(part, at[index] as Point)));
  const routed = parts.flatMap((part, index) => part.lines.map((_, line) => routeLine(part, line, at[index] as Point)));
  const ends = parts.map((part, index) => ({ part, at: at[index] as Point }));
  return {
    width: right.ranked.boxes.size === 0 ? left.ranked.width + channel : placed.x + right.ranked.width,
    height: Math.max(left.rows.height, right.ranked.boxes.size === 0 ? 0 : placed.y + right.rows.height),
    boxes,
    lines: [...routed, ...cross.map((line, index) => routeCross(line, index, { ends, busOf }))],
  };
}

interface MeasuredPart extends Part {
  readonly ends: FoundEnds;
  readonly rows: MeasuredRows;
}

function measurePart(part: Part): MeasuredPart {
  const ends = findEnds(part);
  return { ...part, ends, rows: measureRows(part, ends) };
}

/** The targets whose lines need the channel: from another part, or past a row. */
function busesOf(cross: readonly FlowLine[], left: Part, right: Part): string[] {
  const needing = cross.filter(({ from, to }) => {
    const part = [left, right].find(({ ranked }) => ranked.boxes.has(from) && ranked.boxes.has(to));
    const row = (key: string): number => part?.ranked.boxes.get(key)?.row ?? 0;
    return part === undefined || row(to) !== row(from) + 1;
  });
  return [...new Set(needing.map(({ to }) => to))];
}

/** What is next to the main flow is where the first line to it goes straight on, if it fits there. */
function sideTop(cross: readonly FlowLine[], left: MeasuredPart, right: MeasuredPart): number {
  const tops = cross.flatMap(({ from, to }) => {
    const [first, last] = [left.ranked.boxes.get(from), right.ranked.boxes.get(to)];
    if (first === undefined || last === undefined) return [];
    return [left.rows.crossTrackOf(first.row + 1, to) - right.rows.crossTrackOf(last.row, to)];
  });
  return Math.max(0, Math.min(...tops, Math.max(0, left.rows.height - right.rows.height)));
}

function placeBoxes({ ranked, rows }: MeasuredPart, at: Point): [string, PlacedBox][] {
  return [...ranked.boxes.values()].map(({ key, row, x, width, height }) => [
    key,
    { x: at.x + x - width / 2, y: at.y + (rows.middles[row] as number) - height / 2, width, height },
  ]);
}

function routeLine(part: MeasuredPart, index: number, at: Point): RoutedLine {
  const { ranked, ends, rows, lines } = part;
  const { upper, lower, isBack, xs } = ranked.lines[index] as (typeof ranked.lines)[number];
  const [first, last] = [ranked.boxes.get(upper), ranked.boxes.get(lower)];
  if (first === undefined || last === undefined) return { points: [] };
  const label = lines[index]?.label;
  const middle = (row: number): number => at.y + (rows.middles[row] as number);
  if (upper === lower) return loop({ ...first, x: at.x + first.x, y: middle(first.row) }, label);
  const stops = [ends.upper[index] as number, ...xs, ends.lower[index] as number].map((x) => at.x + x);
  const points = [{ x: stops[0] as number, y: middle(first.row) + first.height / 2 }];
  for (let gap = first.row + 1; gap <= last.row; gap++) {
    const y = rows.trackOf(gap, index);
    const [from, to] = [stops[gap - first.row - 1] as number, stops[gap - first.row] as number];
    if (y !== undefined) points.push({ x: from, y: at.y + y }, { x: to, y: at.y + y });
  }
  points.push({ x: stops.at(-1) as number, y: middle(last.row) - last.height / 2 });
  return withLabel(isBack ? points.reverse() : points, label, isBack);
}

/** A line from a box to itself, at its right. */
function loop({ x, y, width }: PlacedBox, label: PlacedSize | undefined): RoutedLine {
  const [right, out] = [x + width / 2, x + width / 2 + sizes.busGap];
  const points = [
    { x: right, y: y + 6 },
    { x: out, y: y + 6 },
    { x: out, y: y - 6 },
    { x: right, y: y - 6 },
  ];
  return { points, ...(label === undefined ? {} : { label: { x: out + 2, y: y - label.height / 2, ...label } }) };
}

interface CrossOptions {
  readonly ends: readonly { readonly part: MeasuredPart; readonly at: Point }[];
  readonly busOf: (key: string) => number;
}

function routeCross({ from, to, label }: FlowLine, index: number, { ends, busOf }: CrossOptions): RoutedLine {
  const [start, goal] = [from, to].map((key) => ends.find(({ part }) => part.ranked.boxes.has(key)));
  const [first, last] = [start?.part.ranked.boxes.get(from), goal?.part.ranked.boxes.get(to)];
  if (start === undefined || goal === undefined || first === undefined || last === undefined) return { points: [] };
  const out = start.at.y + start.part.rows.crossTrackOf(first.row + 1, to);
  const into = goal.at.y + goal.part.rows.crossTrackOf(last.row, to);
  const begin = start.at.x + (start.part.ends.leaving.get(index) as number);
  const end = goal.at.x + (goal.part.ends.entering.get(index) as number);
  const isNext = start === goal && last.row === first.row + 1;
  const bus = busOf(to);
  const points = [
    { x: begin, y: start.at.y + (start.part.rows.middles[first.row] as number) + first.height / 2 },
    { x: begin, y: out },
    ...(isNext
      ? []
      : [
          { x: bus, y: out },
          { x: bus, y: into },
        ]),
    { x: end, y: into },
    { x: end, y: goal.at.y + (goal.part.rows.middles[last.row] as number) - last.height / 2 },
  ];
  return withLabel(points, label, false);
}

/** Next to the begin of its line, on the right. */
function withLabel(points: readonly Point[], label: PlacedSize | undefined, isUp: boolean): RoutedLine {
  const begin = points[0] as Point;
  if (label === undefined) return { points };
  const y = isUp ? begin.y - label.height - 2 : begin.y + 2;
  return { points, label: { x: begin.x + 3, y, width: label.width, height: label.height } };
}
