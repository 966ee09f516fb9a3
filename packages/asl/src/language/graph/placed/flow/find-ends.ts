import type { FlowLine } from './flow';
import { placePorts } from './place-ports';
import type { RankedBox, RankedFlow } from './rank-boxes';

/** Where lines leave and enter the boxes of one part, by x. */
export interface FoundEnds {
  /** Of each line of the part: at the bottom of its upper box, at the top of its lower one. */
  readonly upper: readonly number[];
  readonly lower: readonly number[];
  /** Of lines from and to other parts, by their index: at the bottom of the box that they leave, at the top of the other. */
  readonly leaving: ReadonlyMap<number, number>;
  readonly entering: ReadonlyMap<number, number>;
}

/** A part of a drawing: boxes with the lines between them, and the lines from and to elsewhere. */
export interface Part {
  readonly ranked: RankedFlow;
  readonly lines: readonly FlowLine[];
  readonly cross: readonly FlowLine[];
}

/** Lines within a part are as straight as possible; those from elsewhere are at the right of a box. */
export function findEnds(part: Part): FoundEnds {
  const { ranked, cross } = part;
  const ends = {
    upper: [] as number[],
    lower: [] as number[],
    leaving: new Map<number, number>(),
    entering: new Map(),
  };
  const boxes = [...ranked.boxes.values()];
  for (const box of boxes) {
    const own = indexesOf(ranked.lines, ({ upper, lower }) => upper === box.key && upper !== lower);
    const wanted = own.map((index) => (own.length === 1 ? box.x : wantedBelow(ranked, index)));
    const outside = indexesOf(cross, ({ from }) => from === box.key);
    const ports = placePorts(box, [
      ...own.map((index, at) => ({ wanted: wanted[at] as number, labelWidth: labelAtTop(part, index, false) })),
      ...outside.map((index) => ({ wanted: besides(box, own), labelWidth: cross[index]?.label?.width ?? 0 })),
    ]);
    for (const [at, index] of own.entries()) ends.upper[index] = ports[at] as number;
    for (const [at, index] of outside.entries()) ends.leaving.set(index, ports[own.length + at] as number);
  }
  for (const box of boxes) {
    const own = indexesOf(ranked.lines, ({ upper, lower }) => lower === box.key && upper !== lower);
    const outside = indexesOf(cross, ({ to }) => to === box.key);
    // All lines from elsewhere enter at one place.
    const ports = placePorts(box, [
      ...own.map((index) => ({
        wanted: ranked.lines[index]?.xs.at(-1) ?? (ends.upper[index] as number),
        labelWidth: labelAtTop(part, index, true),
      })),
      ...(outside.length === 0 ? [] : [{ wanted: besides(box, own), labelWidth: 0 }]),
    ]);
    for (const [at, index] of own.entries()) ends.lower[index] = ports[at] as number;
    for (const index of outside) ends.entering.set(index, ports[own.length] as number);
  }
  return ends;
}

/** At the right of the part's own lines, if there are any. */
function besides({ x }: RankedBox, own: readonly number[]): number {
  return own.length === 0 ? x : Infinity;
}

function wantedBelow({ lines, boxes }: RankedFlow, index: number): number {
  const line = lines[index];
  return line?.xs[0] ?? boxes.get(line?.lower ?? '')?.x ?? 0;
}

/** A label is where its line begins: a line upwards begins at the top of a box. */
function labelAtTop({ ranked, lines }: Part, index: number, isTop: boolean): number {
  return ranked.lines[index]?.isBack === isTop ? (lines[index]?.label?.width ?? 0) : 0;
}

function indexesOf<T>(items: readonly T[], isWanted: (item: T) => boolean): number[] {
  return items.flatMap((item, index) => (isWanted(item) ? [index] : []));
}
