import { readAmount } from './amount';
import { type CurrencyMark, dollarsOf, findCurrency, isCurrencyCode } from './currency';
import { type Fields, isGiven, quoted } from './invoice';

/** The currency of an invoice, and what a reviewer has to be told about it. */
export interface ReadCurrency {
  readonly code?: string;
  readonly complaints: readonly string[];
}

/**
 * The currency from the field and from the amounts: all marks together must leave one code. A sign that can mean several ($, ¥) is
 * settled by a code beside it or by the country that names and taxes show, else it means its usual one; `kr` alone means none.
 */
export function readCurrency(fields: Fields, amounts: readonly unknown[]): ReadCurrency {
  const field = fields['currency'];
  const fieldMark = isGiven(field) ? markOfField(field) : undefined;
  if (isGiven(field) && fieldMark === undefined) {
    return { complaints: [`The currency is given as ${quoted(field)}, which is no currency of ISO 4217.`] };
  }
  const marks = [fieldMark, ...amounts.map((amount) => readAmount(amount)?.currency)].filter(
    (mark) => mark !== undefined,
  );
  const [first] = marks;
  if (first === undefined) return { complaints: [] };
  const common = first.codes.filter((code) => marks.every((mark) => mark.codes.includes(code)));
  if (common.length === 0) return { complaints: [conflict(marks)] };
  const shown = common.length === 1 ? undefined : dollarsShown(fields)?.filter((code) => common.includes(code));
  const left = shown === undefined || shown.length === 0 ? common : shown;
  if (left.length === 1 || (left === common && marks.some((mark) => mark.hasUsual)))
    return { code: left[0] ?? '', complaints: [] };
  return { complaints: [`The currency is given as ${quoted(first.found)}, which can mean ${left.join(', ')}.`] };
}

function dollarsShown(fields: Fields): readonly string[] | undefined {
  const texts = ['supplierName', 'customerName', 'tax', 'taxRate'].map((name) => fields[name]);
  return dollarsOf(texts.filter((text) => typeof text === 'string'));
}

function markOfField(field: unknown): CurrencyMark | undefined {
  if (typeof field !== 'string') return undefined;
  const code = field.trim().toUpperCase();
  return isCurrencyCode(code) ? { found: code, codes: [code], hasUsual: true } : findCurrency(field.normalize('NFKC'));
}

function conflict(marks: readonly CurrencyMark[]): string {
  const found = [...new Set(marks.map((mark) => quoted(mark.found)))];
  return `The invoice names more than one currency: ${found.join(' and ')}.`;
}

/** Every amount of an invoice as it is written. */
export function writtenAmounts(fields: Fields, lineItems: readonly Fields[]): unknown[] {
  const ofLines = lineItems.flatMap(({ unitPrice, amount }) => [unitPrice, amount]);
  const sums = ['subtotal', 'discount', 'shipping', 'tax', 'total'].map((name) => fields[name]);
  return [...sums, ...ofLines];
}
