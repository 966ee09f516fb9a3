import type { PersonalDataKind } from '../redaction/personal-data';

/** A further part of a long text, as a pointer: the Map that enriches the parts reads each one for itself. */
export interface PartPointer {
  /** From 2: the first part is the excerpt. */
  readonly part: number;
  /** Key in the results bucket: UTF-8 text, at most 100 KiB as a JSON string. */
  readonly key: string;
}

/**
 * The pointers and statistics of a document's text, and its first part: ExtractText's result. The whole text is in S3,
 * because a state's output may hold 256 KiB at most.
 */
export interface Extraction {
  /** `s3://<results bucket>/<documentId>/text.txt`: UTF-8, a line per line, a form feed between pages; never redacted. */
  readonly textUri: string;
  readonly pages: number;
  readonly words: number;
  /** Unicode code points of text.txt, line ends and form feeds included. */
  readonly characters: number;
  /** Mean confidence of the words, 0 to 100, two decimals; 0 for a document without words. */
  readonly meanConfidence: number;
  /** The first input of a model: the whole text if it fits one call, else its first part. */
  readonly excerpt: string;
  /** The number of parts of the text for the model; 1 if it fits one call. */
  readonly partCount: number;
  /** The parts after the excerpt, in order; empty if there are more than the bound, which partCount then shows. */
  readonly parts: readonly PartPointer[];
  /** How often a line had to be cut because no part could hold it. */
  readonly cutLines: number;
  /** How many values were replaced before a model saw the text, by type; {} without redaction or without a match. */
  readonly redactions: Readonly<Partial<Record<PersonalDataKind, number>>>;
}

/** The fixed keys of a document's objects in the results bucket. */
export function extractionKeys(documentId: string) {
  return {
    text: `${documentId}/text.txt`,
    /** A part of a long text, from 2. */
    part: (part: number) => `${documentId}/parts/${String(part).padStart(4, '0')}.txt`,
    /** Written last: once it exists, the text and its parts exist too. */
    extraction: `${documentId}/extraction.json`,
    /** Prefix of Textract's own output, without a slash at its end. */
    textract: `${documentId}/textract`,
  } as const;
}
