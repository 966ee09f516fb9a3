import { DocumentRefused } from '../shared/platform/document-refused';

/** The properties of a PDF that are needed before it is read. `pages` of an encrypted one is not read. */
export interface PdfFacts {
  readonly pages: number;
  readonly isEncrypted: boolean;
}

/** A PDF whose structure cannot be followed. */
export function unreadablePdf(reason: string): DocumentRefused {
  return new DocumentRefused('UnsupportedDocument', `the PDF cannot be read: ${reason}`);
}
