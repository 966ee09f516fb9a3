import type { DocumentCell } from '../document-cells';
import type { Labels } from '../fields/labels';
import type { Property } from '../schema';
import { findAmounts } from '../values/amounts';
import type { Table } from './read-table';
import { piecesOf } from './table-rows';

/**
 * Reads priced lines that have no header, as tills print them: words with a price each, straight above the sums. They are used only if
 * the prices add up to the sum or the total under them.
 */
export function readPricedLines(
  cells: readonly DocumentCell[],
  labels: Labels,
  properties: readonly Property[],
): Table | undefined {
  const description = properties.find((property) => property.kind !== 'amount' && property.kind !== 'quantity');
  const amount = properties.filter((property) => property.kind === 'amount').at(-1);
  if (description === undefined || amount === undefined) return undefined;
  const end = firstSum(cells, labels);
  if (end === undefined) return undefined;
  const sums = sumsFrom(cells, labels, end);
  const lines = pricedLines(cells.slice(0, end));
  let total = 0;
  let found: Table | undefined;
  for (const [start, { value }] of [...lines.entries()].reverse()) {
    total += Math.round(value * 100);
    if (!sums.includes(total)) continue;
    const used = lines.slice(start);
    const rows = used.map((line) => ({ [description.name]: line.text, [amount.name]: line.price }));
    found = { rows, sureness: 0.9, cells: used.flatMap((line) => line.cells) };
  }
  return found;
}

function isSum(labels: Labels, at: number): boolean {
  return labels.get(at)?.owners.some(({ property }) => property.kind === 'amount') ?? false;
}

function firstSum(cells: readonly DocumentCell[], labels: Labels): number | undefined {
  const at = cells.findIndex(
    (cell, index) =>
      isSum(labels, index) &&
      findAmounts(`${cell.text} ${cells[index + 1]?.text ?? ''}`).some((found) => found.isMoney),
  );
  return at === -1 ? undefined : at;
}

/** The labelled amounts under the lines, in cents. */
function sumsFrom(cells: readonly DocumentCell[], labels: Labels, start: number): number[] {
  return cells.slice(start, start + 30).flatMap((cell, offset) => {
    if (!isSum(labels, start + offset)) return [];
    return findAmounts(`${cell.text} ${cells[start + offset + 1]?.text ?? ''}`)
      .filter((found) => found.isMoney)
      .map((found) => Math.round(found.value * 100));
  });
}

interface PricedLine {
  readonly text: string;
  readonly price: string;
  readonly value: number;
  readonly cells: readonly number[];
}

const twoColumns = [
  { property: undefined, isText: true },
  { property: undefined, isText: false },
];

/** Words, followed by numbers; the last one is the amount of the line. */
function pricedLines(cells: readonly DocumentCell[]): PricedLine[] {
  const lines: PricedLine[] = [];
  let words: { text: string; cell: number } | undefined;
  let line: PricedLine | undefined;
  for (const [index, cell] of cells.entries()) {
    for (const piece of piecesOf(cell.text, twoColumns)) {
      if (piece.kind === 'text') [words, line] = [{ text: piece.text, cell: index }, undefined];
      else if (words !== undefined && piece.isMoney) {
        if (line !== undefined) lines.pop();
        line = { text: words.text, price: piece.text, value: piece.value, cells: [words.cell, index] };
        lines.push(line);
      }
    }
  }
  return lines;
}
