import type { Box, Point } from './placed';
import type { Station } from './straighten-lines';

/** The middle of a rank and how far its tallest state reaches from there: two lines between which no line may run aslant. */
export interface Band {
  readonly y: number;
  readonly reach: number;
}

/** A line as dagre leads it, with the states at its ends (their places are middles). */
export interface Lead {
  readonly from: Box;
  readonly to: Box;
  /** Where it passes the ranks between them; one with a width holds its label. */
  readonly stations: readonly Station[];
  readonly labelHeight: number;
}

/** So far from its rank a line stays upright, so that its arrow points down and not aslant; in pixels. */
const upright = 10;

/** The ranks of placed states, whose places are middles. */
export function bandsOf(boxes: readonly Box[]): Band[] {
  const reaches = new Map<number, number>();
  for (const { y, height } of boxes) reaches.set(y, Math.max(reaches.get(y) ?? 0, height / 2));
  return [...reaches].map(([y, reach]) => ({ y, reach }));
}

/**
 * Draws an edge so that it leaves and enters through the top or bottom of a state, and passes every rank upright: dagre
 * keeps space for it next to the states of a rank, but only in the middle, so that it would cut the corner of a tall
 * one.
 */
export function leadLine({ from, to, stations: inner, labelHeight }: Lead, bands: readonly Band[]): Point[] {
  const down = to.y >= from.y ? 1 : -1;
  const leaving = throughEnd(from, inner[0] ?? to, { down, bands });
  const entering = throughEnd(to, inner.at(-1) ?? from, { down: -down, bands });
  return [
    ...leaving,
    ...inner.flatMap((station) => throughRank(station, labelHeight, { down, bands })),
    ...entering.reverse(),
  ];
}

interface Way {
  /** 1: downwards, -1: upwards. */
  readonly down: number;
  readonly bands: readonly Band[];
}

/** From the border of a state to the border of its rank, on the side that the line comes from or goes to. */
function throughEnd(box: Box, other: Point, { down, bands }: Way): Point[] {
  const most = Math.max(box.width / 2 - 26, 0);
  const x = box.x + Math.min(Math.max((other.x - box.x) * 0.3, -most), most);
  const reach = bandAt(bands, box.y)?.reach ?? 0;
  return [
    { x, y: box.y + (down * box.height) / 2 },
    { x, y: box.y + down * (Math.max(reach, box.height / 2) + upright) },
  ];
}

function throughRank({ x, y, width }: Station, labelHeight: number, { down, bands }: Way): Point[] {
  const reach = bandAt(bands, y)?.reach ?? (width > 0 ? labelHeight / 2 : 0);
  if (reach === 0) return [{ x, y }];
  return [
    { x, y: y - down * reach },
    { x, y },
    { x, y: y + down * reach },
  ];
}

function bandAt(bands: readonly Band[], y: number): Band | undefined {
  return bands.find((band) => Math.abs(band.y - y) < 0.5);
}
