import { checkDates, checkInvoice, checkSums } from './check-invoice';
import { earlierDocument, type Invoices } from './earlier-document';
import type { Complaint, Fields } from './invoice';
import { readInvoice } from './read-invoice';
import { severalDocuments } from './several-documents';
import { hasSums, missingFields } from './stated-fields';

/** The event of ProcessInvoice. */
export interface ProcessInvoiceEvent {
  readonly documentId: string;
  /** Absent from executions of earlier versions, as is the type. */
  readonly key?: string;
  /** Absent from executions of earlier versions, which process invoices only. */
  readonly documentType?: string;
  /** As the model read them from the document, amounts and dates as they are written. */
  readonly fields: unknown;
  /** The documents of the file, if the model found several. */
  readonly documents?: unknown;
  readonly executionArn: string;
}

/** The normalised fields, and what a person should check. */
export interface ProcessedInvoice {
  readonly fields: Fields;
  /** Sentences with the figures; empty when everything adds up. */
  readonly failedChecks: readonly string[];
}

/** The dependencies of ProcessInvoice. */
export interface ProcessInvoiceDependencies {
  readonly invoices: Invoices;
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * Checks the fields that a model read from a document, and looks for an earlier document with the same number, supplier
 * and total.
 */
export async function processDocument(
  event: ProcessInvoiceEvent,
  { invoices, now }: ProcessInvoiceDependencies,
): Promise<ProcessedInvoice> {
  const { documentId, key = '', documentType = 'invoice' } = event;
  const { fields, failedChecks } = processInvoice(event, now());
  const earlier = await earlierDocument({ documentId, key, documentType, fields }, invoices);
  return { fields, failedChecks: [...failedChecks, ...earlier] };
}

/** Checks the fields that a model read from a document. Pure: the same fields on the same day have the same result. */
export function processInvoice(
  event: Pick<ProcessInvoiceEvent, 'documentType' | 'fields' | 'documents'>,
  nowMilliseconds = Date.now(),
): ProcessedInvoice {
  const { fields, unreadable, failedChecks } = checkFields(event, nowMilliseconds);
  return {
    fields,
    failedChecks: [
      ...severalDocuments(event.documents),
      ...unreadable.map(({ sentence }) => sentence),
      ...failedChecks,
    ],
  };
}

/** Fields as they are stored, and the findings about them. */
export interface CheckedFields {
  readonly fields: Fields;
  /** Values that cannot be read. */
  readonly unreadable: readonly Complaint[];
  /** What is missing or does not add up, as sentences with the figures. */
  readonly failedChecks: readonly string[];
}

/**
 * Normalises the fields of a model or a reviewer (dates ISO 8601, amounts decimal strings, currency ISO 4217) and
 * checks that they state what their document's type must state and add up. Findings are not errors: a person decides.
 */
export function checkFields(
  { documentType = 'invoice', fields }: Pick<ProcessInvoiceEvent, 'documentType' | 'fields'>,
  nowMilliseconds: number,
): CheckedFields {
  const { given, invoice, complaints } = readInvoice(fields);
  return {
    fields: invoice.fields,
    unreadable: complaints,
    failedChecks: [
      ...missingFields(documentType, { ...given, ...invoice.fields }),
      ...checkInvoice(invoice),
      ...(hasSums(documentType) ? checkSums(invoice) : []),
      ...checkDates(invoice, nowMilliseconds),
    ],
  };
}
