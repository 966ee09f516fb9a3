/** A rectangle on a page as shares of its width and height, from the top left corner: all four from 0 to 1. */
export interface PageBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A corner of an outline, as shares of the page's width and height. */
export interface PagePoint {
  readonly x: number;
  readonly y: number;
}

/** A word with its place on the page. */
export interface TextWord {
  readonly text: string;
  /** From 0 to 100. Text in the file itself has 99.9; recognised text has the recogniser's confidence. */
  readonly confidence: number;
  readonly box: PageBox;
  /** Four corners, clockwise from the top left of the text; not level if the page is a crooked scan. */
  readonly outline: readonly PagePoint[];
}

/** Words that belong together on one line; a wide gap (a table's, a form's) ends a line as it does at Textract. */
export interface TextLine {
  readonly text: string;
  readonly confidence: number;
  readonly box: PageBox;
  readonly outline: readonly PagePoint[];
  readonly words: readonly TextWord[];
}

/** One page: its lines in reading order, row by row, column by column if the page has columns of prose. */
export interface TextPage {
  readonly pageNumber: number;
  /** Whether the file carried the text or it was recognised from the picture of the page. */
  readonly origin: 'text-layer' | 'recognised';
  readonly lines: readonly TextLine[];
}

/** All text of a document. */
export interface DocumentText {
  readonly pages: readonly TextPage[];
}

/** Confidence of text that did not have to be recognised. */
export const textLayerConfidence = 99.9;
