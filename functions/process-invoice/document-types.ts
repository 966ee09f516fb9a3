import { type Fields, isGiven } from './invoice';

/** What a document of a type must have stated to be stored without review. */
export interface DocumentType {
  /** Fields that must be given, each with the word that a sentence calls it by. */
  readonly mustState: Readonly<Record<string, string>>;
  /** Whether its total must be confirmed by its sums or lines. */
  readonly hasSums?: true;
}

const sums = { invoiceDate: 'date', currency: 'currency', total: 'total' };

/**
 * Every type of the tool's schema except `other`, and what it must have stated. The document pipeline has a copy for the types that it
 * summarizes; a test holds both together.
 */
export const documentTypes: Readonly<Record<string, DocumentType>> = {
  invoice: { mustState: { invoiceNumber: 'number', ...sums }, hasSums: true },
  receipt: { mustState: { supplierName: 'supplier', ...sums }, hasSums: true },
  contract: { mustState: { title: 'title' } },
  'bank-statement': { mustState: { currency: 'currency', lineItems: 'transactions' } },
  'tax-form': { mustState: { title: 'title', customerName: 'name of the taxpayer', total: 'amount' } },
  letter: { mustState: { supplierName: 'sender', invoiceDate: 'date' } },
  article: { mustState: { title: 'title' } },
};

/** Whether documents of a type are only stored unseen if their total is confirmed. */
export function hasSums(documentType: string): boolean {
  return documentTypes[documentType]?.hasSums ?? false;
}

/** A sentence for each field that a document of this type must state and does not. Unreadable ones count as given. */
export function missingFields(documentType: string, fields: Fields): string[] {
  const type = documentTypes[documentType];
  if (type === undefined) return [`A document of the type ${documentType} is only stored after a review.`];
  return Object.entries(type.mustState)
    .filter(([name]) => !isGiven(fields[name]))
    .map(([, word]) => `The ${documentType} gives no ${word}.`);
}
