import { DocumentRefused } from '../shared/platform/document-refused';

/** What has to be known of a PDF before it is read. `pages` of an encrypted one is not looked at. */
export interface PdfFacts {
  readonly pages: number;
  readonly isEncrypted: boolean;
}

/** A PDF whose structure cannot be followed. */
export function unreadablePdf(reason: string): DocumentRefused {
  return new DocumentRefused('UnsupportedDocument', `the PDF cannot be read: ${reason}`);
}
