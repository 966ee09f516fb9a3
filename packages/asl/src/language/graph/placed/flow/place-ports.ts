import { sizes } from '../sizes';
import type { RankedBox } from './rank-boxes';

/** The end of a line at the top or the bottom of a box. */
export interface LineEnd {
  /** Where it would be straight; infinite: as far right as possible. */
  readonly wanted: number;
  /** The width of its label, to the right of it; 0 for none. */
  readonly labelWidth: number;
}

/**
 * Returns the x of each end of a line on one side of a box: in the order of what they want, as near to it as the others
 * leave room, labels included.
 */
export function placePorts({ x, width }: Pick<RankedBox, 'x' | 'width'>, ends: readonly LineEnd[]): number[] {
  const inset = Math.min(sizes.portInset, width / 2);
  const [left, right] = [x - width / 2 + inset, x + width / 2 - inset];
  const order = ends.map((_, index) => index).sort((a, b) => wantedOf(ends, a) - wantedOf(ends, b) || a - b);
  const gaps = order.map((index) => Math.max(sizes.portGap, (ends[index]?.labelWidth ?? 0) + sizes.labelGap));
  const needed = gaps.slice(0, -1).reduce((sum, gap) => sum + gap, 0);
  const scale = needed > right - left ? (right - left) / needed : 1;
  const ports = new Array<number>(ends.length).fill(x);
  let least = left;
  for (const [place, index] of order.entries()) {
    ports[index] = Math.max(least, Math.min(wantedOf(ends, index), right));
    least = (ports[index] as number) + (gaps[place] as number) * scale;
  }
  let most = right;
  for (const [place, index] of [...order.entries()].reverse()) {
    const before = place === 0 ? 0 : (gaps[place - 1] as number) * scale;
    ports[index] = Math.min(ports[index] as number, most);
    most = (ports[index] as number) - before;
  }
  return ports;
}

function wantedOf(ends: readonly LineEnd[], index: number): number {
  return ends[index]?.wanted ?? 0;
}
