import { minorDigitsOf } from './currency';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  distance,
  formatDecimal,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
  zero,
} from './decimal';
import type { Invoice, LineItem } from './invoice';

/** One rule: returns the sentences for a reviewer, empty if it holds. */
type Check = (invoice: Invoice) => readonly string[];

const checks: readonly Check[] = [linesMultiply, linesAddUp, taxAddsUp, taxBelowTotal, rateFits, dueAfterInvoice];

/** Returns everything that does not add up, as sentences with the figures. */
export function checkInvoice(invoice: Invoice): string[] {
  return checks.flatMap((check) => check(invoice));
}

/**
 * A total must be confirmed by something else in the document. If sums or lines contradict it, checkInvoice reports
 * that.
 */
export function checkSums(invoice: Invoice): string[] {
  const { subtotal, total, lineItems } = invoice;
  if (total === undefined) return [];
  if (total.digits === 0n) return ['The total is 0.'];
  if (subtotal !== undefined || sumOfLines(lineItems) !== undefined) return [];
  return [`Neither sums nor lines confirm the total ${money(invoice, total)}.`];
}

const yearMilliseconds = 365.25 * 24 * 3600 * 1000;

/** A date that is decades ago, or years ahead, is one that was misread. */
export function checkDates({ fields }: Invoice, nowMilliseconds: number): string[] {
  return ['invoiceDate', 'dueDate'].flatMap((name) => {
    const date = fields[name];
    const years = (Date.parse(String(date)) - nowMilliseconds) / yearMilliseconds;
    return years < -20 || years > 5 ? [`The field ${name} says ${String(date)}, which is years away.`] : [];
  });
}

function linesMultiply(invoice: Invoice): readonly string[] {
  return invoice.lineItems.flatMap(({ quantity, unitPrice, amount }, index) => {
    if (quantity === undefined || unitPrice === undefined || amount === undefined) return [];
    const product = roundDecimal(multiplyDecimals(quantity, unitPrice), minorDigitsOf(invoice.currency));
    if (isWithin(product, amount, cents(invoice, 1))) return [];
    const factors = `${formatDecimal(quantity)} × ${money(invoice, unitPrice)} is ${money(invoice, product)}`;
    return [`Line ${index + 1}: ${factors}, but its amount says ${money(invoice, amount)}.`];
  });
}

/** Lines add up to the subtotal; without one, to the total, whether or not the tax is in their prices. */
function linesAddUp(invoice: Invoice): readonly string[] {
  const sum = sumOfLines(invoice.lineItems);
  const { subtotal, tax, total } = invoice;
  const goal = subtotal ?? total;
  if (sum === undefined || goal === undefined) return [];
  const sums = subtotal === undefined && tax !== undefined ? [sum, addDecimals(sum, tax)] : [sum];
  if (sums.flatMap((candidate) => adjustSum(invoice, candidate)).some(isGoal(invoice, goal))) return [];
  const name = subtotal === undefined ? 'total' : 'subtotal';
  const apart = `${money(invoice, distance(sum, goal))} apart`;
  return [`The line items add up to ${money(invoice, sum)}, but the ${name} says ${money(invoice, goal)} (${apart}).`];
}

function taxAddsUp(invoice: Invoice): readonly string[] {
  const { subtotal, tax, total } = invoice;
  if (subtotal === undefined || total === undefined) return [];
  const sums = adjustSum(invoice, addDecimals(subtotal, tax ?? zero));
  if (sums.some(isGoal(invoice, total))) return [];
  const parts = partsOf(invoice);
  const make = parts.length === 1 ? 'The subtotal is' : `${listParts(parts)} make`;
  const without = tax === undefined ? ' and no tax is given' : '';
  return [`${make} ${money(invoice, sums[0] as Decimal)}${without}, but the total says ${money(invoice, total)}.`];
}

function taxBelowTotal(invoice: Invoice): readonly string[] {
  const { tax, total } = invoice;
  if (tax === undefined || total === undefined || tax.digits === 0n || total.digits === 0n) return [];
  const isBelow =
    compareDecimals(distance(tax, zero), distance(total, zero)) < 0 && tax.digits > 0n === total.digits > 0n;
  return isBelow ? [] : [`The tax ${money(invoice, tax)} cannot be part of the total ${money(invoice, total)}.`];
}

/** The rate on the subtotal, on the lines, or on what the total has without the tax. */
function rateFits(invoice: Invoice): readonly string[] {
  const { subtotal, tax, taxRate, total, lineItems } = invoice;
  if (tax === undefined || taxRate === undefined) return [];
  const withoutTax = total === undefined ? undefined : subtractDecimals(total, tax);
  const nets = [subtotal, sumOfLines(lineItems), withoutTax].filter((net) => net !== undefined);
  const taxes = nets.flatMap((net) => adjustSum(invoice, net)).map((base) => taxOn(base, taxRate, invoice));
  const [net] = nets;
  if (net === undefined || taxes.some(isGoal(invoice, tax))) return [];
  const right = `${formatDecimal(taxRate)}% of ${money(invoice, net)} is ${money(invoice, taxOn(net, taxRate, invoice))}`;
  return [`${right}, but the tax says ${money(invoice, tax)}.`];
}

function taxOn(base: Decimal, { digits, scale }: Decimal, { currency }: Invoice): Decimal {
  return roundDecimal(multiplyDecimals(base, { digits, scale: scale + 2 }), minorDigitsOf(currency));
}

/** A sum with discount and shipping counted, and, since they may be in it already, with one of them or neither. */
function adjustSum({ discount, shipping }: Invoice, sum: Decimal): readonly Decimal[] {
  const off = discount === undefined ? [zero] : [subtractDecimals(zero, distance(discount, zero)), zero];
  const on = shipping === undefined ? [zero] : [shipping, zero];
  return off.flatMap((taken) => on.map((added) => addDecimals(addDecimals(sum, taken), added)));
}

function partsOf(invoice: Invoice): readonly string[] {
  const names = ['subtotal', 'discount', 'shipping', 'tax'] as const;
  return names.flatMap((name) => {
    const value = invoice[name];
    return value === undefined ? [] : [`${name} ${money(invoice, value)}`];
  });
}

/** `Subtotal 1.00 EUR, discount 0.10 EUR and tax 0.20 EUR` */
function listParts(parts: readonly string[]): string {
  const text = [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isGoal(invoice: Invoice, goal: Decimal): (sum: Decimal) => boolean {
  return (sum) => isWithin(sum, goal, tolerance(invoice));
}

function dueAfterInvoice({ invoiceDate, dueDate }: Invoice): readonly string[] {
  if (invoiceDate === undefined || dueDate === undefined || dueDate >= invoiceDate) return [];
  return [`The due date ${dueDate} is before the invoice date ${invoiceDate}.`];
}

/** A line without an amount counts as quantity × unit price, or, as a line of text, not at all. Undefined without lines. */
function sumOfLines(lines: readonly LineItem[]): Decimal | undefined {
  const amounts = lines.flatMap(({ quantity, unitPrice, amount }) => {
    if (amount !== undefined) return [amount];
    return quantity !== undefined && unitPrice !== undefined ? [multiplyDecimals(quantity, unitPrice)] : [];
  });
  return amounts.length === 0 ? undefined : amounts.reduce(addDecimals);
}

/** A cent a line, since each may have been rounded. */
function tolerance(invoice: Invoice): Decimal {
  return cents(invoice, Math.max(1, invoice.lineItems.length));
}

function cents(invoice: Invoice, count: number): Decimal {
  return { digits: BigInt(count), scale: minorDigitsOf(invoice.currency) };
}

function isWithin(a: Decimal, b: Decimal, bound: Decimal): boolean {
  return compareDecimals(distance(a, b), bound) <= 0;
}

function money({ currency }: Invoice, value: Decimal): string {
  const text = formatDecimal(value, minorDigitsOf(currency));
  return currency === undefined ? text : `${text} ${currency}`;
}
