/** What a document of a type must have stated to be stored without review. */
export interface DocumentType {
  /** Fields that must be given, each with its name in sentences; absent: a document of the type is always reviewed. */
  readonly mustState?: Readonly<Record<string, string>>;
  /** Whether its total must be confirmed by its sums or lines: then process-invoice checks it. */
  readonly hasSums?: true;
}

const sums = { invoiceDate: 'date', currency: 'currency', total: 'total' };

/**
 * The one list of document types: a model is offered these, and what a document must state depends on its type. The
 * stacks set it in the definitions as `${DocumentTypes}`.
 */
export const documentTypes: Readonly<Record<string, DocumentType>> = {
  invoice: { mustState: { invoiceNumber: 'number', ...sums }, hasSums: true },
  receipt: { mustState: { supplierName: 'supplier', ...sums }, hasSums: true },
  contract: { mustState: { title: 'title' } },
  'bank-statement': { mustState: { currency: 'currency', lineItems: 'transactions' } },
  'tax-form': { mustState: { title: 'title', customerName: 'name of the taxpayer', total: 'amount' } },
  letter: { mustState: { supplierName: 'sender', invoiceDate: 'date' } },
  article: { mustState: { title: 'title' } },
  other: {},
};
