import { isJsonObject } from '../shared/json/json-object';
import { type AmountHints, decimalMarkOf, readAmount } from './amount';
import { minorDigitsOf } from './currency';
import { compareDecimals, type Decimal, decimal, distance, formatDecimal, multiplyDecimals } from './decimal';
import { type Complaint, type Fields, type Invoice, isGiven, type LineItem, quoteValue } from './invoice';
import { readNames } from './names';
import { readCurrency, writtenAmounts } from './read-currency';
import { readDates } from './read-dates';

/** An invoice and what could not be read. */
export interface ReadInvoice {
  /** The fields with a value, whether or not they can be read. */
  readonly given: Fields;
  readonly invoice: Invoice;
  readonly complaints: readonly Complaint[];
}

/** Reads the fields: dates to ISO 8601, amounts to decimal strings, the currency to ISO 4217. Unreadable ones stay as written. */
export function readInvoice(value: unknown): ReadInvoice {
  const given = isJsonObject(value) ? value : {};
  const { fields, complaints: nameComplaints } = readNames(given);
  const complaints = [...nameComplaints];
  const lines = linesOf(fields['lineItems'], complaints);
  const amounts = writtenAmounts(fields, lines);
  const currency = readCurrency(fields, amounts);
  const { dates, complaints: dateComplaints } = readDates(fields, currency.code);
  complaints.push(...currency.complaints, ...dateComplaints);
  const mark = decimalMarkOf(amounts);
  const hints: AmountHints = { ...(mark !== undefined && { mark }), minorDigits: minorDigitsOf(currency.code) };
  const reader = amountReader(hints, complaints);
  const sums = {
    ...read(reader, fields, 'subtotal'),
    ...read(reader, fields, 'discount'),
    ...read(reader, fields, 'shipping'),
    ...read(reader, fields, 'tax'),
    ...read(reader, fields, 'total'),
  };
  const lineItems = lines.map((line, index) => readLine(line, index, hints, complaints));
  const normalised = {
    ...fields,
    ...dates,
    ...(currency.code !== undefined && { currency: currency.code }),
    ...formatAmounts(sums, hints),
    ...(lineItems.length > 0 && { lineItems: lineItems.map((line) => line.fields) }),
  };
  const invoice = {
    fields: normalised,
    lineItems,
    ...sums,
    ...readTaxRate(fields),
    ...pick(dates, 'invoiceDate'),
    ...pick(dates, 'dueDate'),
    ...(currency.code !== undefined && { currency: currency.code }),
  };
  return { given, invoice, complaints };
}

/**
 * Returns the rate next to the tax, if one is written: `20%`. Several rates have one sum, which does not show any of
 * them.
 */
function readTaxRate({ taxRate, tax }: Fields): Pick<Invoice, 'taxRate'> {
  const written = [`${String(taxRate)}%`, String(tax)].join(' ');
  const rates = new Set(
    [...written.matchAll(/(\d{1,2}(?:[.,]\d{1,3})?) ?%/g)].map(([, rate = '']) => rate.replace(',', '.')),
  );
  const [rate] = rates;
  return rate === undefined || rates.size > 1 ? {} : { taxRate: decimal(rate) };
}

type AmountReader = (value: unknown, label: string) => Decimal | undefined;

/** Returns a function that reads amounts and collects complaints about unreadable ones. */
function amountReader(hints: AmountHints, complaints: Complaint[]): AmountReader {
  return (value, label) => {
    if (!isGiven(value)) return undefined;
    const amount = readAmount(value, hints)?.value;
    if (amount === undefined)
      complaints.push({
        field: fieldOf(label),
        sentence: `The ${label} is given as ${quoteValue(value)}, which is no amount.`,
      });
    return amount;
  };
}

/** A sum is a field of its own; the amounts of lines are in one. */
function fieldOf(label: string): string {
  return label.includes(' of line ') ? 'lineItems' : label;
}

function read<Name extends string>(reader: AmountReader, fields: Fields, name: Name): Partial<Record<Name, Decimal>> {
  const value = reader(fields[name], name);
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, Decimal>>);
}

function readLine(fields: Fields, index: number, hints: AmountHints, complaints: Complaint[]): LineItem {
  const label = (name: string) => `${name} of line ${index + 1}`;
  const reader = amountReader(hints, complaints);
  const unitPrice = reader(fields['unitPrice'], label('unit price'));
  const amount = reader(fields['amount'], label('amount'));
  const quantity = readQuantity(fields['quantity'], { hints, unitPrice, amount });
  if (quantity === undefined && isGiven(fields['quantity'])) {
    const sentence = `The ${label('quantity')} is given as ${quoteValue(fields['quantity'])}, which is no number.`;
    complaints.push({ field: 'lineItems', sentence });
  }
  const money = { ...(unitPrice !== undefined && { unitPrice }), ...(amount !== undefined && { amount }) };
  const counted = quantity === undefined ? {} : { quantity: formatDecimal(quantity) };
  return {
    fields: { ...fields, ...formatAmounts(money, hints), ...counted },
    ...money,
    ...(quantity !== undefined && { quantity }),
  };
}

interface QuantityContext {
  readonly hints: AmountHints;
  readonly unitPrice: Decimal | undefined;
  readonly amount: Decimal | undefined;
}

/** `1.500` pieces or kilograms: returns the reading that fits unit price and amount, if one does. */
function readQuantity(value: unknown, { hints, unitPrice, amount }: QuantityContext): Decimal | undefined {
  if (!isGiven(value)) return undefined;
  const usual = readAmount(value, { ...hints, takesUnit: true })?.value;
  const other = readAmount(value, { minorDigits: 3, takesUnit: true })?.value;
  if (usual === undefined || other === undefined || unitPrice === undefined || amount === undefined) return usual;
  const fits = (quantity: Decimal) => distance(multiplyDecimals(quantity, unitPrice), amount);
  return compareDecimals(fits(other), fits(usual)) < 0 ? other : usual;
}

function formatAmounts(
  amounts: Readonly<Record<string, Decimal>>,
  { minorDigits = 2 }: AmountHints,
): Record<string, string> {
  return Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, formatDecimal(value, minorDigits)]));
}

function linesOf(value: unknown, complaints: Complaint[]): Fields[] {
  if (!isGiven(value)) return [];
  const lines = Array.isArray(value) ? value : [value];
  const readable = lines.filter(isJsonObject);
  if (readable.length < lines.length)
    complaints.push({
      field: 'lineItems',
      sentence: 'The line items are not all given as lines with description and amount.',
    });
  return readable.length < lines.length ? [] : readable;
}

function pick<Name extends string>(
  record: Readonly<Record<string, string>>,
  name: Name,
): Partial<Record<Name, string>> {
  const value = record[name];
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, string>>);
}
