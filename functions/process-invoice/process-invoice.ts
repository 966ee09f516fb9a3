import { checkDates, checkInvoice, checkSums } from './check-invoice';
import { hasSums, missingFields } from './document-types';
import type { Fields } from './invoice';
import { readInvoice } from './read-invoice';
import { severalDocuments } from './several-documents';

/** What ProcessInvoice hands over. */
export interface ProcessInvoiceEvent {
  readonly documentId: string;
  /** Absent from executions of earlier versions, which hand over invoices only. */
  readonly documentType?: string;
  /** As the model read them from the document, amounts and dates as they are written. */
  readonly fields: unknown;
  /** The documents of the file, if the model found several. */
  readonly documents?: unknown;
  readonly executionArn: string;
}

/** The fields normalised, and what a person should look at. */
export interface ProcessedInvoice {
  readonly fields: Fields;
  /** Sentences with the figures; empty when everything adds up. */
  readonly failedChecks: readonly string[];
}

/**
 * Normalises the fields of a document (dates ISO 8601, amounts decimal strings, currency ISO 4217) and checks that they state what its
 * type must state and add up. Whatever is missing or cannot be read is a failed check for a reviewer, never an error. Pure: the same
 * fields on the same day have the same result.
 */
export function processInvoice(
  { documentType = 'invoice', fields, documents }: Pick<ProcessInvoiceEvent, 'documentType' | 'fields' | 'documents'>,
  nowMilliseconds = Date.now(),
): ProcessedInvoice {
  const { given, invoice, complaints } = readInvoice(fields);
  return {
    fields: invoice.fields,
    failedChecks: [
      ...severalDocuments(documents),
      ...complaints,
      ...missingFields(documentType, { ...given, ...invoice.fields }),
      ...checkInvoice(invoice),
      ...(hasSums(documentType) ? checkSums(invoice) : []),
      ...checkDates(invoice, nowMilliseconds),
    ],
  };
}
