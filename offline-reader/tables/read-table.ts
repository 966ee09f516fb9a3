import type { DocumentCell } from '../document-cells';
import type { LabelMatch, Labels } from '../fields/labels';
import type { Property } from '../schema';
import { findAmounts } from '../values/amounts';
import { findHeaders, type Header, type TableColumn } from './table-columns';
import { type Piece, piecesOf, rowsOf, type TableRow } from './table-rows';

/** A table read from the text. */
export interface Table {
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** From 0 to 1: how many of its rows hold together (quantity × price = amount). */
  readonly sureness: number;
  /** Its cells, including the header: they do not contain other labels or values. */
  readonly cells: readonly number[];
}

const longestTable = 1500;

/** Reads the tables whose columns are named as the properties are; of several, the rows come one after another. */
export function readTable(
  cells: readonly DocumentCell[],
  labels: Labels,
  properties: readonly Property[],
): Table | undefined {
  const headers = findHeaders(cells, properties);
  const read = headers.map((header, at) => readBody({ cells, labels }, header, headers[at + 1]?.start ?? cells.length));
  const filled = read.filter((table) => table.rows.length > 0 && table.isPriced);
  if (filled.length === 0) return undefined;
  const columns = Math.max(...filled.map((table) => table.columns));
  const alike = filled.filter((table) => table.columns === columns);
  const rows = alike.flatMap((table) => table.rows);
  const sureness = alike.reduce((sum, table) => sum + table.sureness * table.rows.length, 0) / rows.length;
  return { rows, sureness, cells: alike.flatMap((table) => table.cells) };
}

function readBody(
  { cells, labels }: { cells: readonly DocumentCell[]; labels: Labels },
  header: Header,
  limit: number,
) {
  const pieces: Piece[] = [];
  let end = header.end;
  for (const { text } of cells.slice(header.end, Math.min(limit, header.end + longestTable))) {
    if (endsTable(text, labels.get(end), cells[end + 1])) break;
    pieces.push(...piecesOf(text, header.columns));
    end += 1;
  }
  const rows = rowsOf(pieces, header.columns).map((row) => assign(row, header.columns));
  const used = rows.length === 0 ? header.end : end;
  return {
    rows: rows.map((row) => row.values),
    sureness: surenessOf(rows.map((row) => row.holds)),
    isPriced: rows.some((row) => row.holds === true) || rows.filter((row) => row.hasMoney).length * 2 >= rows.length,
    cells: Array.from({ length: used - header.start }, (_, at) => header.start + at),
    columns: header.columns.filter((column) => column.property !== undefined).length,
  };
}

/** Sums are under a table, as are lines that label something else. */
function endsTable(text: string, label: LabelMatch | undefined, nextCell: DocumentCell | undefined): boolean {
  if (label !== undefined) {
    const isSum =
      label.owners.some(({ property }) => property.kind === 'amount') ||
      label.words.includes('balance') ||
      label.words.includes('paid');
    const next = nextCell?.text ?? '';
    if (
      isSum &&
      (label.isPure
        ? findAmounts(next).length > 0
        : findAmounts(label.rest).some((amount) => amount.isMoney) && !hasSeveralNumbers(text))
    )
      return true;
    if (!isSum && label.owners.length > 0 && !hasSeveralNumbers(text) && /[:#]/u.test(text)) return true;
  }
  return (
    /^(?:notes?|terms|payment|bank|thank you|please|remarks?|comments?)\b/iu.test(text) && !hasSeveralNumbers(text)
  );
}

function hasSeveralNumbers(text: string): boolean {
  return findAmounts(text).length >= 3;
}

interface AssignedRow {
  readonly values: Readonly<Record<string, string>>;
  /** Whether quantity × price = amount; undefined if one of them is missing. */
  readonly holds: boolean | undefined;
  /** Whether some number of it is written as money. Tables of plain numbers are of something else. */
  readonly hasMoney: boolean;
}

function assign(row: TableRow, columns: readonly TableColumn[]): AssignedRow {
  const values: Record<string, string> = Object.create(null);
  const texts = columns.filter((column) => column.isText);
  for (const [at, text] of row.texts.entries()) {
    const property =
      texts[at + texts.length - row.texts.length]?.property ?? (texts.length === 1 ? texts[0]?.property : undefined);
    if (property !== undefined) values[property.name] = text;
  }
  const numbers = assignNumbers(
    row.numbers,
    columns.filter((column) => !column.isText),
  );
  for (const [property, piece] of numbers) values[property.name] = piece.text;
  const by = (kind: string, last: boolean) => {
    const found = [...numbers].filter(([property]) => property.kind === kind);
    return (last ? found.at(-1) : found[0])?.[1].value;
  };
  const [quantity, price, amount] = [by('quantity', false), by('amount', false), by('amount', true)];
  const complete =
    quantity !== undefined &&
    price !== undefined &&
    amount !== undefined &&
    [...numbers].filter(([property]) => property.kind === 'amount').length >= 2;
  return {
    values,
    holds: complete ? Math.abs(quantity * price - amount) <= Math.max(0.02, Math.abs(amount) * 0.005) : undefined,
    hasMoney: row.numbers.some((piece) => piece.isMoney),
  };
}

type NumberPiece = Piece & { kind: 'number' };

/** As many numbers as columns: one each. Fewer: the sum is the last; a whole number is a count, money is a price. */
function assignNumbers(found: readonly NumberPiece[], columns: readonly TableColumn[]): Map<Property, NumberPiece> {
  const given = new Map<Property, NumberPiece>();
  const give = (column: TableColumn | undefined, piece: NumberPiece | undefined) => {
    if (column?.property !== undefined && piece !== undefined && !given.has(column.property))
      given.set(column.property, piece);
  };
  if (found.length === columns.length) {
    for (const [at, column] of columns.entries()) give(column, found[at]);
    return given;
  }
  const asked = columns.filter((column) => column.property !== undefined);
  const numbers = found.filter((piece) => !Number.isNaN(piece.value));
  const sum = asked.filter((column) => column.property?.kind === 'amount').at(-1);
  const rest = numbers.slice(0, -1);
  give(sum, numbers.at(-1));
  const others = asked.filter((column) => column !== sum);
  const count = rest.find((piece) => !piece.isMoney) ?? (rest.length >= others.length ? rest[0] : undefined);
  give(
    others.find((column) => column.property?.kind === 'quantity'),
    count,
  );
  give(
    others.find((column) => column.property?.kind === 'amount'),
    rest.filter((piece) => piece !== count).at(-1),
  );
  return given;
}

function surenessOf(holds: readonly (boolean | undefined)[]): number {
  const checked = holds.filter((hold) => hold !== undefined);
  if (checked.length === 0) return 0.75;
  return 0.4 + (0.6 * checked.filter((hold) => hold).length) / checked.length;
}
