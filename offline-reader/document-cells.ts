/** A piece of a line: Textract returns each as a line of its own. A line with wide gaps is split here. */
export interface DocumentCell {
  readonly text: string;
  /** From 0. */
  readonly page: number;
  /** Line in the whole text, from 0. */
  readonly line: number;
  /** Position among the cells of its line, from 0. */
  readonly column: number;
}

/** Splits a document's text to cells: pages are parted by form feeds, lines by line feeds, cells by tabs or two blanks and more. */
export function cellsOf(text: string): DocumentCell[] {
  const cells: DocumentCell[] = [];
  let line = 0;
  for (const [page, pageText] of text.split('\f').entries()) {
    for (const lineText of pageText.split(/\r?\n/u)) {
      const pieces = lineText
        .split(/\t+| {2,}/u)
        .map((piece) => piece.trim())
        .filter((piece) => piece !== '');
      for (const [column, piece] of pieces.entries()) cells.push({ text: piece, page, line, column });
      line += 1;
    }
  }
  return cells;
}
