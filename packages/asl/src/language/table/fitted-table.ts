import { visibleText } from '../terminal';
import { cutToWidth, textWidth } from './text-width';

/** A string that is cut if the terminal is too narrow for it; before the end of `kept`, its beginning, only if nothing else helps. */
export interface FittingCell {
  readonly text: string;
  readonly kept?: string;
  readonly paint?: (text: string) => string;
}

/** A cell: strings of a document or a file are cut to fit, figures are not cut. */
export type Cell = FittingCell | number | string;

/** A column: its head, and whether its cells are figures. */
export interface Column {
  readonly head: string;
  readonly isFigure?: boolean;
  /** Columns with a rank are left out if the table does not fit otherwise, the highest first. */
  readonly rank?: number;
}

/**
 * Formats a table as lines of at most `width` columns of a terminal, if the figures that must be shown fit. Cuts the widest texts first,
 * then leaves columns out and names them in a last line, then cuts what cells should keep.
 */
export function fittedTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): readonly string[] {
  return fitted(columns, rows, { width, isFramed: true });
}

/** The same without a frame: two blanks between columns. */
export function alignedTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): readonly string[] {
  return fitted(columns, rows, { width, isFramed: false });
}

interface Room {
  readonly width: number;
  readonly isFramed: boolean;
}

function fitted(columns: readonly Column[], rows: readonly (readonly Cell[])[], room: Room): readonly string[] {
  const all = columns.map((column, index) => measured(column, rows, index));
  const shown = chosenColumns(all, room);
  const left = all.filter((column) => !shown.includes(column)).map(({ head }) => head);
  return [...drawn(shown, room), ...wrapped(left, room.width)];
}

interface VisibleCell extends Required<FittingCell> {
  readonly isFigure: boolean;
}

interface Measured extends Column {
  readonly cells: readonly VisibleCell[];
  readonly natural: number;
  /** With everything that cells keep. */
  readonly least: number;
  /** What is cut at all is not cut to less. */
  readonly fewest: number;
}

/** A text that is cut keeps this many characters, if they fit; its head is always shown. */
const fewestCharacters = 12;

function measured(column: Column, rows: readonly (readonly Cell[])[], index: number): Measured {
  const cells = rows.flatMap((row) => row.slice(index, index + 1).map(visibleCell));
  const head = textWidth(column.head);
  const widest = (widthOf: (cell: VisibleCell) => number): number => Math.max(head, ...cells.map(widthOf));
  const natural = ({ text }: VisibleCell): number => textWidth(text);
  return {
    ...column,
    cells,
    natural: widest(natural),
    // One more than what is kept, for the sign of what is cut.
    least: widest((cell) => Math.min(natural(cell), Math.max(fewestCharacters, textWidth(cell.kept) + 1))),
    fewest: widest((cell) => (cell.isFigure ? natural(cell) : 0)),
  };
}

function visibleCell(cell: Cell): VisibleCell {
  if (typeof cell !== 'object')
    return { text: String(cell), kept: String(cell), paint: (text) => text, isFigure: true };
  const { text, kept = '', paint = (shown) => shown } = cell;
  return { text: visibleText(text), kept: visibleText(kept), paint, isFigure: false };
}

/** Leaves out columns with a rank while what the others keep does not fit. */
function chosenColumns(columns: readonly Measured[], room: Room): readonly Measured[] {
  if (betweenColumns(columns, room) + sum(columns.map(({ least }) => least)) <= room.width) return columns;
  const ranks = columns.map(({ rank = 0 }) => rank);
  const highest = Math.max(...ranks);
  if (highest === 0) return columns;
  return chosenColumns(columns.toSpliced(ranks.indexOf(highest), 1), room);
}

function drawn(columns: readonly Measured[], room: Room): readonly string[] {
  const widths = fittedWidths(columns, room);
  const heads = columns.map(({ head }) => ({ text: head, paint: (text: string) => text }));
  const rows = (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] as VisibleCell));
  const [head = [], ...others] = [heads, ...rows].map((cells) =>
    cells.map((cell, index) => padded(cell, { width: widths[index] ?? 0, isFigure: columns[index]?.isFigure })),
  );
  if (!room.isFramed) return [head, ...others].map((texts) => texts.join('  ').trimEnd());
  const rule = ([left, middle, right]: readonly [string, string, string]): string =>
    `${left}${widths.map((each) => '─'.repeat(each + 2)).join(middle)}${right}`;
  const line = (texts: readonly string[]): string => `│ ${texts.join(' │ ')} │`;
  return [rule(['┌', '┬', '┐']), line(head), rule(['├', '┼', '┤']), ...others.map(line), rule(['└', '┴', '┘'])];
}

function padded(
  { text, paint }: Pick<VisibleCell, 'text' | 'paint'>,
  { width, isFigure = false }: { readonly width: number; readonly isFigure: boolean | undefined },
): string {
  const cut = cutToWidth(text, width);
  const blank = ' '.repeat(width - textWidth(cut));
  return isFigure ? blank + paint(cut) : paint(cut) + blank;
}

/** Shortens the widest column, character by character, until the table fits: first to what is kept, then to the fewest characters. */
function fittedWidths(columns: readonly Measured[], room: Room): readonly number[] {
  const widths = columns.map(({ natural }) => natural);
  let excess = sum(widths) + betweenColumns(columns, room) - room.width;
  for (const limits of [columns.map(({ least }) => least), columns.map(({ fewest }) => fewest)]) {
    for (; excess > 0; excess -= 1) {
      const spare = widths.map((each, index) => (each > (limits[index] ?? 0) ? each : 0));
      const widest = Math.max(...spare);
      if (widest === 0) break;
      widths[spare.indexOf(widest)] = widest - 1;
    }
  }
  return widths;
}

/** Columns of the terminal that the frame takes, or the blanks. */
function betweenColumns({ length }: readonly unknown[], { isFramed }: Room): number {
  return isFramed ? 3 * length + 1 : 2 * (length - 1);
}

/** The names of columns that are not shown, as lines that fit. */
function wrapped(names: readonly string[], width: number): readonly string[] {
  if (names.length === 0) return [];
  const lines: string[] = [];
  for (const word of `not shown, for lack of width: ${names.join(', ')}`.split(' ')) {
    const longer = [...lines.slice(-1), word].join(' ');
    if (textWidth(longer) <= width) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
