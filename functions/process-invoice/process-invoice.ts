import { checkInvoice } from './check-invoice';
import type { Fields } from './invoice';
import { readInvoice } from './read-invoice';

/** What ProcessInvoice hands over. */
export interface ProcessInvoiceEvent {
  readonly documentId: string;
  /** As the model read them from the document, amounts and dates as they are written. */
  readonly fields: unknown;
  readonly executionArn: string;
}

/** The invoice normalised, and what a person should look at. */
export interface ProcessedInvoice {
  readonly fields: Fields;
  /** Sentences with the figures; empty when everything adds up. */
  readonly failedChecks: readonly string[];
}

/**
 * Normalises an invoice (dates ISO 8601, amounts decimal strings, currency ISO 4217) and checks that it adds up. Whatever is
 * missing or cannot be read is a failed check for a reviewer, never an error. Pure: the same fields give the same answer.
 */
export function processInvoice({ fields }: Pick<ProcessInvoiceEvent, 'fields'>): ProcessedInvoice {
  const { invoice, complaints } = readInvoice(fields);
  return { fields: invoice.fields, failedChecks: [...complaints, ...checkInvoice(invoice)] };
}
