import type { DocumentText } from './document-text';
import type { UnreadableReason } from './unreadable-document-error';

/** What to read of a document. `text` ends with `needsRecognition` if a page has to be recognised from its picture. */
export type Wanted = 'page-count' | 'text' | 'recognised-text' | 'picture';

/** A document that the reading thread is asked for. */
export interface ReadingRequest {
  readonly id: number;
  readonly wanted: Wanted;
  readonly bytes: Uint8Array;
  /** Documents of more pages are unreadable. */
  readonly mostPages: number;
  /** Only this page, from 1. Absent: all of them; of `picture` the first. */
  readonly pageNumber?: number;
}

/** A message to the reading thread: a document, or the id of one whose result is no longer needed. */
export type ReadingMessage = { readonly read: ReadingRequest } | { readonly drop: number };

/** A page as a person sees it: the pixels that the reader of text sees, too. */
export interface PagePicture {
  /** Grey, 144 dots per inch, at most 2,400 pixels on its longer side. */
  readonly png: Uint8Array;
  readonly pageCount: number;
}

/** The result of a reading. */
export type DocumentReading =
  | { readonly pageCount: number }
  | { readonly text: DocumentText }
  | { readonly picture: PagePicture }
  | { readonly needsRecognition: true }
  | { readonly unreadable: { readonly reason: UnreadableReason; readonly message: string } }
  /** It was dropped before all its pages were read. */
  | { readonly dropped: true }
  /** A defect of the reader itself. */
  | { readonly failure: string };

/** A page of a document has been read, while others are still to come. */
export interface PageRead {
  readonly id: number;
  /** Pages that have been read, this one included. */
  readonly pagesRead: number;
  readonly pageCount: number;
}

/** Called when a page has been read, with the number of those that have been. */
export type OnPage = (pagesRead: number, pageCount: number) => void;

/** A message from the reading thread. */
export interface ReadingAnswer {
  readonly id: number;
  readonly reading: DocumentReading;
  /** PDFium aborted: the thread is to be replaced. */
  readonly isSpoilt: boolean;
}

/** How long one document may keep the reading thread. */
export interface ReadingAllowance {
  readonly documentMilliseconds: number;
  /** For each of its pages, in addition. */
  readonly pageMilliseconds: number;
}

/** Data that the reading thread is started with. */
export interface ReadingThreadData {
  readonly allowance: ReadingAllowance;
  /** Pages that are recognised at the same time, in threads of their own. */
  readonly recognitionThreads: number;
  /** Cells of `watch`, shared with the thread that watches. */
  readonly watch: Int32Array;
}

/**
 * The cells in which the reading thread shows what it is doing, even while it is too busy to respond: the current document (0 while
 * idle), the number of the piece of work, and the milliseconds this piece may take.
 */
export const watchCells = { documentId: 0, piece: 1, milliseconds: 2, count: 3 } as const;
