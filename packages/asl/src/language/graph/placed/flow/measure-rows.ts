import { sizes } from '../sizes';
import { assignTracks } from './assign-tracks';
import type { FoundEnds, Part } from './find-ends';

/** Where the rows of a part are, and the tracks of lines between them. */
export interface MeasuredRows {
  readonly height: number;
  /** The middle of each row. */
  readonly middles: readonly number[];
  /** The y of a line of the part on its way through a gap; undefined if it goes straight on. Gap 0 is above row 0. */
  trackOf(gap: number, line: number): number | undefined;
  /** The y of the lines from elsewhere to a box, in a gap. */
  crossTrackOf(gap: number, target: string): number;
}

/** A line of a part in a gap. */
interface Passing {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

interface Gap {
  readonly passing: readonly Passing[];
  readonly tracks: readonly (number | undefined)[];
  readonly targets: readonly string[];
  readonly trackCount: number;
  /** The room of labels below the upper row, and above the lower one. */
  readonly labels: { readonly top: number; readonly bottom: number };
}

/** Gives each gap as much room as its lines need. `rows`: which gaps the lines from and to elsewhere use. */
export function measureRows(part: Part, ends: FoundEnds): MeasuredRows {
  const { rowCount, boxes } = part.ranked;
  const gaps = Array.from({ length: rowCount + 1 }, (_, index) => readGap(part, ends, index));
  const heights = Array.from({ length: rowCount }, () => 0);
  for (const { row, height } of boxes.values()) heights[row] = Math.max(heights[row] ?? 0, height);
  const tops: number[] = [];
  const middles: number[] = [];
  let y: number = sizes.margin;
  for (const [index, gap] of gaps.entries()) {
    tops.push(y);
    y += heightOf(gap, index === 0 || index === rowCount);
    const height = heights[index] ?? 0;
    if (index < rowCount) middles.push(y + height / 2);
    y += height;
  }
  const yOf = (gap: number, track: number): number =>
    (tops[gap] as number) + sizes.trackTop + (gaps[gap]?.labels.top ?? 0) + track * sizes.trackGap;
  return {
    height: Math.ceil(y + sizes.margin),
    middles,
    trackOf(gap, line) {
      const at = gaps[gap]?.passing.findIndex((each) => each.line === line) ?? -1;
      const track = gaps[gap]?.tracks[at];
      return track === undefined ? undefined : yOf(gap, track);
    },
    crossTrackOf(gap, target) {
      const { trackCount = 0, targets = [] } = gaps[gap] ?? {};
      return yOf(gap, trackCount - targets.length + targets.indexOf(target));
    },
  };
}

function readGap(part: Part, ends: FoundEnds, index: number): Gap {
  const passing = passingIn(part, ends, index);
  const tracks = assignTracks(passing);
  const own = Math.max(0, ...tracks.map((track) => (track === undefined ? 0 : track + 1)));
  const targets = crossTargets(part, index);
  return { passing, tracks, targets, trackCount: own + targets.length, labels: labelRoom(part, index) };
}

function passingIn({ ranked }: Part, ends: FoundEnds, gap: number): Passing[] {
  return ranked.lines.flatMap(({ upper, lower, xs }, line) => {
    const [first, last] = [ranked.boxes.get(upper)?.row ?? 0, ranked.boxes.get(lower)?.row ?? 0];
    if (gap <= first || gap > last) return [];
    const at = gap - first - 1;
    const from = at === 0 ? ends.upper[line] : xs[at - 1];
    const to = gap === last ? ends.lower[line] : xs[at];
    return [{ line, from: from as number, to: to as number }];
  });
}

/** Lines from elsewhere come by the gap above their target; they leave by the gap below the box that they come from. */
function crossTargets({ ranked: { boxes }, cross }: Part, gap: number): string[] {
  const used = cross.filter(({ from, to }) => boxes.get(to)?.row === gap || boxes.get(from)?.row === gap - 1);
  return [...new Set(used.map(({ to }) => to))];
}

function labelRoom({ ranked: { boxes, lines }, lines: given, cross }: Part, gap: number): Gap['labels'] {
  const begins = (row: number, isBack: boolean): number[] =>
    lines.flatMap((line, index) =>
      line.isBack === isBack && boxes.get(isBack ? line.lower : line.upper)?.row === row
        ? [given[index]?.label?.height ?? 0]
        : [],
    );
  const leaving = cross.flatMap(({ from, label }) => (boxes.get(from)?.row === gap - 1 ? [label?.height ?? 0] : []));
  return { top: Math.max(0, ...begins(gap - 1, false), ...leaving), bottom: Math.max(0, ...begins(gap, true)) };
}

function heightOf({ trackCount, labels }: Gap, isOutside: boolean): number {
  if (isOutside && trackCount === 0) return 0;
  const tracks = Math.max(0, trackCount - 1) * sizes.trackGap;
  return Math.max(sizes.trackTop + labels.top + tracks + labels.bottom + sizes.trackBottom, sizes.rankGap);
}
