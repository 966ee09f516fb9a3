import type { Decimal } from './decimal';

/** The fields from the model or a reviewer. */
export type Fields = Readonly<Record<string, unknown>>;

/** A line of an invoice, with what could be read. */
export interface LineItem {
  /** As the document has it, with quantity, unit price and amount normalised. */
  readonly fields: Fields;
  readonly quantity?: Decimal;
  readonly unitPrice?: Decimal;
  readonly amount?: Decimal;
}

/** An invoice, with what could be read. */
export interface Invoice {
  /** The fields, normalised if they can be read; the others as they were written. */
  readonly fields: Fields;
  readonly lineItems: readonly LineItem[];
  readonly subtotal?: Decimal;
  /** The discount, with or without a minus in front of it. */
  readonly discount?: Decimal;
  /** The cost of carriage. */
  readonly shipping?: Decimal;
  readonly tax?: Decimal;
  /** The one rate that is written, in percent. */
  readonly taxRate?: Decimal;
  readonly total?: Decimal;
  /** ISO 8601 */
  readonly invoiceDate?: string;
  readonly dueDate?: string;
  /** ISO 4217 */
  readonly currency?: string;
}

/** A value of a document that cannot be read. */
export interface Complaint {
  readonly field: string;
  readonly sentence: string;
}

/** Whether a field has a value. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
}

/** A value as a sentence quotes it, cut to a length that a person reads. */
export function quoteValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}
