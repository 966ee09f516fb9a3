import {
  canonicalCurrency,
  canonicalDate,
  canonicalDecimal,
  canonicalPercent,
  exactText,
  foldedText,
} from './canonical';

/** How an expected value is compared with the one that was read: both are brought into this form, then they are equal or not. */
export type ValueMatch = 'exact' | 'decimal' | 'date' | 'currency' | 'percent' | 'folded';

/** What each match does, as a report names it. */
export const matchWords: Readonly<Record<ValueMatch, string>> = {
  exact: 'exact, case and spaces ignored',
  decimal: 'as a decimal number',
  date: 'as an ISO 8601 date',
  currency: 'as an ISO 4217 code',
  percent: 'by the numbers in it',
  folded: 'folded: case, accents, punctuation and spaces ignored',
};

const canonical: Readonly<Record<ValueMatch, (text: string) => string>> = {
  exact: exactText,
  decimal: canonicalDecimal,
  date: canonicalDate,
  currency: canonicalCurrency,
  percent: canonicalPercent,
  folded: foldedText,
};

const matches: Readonly<Record<string, ValueMatch>> = {
  type: 'exact',
  invoiceNumber: 'exact',
  currency: 'currency',
  taxRate: 'percent',
  ...decimals('subtotal', 'discount', 'shipping', 'tax', 'total', 'quantity', 'unitPrice', 'amount'),
};

/** The match of a field or column; folded for names that a definition has added. */
export function matchOf(name: string): ValueMatch {
  return /(^d|D)ate$/u.test(name) ? 'date' : (matches[name] ?? 'folded');
}

/** Whether two values are the same, compared as this field or column is. */
export function isSame(name: string, expected: string, read: string): boolean {
  const form = canonical[matchOf(name)];
  return form(expected) === form(read);
}

function decimals(...names: readonly string[]): Readonly<Record<string, ValueMatch>> {
  return Object.fromEntries(names.map((name) => [name, 'decimal']));
}
