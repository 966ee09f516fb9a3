import { findAmounts } from '../values/amounts';
import type { TableColumn } from './table-columns';

/** A cell of a table's body: words, or a number with its value. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly value: number; readonly isMoney: boolean };

/** A row's pieces by column. */
export interface TableRow {
  readonly texts: readonly string[];
  readonly numbers: readonly (Piece & { kind: 'number' })[];
}

const trailing =
  /(?:^|\s)((?:[$€£¥]\s?|(?:EUR|USD|GBP|CHF)\s?)?[-–(]?\d[\d.,'’]*\d|\d)\)?(?:\s?(?:€|£|\$|%|EUR|USD|GBP|CHF|hrs?|hours?|h|pcs?|x|Stk\.?|days?|units?))?$/iu;

/** Splits a cell into words and the numbers after (and, if the table begins with numbers, before) them. */
export function piecesOf(text: string, columns: readonly TableColumn[]): Piece[] {
  const numberColumns = columns.filter((column) => !column.isText).length;
  if (!/[\p{L}\d]/u.test(text)) return [];
  const whole = numberPiece(text);
  if (whole !== undefined) return [whole];
  let rest = text.trim();
  const behind: Piece[] = [];
  while (behind.length < numberColumns) {
    const match = trailing.exec(rest);
    const piece = match === null ? undefined : numberPiece(match[0]);
    if (match === null || piece === undefined) break;
    behind.unshift(piece);
    rest = rest.slice(0, match.index).trim();
  }
  const isCredible = behind.length >= 2 || behind.some((piece) => piece.kind === 'number' && piece.isMoney);
  if (!isCredible) return before(text, columns);
  return [...(rest === '' ? [] : before(rest, columns)), ...behind];
}

function before(text: string, columns: readonly TableColumn[]): Piece[] {
  const match = columns[0]?.isText === false ? /^(\d{1,4})(?:\s?x)?[.)]?\s+(?=\p{L})/iu.exec(text) : null;
  const [lead, digits] = match ?? [];
  const number = digits === undefined ? undefined : numberPiece(digits);
  if (lead === undefined || number === undefined) return [{ kind: 'text', text: text.trim() }];
  return [number, { kind: 'text', text: text.slice(lead.length).trim() }];
}

function numberPiece(text: string): (Piece & { kind: 'number' }) | undefined {
  const trimmed = text
    .trim()
    .replace(/^[|:]+|[|:*]+$/gu, '')
    .trim();
  const percent = /^\d+(?:[.,]\d+)?\s?%$/u.exec(trimmed);
  if (percent !== null) return { kind: 'number', text: trimmed, value: Number.NaN, isMoney: false };
  const bare = trimmed.replace(
    /\s?(?:hrs?|hours?|h|pcs?|x|stk\.?|st\.?|each|ea|days?|units?|box(?:es)?|kg|m)\.?$/iu,
    '',
  );
  const [amount, more] = findAmounts(bare);
  if (amount === undefined || more !== undefined) return undefined;
  const extra = bare
    .replace(amount.text, '')
    .replace(/[\s$€£¥]|\b(?:EUR|USD|GBP|CHF|CAD|AUD|SEK|NOK|DKK|JPY)\b|\b[A-Z]\b/gu, '');
  return extra === '' ? { kind: 'number', text: amount.text, value: amount.value, isMoney: amount.isMoney } : undefined;
}

/**
 * Groups pieces to rows: words begin a row once the row before has had its numbers. If the table begins with a number, the number just
 * before the words is theirs.
 */
export function rowsOf(pieces: readonly Piece[], columns: readonly TableColumn[]): TableRow[] {
  const leading = columns.findIndex((column) => column.isText);
  const behind = columns.length - leading - columns.slice(leading).filter((column) => column.isText).length;
  const rows: { texts: string[]; lead: (Piece & { kind: 'number' })[]; numbers: (Piece & { kind: 'number' })[] }[] = [];
  let pending: (Piece & { kind: 'number' })[] = [];
  for (const piece of pieces) {
    const row = rows.at(-1);
    if (piece.kind === 'number') {
      if (row === undefined) pending.push(piece);
      else row.numbers.push(piece);
      continue;
    }
    // Words without a number of their own continue the row above, in a table whose rows begin with a number.
    if (row !== undefined && (row.numbers.length === 0 || (leading > 0 && row.numbers.length === behind))) {
      row.texts.push(piece.text);
      continue;
    }
    if (row !== undefined && leading > 0 && row.numbers.length > behind)
      pending = row.numbers.splice(row.numbers.length - leading);
    rows.push({ texts: [piece.text], lead: pending, numbers: [] });
    pending = [];
  }
  return withWrappedLines(rows, columns.filter((column) => column.isText).length).map((row) => ({
    texts: row.texts,
    numbers: [...row.lead, ...row.numbers],
  }));
}

/** A wrapped description is after its row's numbers; if the first row already has several lines, it is before them. */
function withWrappedLines<RawRow extends { texts: string[]; numbers: readonly unknown[] }>(
  rows: readonly RawRow[],
  textColumns: number,
): RawRow[] {
  const linesStandBefore = (rows[0]?.texts.length ?? 0) > textColumns;
  const whole: RawRow[] = [];
  for (const row of rows) {
    const surplus = row.texts.length - textColumns;
    const previous = whole.at(-1);
    if (row.numbers.length === 0) continue;
    if (surplus > 0 && !linesStandBefore && previous !== undefined) {
      const wrapped = row.texts.slice(0, surplus);
      previous.texts = [...previous.texts.slice(0, -1), [previous.texts.at(-1), ...wrapped].join(' ')];
      whole.push({ ...row, texts: row.texts.slice(surplus) });
    } else if (surplus > 0)
      whole.push({
        ...row,
        texts: [...row.texts.slice(0, textColumns - 1), row.texts.slice(textColumns - 1).join(' ')],
      });
    else whole.push({ ...row });
  }
  return whole;
}
