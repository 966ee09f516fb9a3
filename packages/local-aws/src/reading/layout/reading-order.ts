import type { PlacedWord, Segment } from './placed-word';

/** A column of prose has at least this many full lines … */
const fewestLines = 5;
/** … of at least this many characters each. */
const fewestCharacters = 22;

/**
 * Puts the pieces of a page in reading order: row by row from the left, as forms, tables and letters are read; column by column where
 * the page is set in columns of prose. A piece across all columns (a title) separates what is above it from what is below.
 */
export function orderSegments<Word extends PlacedWord>(segments: readonly Segment<Word>[]): Segment<Word>[] {
  const columns = proseColumns(segments);
  if (columns.length < 2) return byRows(segments);
  const band = columns.map((column) => ({ column, pieces: [] as Segment<Word>[] }));
  const ordered: Segment<Word>[] = [];
  const endBand = () => {
    for (const { pieces } of band) ordered.push(...byRows(pieces.splice(0)));
  };
  for (const row of rowsOf(segments)) {
    if (row.some((segment) => spansColumns(segment, columns))) {
      endBand();
      ordered.push(...row);
    } else {
      for (const segment of row) nearest(band, segment)?.pieces.push(segment);
    }
  }
  endBand();
  return ordered;
}

function spansColumns(segment: Segment, columns: readonly Column[]): boolean {
  const touched = columns.filter(
    (column) => overlap(segment, column) > 0.15 * Math.min(segment.right - segment.left, column.right - column.left),
  );
  return touched.length > 1;
}

interface Column {
  readonly left: number;
  readonly right: number;
}

/** The stretches of the page's width that lines of prose fill, with white between them. */
function proseColumns(segments: readonly Segment[]): Column[] {
  const left = Math.min(...segments.map((segment) => segment.left));
  const right = Math.max(...segments.map((segment) => segment.right));
  const width = right - left;
  const prose = segments.filter(
    (segment) => segment.right - segment.left < 0.62 * width && charactersOf(segment) >= fewestCharacters,
  );
  if (prose.length < 2 * fewestLines) return [];
  const columns: (Column & { lines: number })[] = [];
  let current: { left: number; right: number; lines: number } | undefined;
  for (const stretch of filledStretches(prose, left, width)) {
    current = {
      ...stretch,
      lines: prose.filter((segment) => overlap(segment, stretch) > 0.6 * (segment.right - segment.left)).length,
    };
    if (current.lines >= fewestLines && current.right - current.left > 0.15 * width) columns.push(current);
  }
  return columns;
}

function filledStretches(prose: readonly Segment[], left: number, width: number): Column[] {
  const bins = 400;
  const filled = new Array<number>(bins + 1).fill(0);
  for (const segment of prose) {
    const from = Math.floor(((segment.left - left) / width) * bins);
    const to = Math.ceil(((segment.right - left) / width) * bins);
    for (let bin = from; bin < to; bin += 1) filled[bin]! += 1;
  }
  // A few crooked or overlong lines may reach into the white between two columns.
  const few = Math.max(2, Math.floor(prose.length * 0.06));
  const stretches: Column[] = [];
  let start = -1;
  filled.forEach((count, bin) => {
    if (count > few && start === -1) start = bin;
    if (count <= few && start !== -1) {
      stretches.push({ left: left + (start / bins) * width, right: left + (bin / bins) * width });
      start = -1;
    }
  });
  return stretches;
}

function overlap(segment: Column, column: Column): number {
  return Math.min(segment.right, column.right) - Math.max(segment.left, column.left);
}

function nearest<Placed extends { readonly column: Column }>(
  columns: readonly Placed[],
  { left, right }: Segment,
): Placed | undefined {
  const centre = (left + right) / 2;
  const distanceOf = ({ column }: Placed) => Math.max(column.left - centre, centre - column.right, 0);
  const [first] = [...columns].sort((a, b) => distanceOf(a) - distanceOf(b));
  return first;
}

function charactersOf(segment: Segment): number {
  return segment.words.reduce((all, word) => all + word.text.length + 1, -1);
}

function byRows<Word extends PlacedWord>(segments: readonly Segment<Word>[]): Segment<Word>[] {
  return rowsOf(segments).flat();
}

function rowsOf<Word extends PlacedWord>(segments: readonly Segment<Word>[]): Segment<Word>[][] {
  const middle = (segment: Segment) => (segment.top + segment.bottom) / 2;
  const fromTop = [...segments].sort((a, b) => middle(a) - middle(b) || a.left - b.left);
  const rows: Segment<Word>[][] = [];
  for (const segment of fromTop) {
    const row = rows.at(-1);
    const first = row?.[0];
    const height = first === undefined ? 0 : Math.min(first.bottom - first.top, segment.bottom - segment.top);
    if (row !== undefined && first !== undefined && middle(segment) - middle(first) < 0.5 * height) row.push(segment);
    else rows.push([segment]);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left));
}
