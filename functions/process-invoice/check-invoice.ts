import { minorDigitsOf } from './currency';
import { add, compare, type Decimal, distance, formatDecimal, multiply, rounded, zero } from './decimal';
import { type Invoice, isGiven, type LineItem } from './invoice';

/** One rule: the sentences that a reviewer should read, none when it holds. */
type Check = (invoice: Invoice) => readonly string[];

const checks: readonly Check[] = [totalIsThere, linesMultiply, linesAddUp, taxAddsUp, dueAfterInvoice];

/** Everything about an invoice that does not add up, as sentences with the figures. */
export function checkInvoice(invoice: Invoice): string[] {
  return checks.flatMap((check) => check(invoice));
}

/** An unreadable total has been complained about already. */
function totalIsThere({ fields }: Invoice): readonly string[] {
  return isGiven(fields['total']) ? [] : ['The invoice gives no total.'];
}

function linesMultiply(invoice: Invoice): readonly string[] {
  return invoice.lineItems.flatMap(({ quantity, unitPrice, amount }, index) => {
    if (quantity === undefined || unitPrice === undefined || amount === undefined) return [];
    const product = rounded(multiply(quantity, unitPrice), minorDigitsOf(invoice.currency));
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
  const sums = subtotal === undefined && tax !== undefined ? [sum, add(sum, tax)] : [sum];
  if (sums.some((candidate) => isWithin(candidate, goal, tolerance(invoice)))) return [];
  const name = subtotal === undefined ? 'total' : 'subtotal';
  const apart = `${money(invoice, distance(sum, goal))} apart`;
  return [`The line items add up to ${money(invoice, sum)}, but the ${name} says ${money(invoice, goal)} (${apart}).`];
}

function taxAddsUp(invoice: Invoice): readonly string[] {
  const { subtotal, tax, total } = invoice;
  if (subtotal === undefined || total === undefined) return [];
  const sum = add(subtotal, tax ?? zero);
  if (isWithin(sum, total, tolerance(invoice))) return [];
  const parts =
    tax === undefined ? 'The subtotal is' : `Subtotal ${money(invoice, subtotal)} and tax ${money(invoice, tax)} make`;
  const without = tax === undefined ? ' and no tax is given' : '';
  return [`${parts} ${money(invoice, sum)}${without}, but the total says ${money(invoice, total)}.`];
}

function dueAfterInvoice({ invoiceDate, dueDate }: Invoice): readonly string[] {
  if (invoiceDate === undefined || dueDate === undefined || dueDate >= invoiceDate) return [];
  return [`The due date ${dueDate} is before the invoice date ${invoiceDate}.`];
}

/** A line without an amount counts as quantity × unit price, or, as a line of text, not at all. Undefined without lines. */
function sumOfLines(lines: readonly LineItem[]): Decimal | undefined {
  const amounts = lines.flatMap(({ quantity, unitPrice, amount }) => {
    if (amount !== undefined) return [amount];
    return quantity !== undefined && unitPrice !== undefined ? [multiply(quantity, unitPrice)] : [];
  });
  return amounts.length === 0 ? undefined : amounts.reduce(add);
}

/** A cent a line, since each may have been rounded. */
function tolerance(invoice: Invoice): Decimal {
  return cents(invoice, Math.max(1, invoice.lineItems.length));
}

function cents(invoice: Invoice, count: number): Decimal {
  return { digits: BigInt(count), scale: minorDigitsOf(invoice.currency) };
}

function isWithin(a: Decimal, b: Decimal, bound: Decimal): boolean {
  return compare(distance(a, b), bound) <= 0;
}

function money({ currency }: Invoice, value: Decimal): string {
  const text = formatDecimal(value, minorDigitsOf(currency));
  return currency === undefined ? text : `${text} ${currency}`;
}
