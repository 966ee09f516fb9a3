import Table from 'cli-table3';
import { cutText, visibleText } from '../terminal';

/** A string that is cut if the terminal is too narrow for it, but never before the end of `kept`, its beginning. */
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
}

/** Formats a table as lines of at most `width` characters, if the parts that must not be cut fit. */
export function fittedTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): readonly string[] {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ isFigure }) => (isFigure === true ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
  });
  const visible = rows.map((row) => row.map(visibleCell));
  const widths = fittedWidths(columns, visible, width);
  for (const row of visible)
    table.push(row.map(({ text, paint }, column) => paint(cutText(text, widths[column] ?? 0))));
  return table.toString().split('\n');
}

type VisibleCell = Required<FittingCell>;

function visibleCell(cell: Cell): VisibleCell {
  if (typeof cell !== 'object') return { text: String(cell), kept: String(cell), paint: (text) => text };
  const { text, kept = '', paint = (shown) => shown } = cell;
  return { text: visibleText(text), kept: visibleText(kept), paint };
}

/** A column that is cut keeps this many characters at least. */
const fewestCharacters = 12;

/** Shortens the widest column, character by character, until the table fits. */
function fittedWidths(
  columns: readonly Column[],
  rows: readonly (readonly VisibleCell[])[],
  width: number,
): readonly number[] {
  const fitted = columns.map(({ head }, column) => {
    const cells = rows.flatMap((row) => row.slice(column, column + 1));
    const natural = Math.max(head.length, ...cells.map(({ text }) => lengthOf(text)));
    const least = Math.max(head.length, ...cells.map(leastLength));
    return { least, characters: Math.max(least, Math.min(natural, width)) };
  });
  const borders = 3 * columns.length + 1;
  for (let excess = sum(fitted.map(({ characters }) => characters)) + borders - width; excess > 0; excess -= 1) {
    const [widest] = fitted
      .filter(({ characters, least }) => characters > least)
      .sort((a, b) => b.characters - a.characters);
    if (widest === undefined) break;
    widest.characters -= 1;
  }
  return fitted.map(({ characters }) => characters);
}

/** How long a cell stays when it is cut: one more than what is kept, for the sign of what is cut. */
function leastLength({ text, kept }: VisibleCell): number {
  return Math.min(lengthOf(text), Math.max(fewestCharacters, lengthOf(kept) + 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function lengthOf(text: string): number {
  return [...text].length;
}
