import type { DocumentCell } from './document-cells';
import { findLabelledValues } from './fields/find-values';
import { findLabels, type Labels } from './fields/labels';
import { findUnlabelledValue } from './fields/unlabelled';
import type { Property } from './schema';
import { findAmounts, numberOf } from './values/amounts';
import { looksLikeCompany } from './values/value-kinds';
import { isDocumentName } from './words/document-lexicon';

/** A document of a file, or a further set of sums of one. */
export interface FoundDocument {
  /** Its first cell and the one after its total. */
  readonly start: number;
  readonly end: number;
  /** What it states, by the names of the properties. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The documents of a file: each has a total of its own below another number, supplier or heading, or a complete set of subtotal, tax and
 * total that differs from those before. Empty if there is one.
 */
export function findDocuments(
  cells: readonly DocumentCell[],
  labels: Labels,
  { properties, inTables }: { properties: readonly Property[]; inTables: ReadonlySet<number> },
): FoundDocument[] {
  const totals = [...cells.entries()].filter(([at, { text }]) => {
    const owners = labels.get(at)?.owners ?? [];
    const isTotal = owners.some(({ property }) => property.name === 'total' && property.kind === 'amount');
    return isTotal && !inTables.has(at) && hasMoney(`${text}\n${cells[at + 1]?.text ?? ''}`);
  });
  const found: FoundDocument[] = [];
  let before: number | undefined;
  for (const [at, { text }] of totals) {
    const start = before === undefined ? 0 : startAfter(cells, before, at);
    before = at + (hasMoney(text) ? 0 : 1);
    const values = read(cells.slice(start, before + 1), properties);
    if (found.every((other) => isAnother(other.values, values))) found.push({ start, end: before + 1, values });
  }
  return found.length > 1 ? found : [];
}

function hasMoney(text: string): boolean {
  return findAmounts(text).some(({ isMoney }) => isMoney);
}

/** The next page, if there is one before the total, else the next line. */
function startAfter(cells: readonly DocumentCell[], before: number, total: number): number {
  const nextPage = cells.findIndex(({ page }, at) => at > before && at <= total && page !== cells[at - 1]?.page);
  return nextPage === -1 ? before + 1 : nextPage;
}

function read(cells: readonly DocumentCell[], properties: readonly Property[]): Record<string, string> {
  const labels = findLabels(cells, properties);
  const labelled = findLabelledValues(cells, labels, new Set());
  const values = properties.flatMap((property): [string, string][] => {
    if (property.name === 'pages') return [[property.name, pagesOf(cells)]];
    const found = labelled.get(property) ?? findUnlabelledValue(property, { cells, labels, taken: new Set() });
    return found === undefined ? [] : [[property.name, found.text]];
  });
  return Object.fromEntries(values);
}

function pagesOf(cells: readonly DocumentCell[]): string {
  const [first, last] = [(cells[0]?.page ?? 0) + 1, (cells.at(-1)?.page ?? 0) + 1];
  return first === last ? String(first) : `${first}-${last}`;
}

function isAnother(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const differs = (name: string) => one[name] !== undefined && other[name] !== undefined && one[name] !== other[name];
  const hasOtherTotal = amount(one['total']) !== amount(other['total']);
  if (differs('invoiceNumber')) return true;
  if (!hasOtherTotal) return false;
  if (['subtotal', 'tax', 'total'].every((name) => other[name] !== undefined)) return true;
  if (one['invoiceNumber'] !== undefined && one['invoiceNumber'] === other['invoiceNumber']) return false;
  return (
    isDocumentName(other['title'] ?? '') || (differs('supplierName') && looksLikeCompany(other['supplierName'] ?? ''))
  );
}

function amount(text: string | undefined): number {
  return numberOf((text ?? '').replace(/[^\d.,]/gu, ''));
}
