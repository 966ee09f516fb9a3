/**
 * What is known of a document's text, and what ExtractText answers with: a pointer, statistics and an excerpt. The whole text
 * lies in S3, because a state's output may hold 256 KiB at most.
 */
export interface Extraction {
  /** `s3://<results bucket>/<documentId>/text.txt`: UTF-8, a line per line, a form feed between pages. */
  readonly textUri: string;
  readonly pages: number;
  readonly words: number;
  /** Unicode code points of text.txt, line ends and form feeds included. */
  readonly characters: number;
  /** Mean confidence of the words, 0 to 100, two decimals; 0 for a document without words. */
  readonly meanConfidence: number;
  /** The beginning of the text, as much as fits the bound when written as JSON. */
  readonly excerpt: string;
  /** Whether the text is longer than the excerpt. */
  readonly truncated: boolean;
}

/** The fixed keys under which everything about a document lies in the results bucket. */
export function extractionKeys(documentId: string) {
  return {
    text: `${documentId}/text.txt`,
    /** Written last: once it is there, the text is there too. */
    extraction: `${documentId}/extraction.json`,
    /** Prefix of Textract's own output, without a slash at its end. */
    textract: `${documentId}/textract`,
  } as const;
}
