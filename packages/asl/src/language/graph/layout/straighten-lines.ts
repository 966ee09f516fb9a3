import type { Box, Point } from './placed';

/** A line between two states: a point in each rank that it passes. */
export interface LooseLine {
  readonly from: Point;
  readonly to: Point;
  readonly stations: readonly Station[];
}

/** The point where a line passes a rank, and the width it needs there: that of its label, or a gap. */
export interface Station extends Point {
  readonly width: number;
}

const gap = 14;
const passes = 4;

/**
 * Moves the point of a line in the rank between two others towards the straight line, as far as its neighbours leave
 * room: dagre places by medians, and sometimes moves such a line far aside without need. Longer lines it draws straight
 * by itself. Positions are middles; neighbours keep their order.
 */
export function straightenLines(lines: readonly LooseLine[], boxes: readonly Box[]): LooseLine[] {
  let current = [...lines];
  for (let pass = 0; pass < passes; pass++) {
    for (const [index, line] of current.entries()) {
      if (line.stations.length !== 1) continue;
      const others = current.flatMap((each, other) => (other === index ? [] : each.stations));
      current = current.with(index, straightenLine(line, [...boxes, ...others]));
    }
  }
  return current;
}

function straightenLine(line: LooseLine, others: readonly Station[]): LooseLine {
  const moved: Station[] = [];
  for (const [index, station] of line.stations.entries()) {
    const before = moved.at(-1) ?? line.from;
    const after = line.stations[index + 1] ?? line.to;
    moved.push({ ...station, x: within(station, (before.x + after.x) / 2, others) });
  }
  return { ...line, stations: moved };
}

function within(station: Station, wanted: number, others: readonly Station[]): number {
  const row = others.filter(({ y }) => Math.abs(y - station.y) < 0.5);
  const room = ({ width }: Station): number => (width + station.width) / 2 + gap;
  const left = row.filter(({ x }) => x < station.x).map((other) => other.x + room(other));
  const right = row.filter(({ x }) => x >= station.x).map((other) => other.x - room(other));
  const [least, most] = [Math.max(-Infinity, ...left), Math.min(Infinity, ...right)];
  return least > most ? station.x : Math.min(Math.max(wanted, least), most);
}
