import { readAmount } from './amount';
import { type CurrencyMark, dollarsOf, findCurrency, isCurrencyCode } from './currency';
import { type Complaint, type Fields, isGiven, quoteValue } from './invoice';

/** The currency of an invoice, and the complaints about it for a reviewer. */
export interface ReadCurrency {
  readonly code?: string;
  readonly complaints: readonly Complaint[];
}

/**
 * Returns the currency from the field and from the amounts: all marks together must leave one code. An ambiguous sign
 * ($, ¥) is decided by a code next to it or by the country of names and taxes, else it is its usual one; `kr` alone has
 * none.
 */
export function readCurrency(fields: Fields, amounts: readonly unknown[]): ReadCurrency {
  const field = fields['currency'];
  const fieldMark = isGiven(field) ? markOfField(field) : undefined;
  if (isGiven(field) && fieldMark === undefined) {
    return complain(`The currency is given as ${quoteValue(field)}, which is no currency of ISO 4217.`);
  }
  const marks = [fieldMark, ...amounts.map((amount) => readAmount(amount)?.currency)].filter(
    (mark) => mark !== undefined,
  );
  const [first] = marks;
  if (first === undefined) return { complaints: [] };
  const common = first.codes.filter((code) => marks.every((mark) => mark.codes.includes(code)));
  if (common.length === 0) return complain(conflict(marks));
  const isUsual = marks.every((mark) => mark.hasUsual);
  const shown = common.length > 1 && isUsual ? findDollars(fields)?.filter((code) => common.includes(code)) : undefined;
  const left = shown === undefined || shown.length === 0 ? common : shown;
  if (left.length === 1 || (left === common && isUsual)) return { code: left[0] ?? '', complaints: [] };
  return complain(`The currency is given as ${quoteValue(first.found)}, which can mean ${left.join(', ')}.`);
}

function complain(sentence: string): ReadCurrency {
  return { complaints: [{ field: 'currency', sentence }] };
}

/** The dollars of the supplier and the tax; a customer abroad does not show whether they are its own. */
function findDollars(fields: Fields): readonly string[] | undefined {
  const text = (...names: string[]) => names.map((name) => fields[name]).filter((value) => typeof value === 'string');
  const customers = dollarsOf(text('customerName'));
  return dollarsOf(text('supplierName', 'tax', 'taxRate')) ?? (customers && [...customers, 'USD']);
}

function markOfField(field: unknown): CurrencyMark | undefined {
  if (typeof field !== 'string') return undefined;
  const code = field.trim().toUpperCase();
  if (isCurrencyCode(code)) return { found: code, codes: [code], hasUsual: true };
  const mark = findCurrency(field.normalize('NFKC'));
  return mark === undefined ? undefined : { ...mark, found: field };
}

function conflict(marks: readonly CurrencyMark[]): string {
  const found = [...new Set(marks.map((mark) => quoteValue(mark.found)))];
  return `The invoice names more than one currency: ${found.join(' and ')}.`;
}

/** Every amount of an invoice as it is written. */
export function writtenAmounts(fields: Fields, lineItems: readonly Fields[]): unknown[] {
  const ofLines = lineItems.flatMap(({ unitPrice, amount }) => [unitPrice, amount]);
  const sums = ['subtotal', 'discount', 'shipping', 'tax', 'total'].map((name) => fields[name]);
  return [...sums, ...ofLines];
}
