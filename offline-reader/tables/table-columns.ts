import type { DocumentCell } from '../document-cells';
import type { Property } from '../schema';
import { findAmounts } from '../values/amounts';
import { findDates } from '../values/dates';
import { type Token, tokenise, wordsOf } from '../words/canonical-words';

/** A column of a table, in the order of the header. */
export interface TableColumn {
  /** Undefined for a column that is not in the schema. */
  readonly property: Property | undefined;
  /** Words; else numbers. */
  readonly isText: boolean;
}

/** A table's header and its columns. */
export interface Header {
  readonly start: number;
  /** The cell after the header. */
  readonly end: number;
  readonly columns: readonly TableColumn[];
}

const otherNumbers =
  'number|pos|line|ln|tax|tax price|tax amount|tax rate|discount|disc|total|balance|debit|credit|gross|net|percent|deposits|withdrawals|' +
  'paid out|paid in|payments|money in|money out|debits|credits';
const otherTexts =
  'sku|code|item number|product code|part number|item code|article number|date|unit|uom|reference|currency|type|product number|stock code|' +
  'item #|tax code';
const otherPhrases = [
  ...otherNumbers.split('|').map((phrase) => ({ words: wordsOf(phrase), isText: false })),
  ...otherTexts.split('|').map((phrase) => ({ words: wordsOf(phrase), isText: true })),
];
const widestHeader = 12;

/** Finds the headers of tables whose columns are named as the properties are, best first at each place. */
export function findHeaders(cells: readonly DocumentCell[], properties: readonly Property[]): Header[] {
  const headers: Header[] = [];
  for (let start = 0; start < cells.length; start += 1) {
    const header = headerAt(cells, start, properties);
    if (header === undefined) continue;
    headers.push(header);
    start = header.end - 1;
  }
  return headers;
}

interface NamedColumn {
  readonly properties: readonly Property[];
  readonly isText: boolean;
  readonly isKnown: boolean;
}

function headerAt(cells: readonly DocumentCell[], start: number, properties: readonly Property[]): Header | undefined {
  const named: NamedColumn[] = [];
  const near = cells.slice(start, start + widestHeader);
  let end = start;
  let knownEnd = start;
  let knownCount = 0;
  for (const { page, text } of near) {
    if (page !== near[0]?.page || !isHeaderLike(text)) break;
    const columns = columnsIn(text, properties);
    if (columns === undefined && (end === start || end - knownEnd >= 1)) break;
    named.push(...(columns ?? [{ properties: [], isText: true, isKnown: false }]));
    end += 1;
    if (columns !== undefined) [knownEnd, knownCount] = [end, named.length];
  }
  const columns = settle(named.slice(0, knownCount));
  const asked = columns.filter((column) => column.property !== undefined);
  const hasText = asked.some((column) => column.isText);
  const hasNumber = asked.some((column) => !column.isText);
  return asked.length >= 2 && hasText && hasNumber ? { start, end: knownEnd, columns } : undefined;
}

function isHeaderLike(text: string): boolean {
  return (
    text.length <= 90 &&
    !findAmounts(text).some((amount) => amount.isMoney) &&
    findDates(text).length === 0 &&
    !/:\s*\S/u.test(text)
  );
}

/** Returns the columns that a cell names, or undefined if it holds other words. A narrow table's header may be one cell. */
function columnsIn(text: string, properties: readonly Property[]): NamedColumn[] | undefined {
  const tokens = tokenise(text.replace(/\([^)]*\)|\b(?:EUR|USD|GBP|CHF|CAD|AUD)\b|[€£$¥%]/gu, ' '));
  const columns: NamedColumn[] = [];
  let unexplained = 0;
  for (let at = 0; at < tokens.length; ) {
    const match = longest(tokens, at, properties);
    if (match === undefined) unexplained += 1;
    else columns.push(match.column);
    at += match?.length ?? 1;
  }
  return columns.length > 0 && unexplained <= (columns.length > 1 ? 1 : 0) ? columns : undefined;
}

function longest(
  tokens: readonly Token[],
  at: number,
  properties: readonly Property[],
): { column: NamedColumn; length: number } | undefined {
  const matches = (words: readonly string[]) =>
    words.length > 0 && words.every((word, offset) => tokens[at + offset]?.word === word);
  const asked = properties.flatMap((property) => {
    const rank = property.phrases.findIndex(matches);
    const lengths = property.phrases.filter(matches).map((words) => words.length);
    return rank === -1 ? [] : [{ property, rank, length: Math.max(...lengths) }];
  });
  const other = otherPhrases.filter(({ words }) => matches(words)).sort((a, b) => b.words.length - a.words.length)[0];
  const length = Math.max(0, ...asked.map((match) => match.length));
  if (other !== undefined && other.words.length > length) {
    return { column: { properties: [], isText: other.isText, isKnown: true }, length: other.words.length };
  }
  const fitting = asked
    .filter((match) => match.length === length)
    .sort((a, b) => a.rank - b.rank)
    .map((match) => match.property);
  const [first] = fitting;
  if (first === undefined) return undefined;
  return { column: { properties: fitting, isText: isTextKind(first), isKnown: true }, length };
}

function isTextKind({ kind }: Property): boolean {
  return kind !== 'amount' && kind !== 'quantity';
}

/** Assigns each property to one column: to the one that names it best; if equal, to the right one, where sums are. */
function settle(named: readonly NamedColumn[]): TableColumn[] {
  const owners = new Map<number, Property>();
  const given = new Set<Property>();
  const moneyColumns = named.filter((column) =>
    column.properties.some((property) => property.kind === 'amount'),
  ).length;
  for (const rank of [0, 1, 2]) {
    for (const [at, { properties }] of [...named.entries()].reverse()) {
      const [property, ...others] = properties.slice(rank);
      if (property === undefined || owners.has(at) || given.has(property)) continue;
      // The only price of a line is its amount.
      const only = moneyColumns === 1 && rank === 0 ? (others.at(-1) ?? property) : property;
      owners.set(at, only);
      given.add(only);
    }
  }
  return named.map(({ isText }, at) => {
    const property = owners.get(at);
    return { property, isText: property === undefined ? isText : isTextKind(property) };
  });
}
