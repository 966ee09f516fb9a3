/** The members of a Textract block that are used, from the SDK's response or from a result file in S3. */
export interface TextBlock {
  readonly BlockType?: string;
  readonly Text?: string;
  readonly Confidence?: number;
  /** From 1; absent in responses of the synchronous operation, which reads one page. */
  readonly Page?: number;
}

/** The text of a document with its statistics. */
export interface CollectedText {
  readonly text: string;
  readonly pages: number;
  readonly words: number;
  readonly characters: number;
  readonly meanConfidence: number;
}

/**
 * Collects blocks one by one and keeps only lines and sums, so that hundreds of megabytes of blocks use only the memory
 * of their text. Guards: a form feed for each page border, empty pages included. A class because it collects blocks
 * from many files.
 */
export class TextCollector {
  private readonly pieces: string[] = [];
  private page = 1;
  private lineOpen = false;
  private words = 0;
  private confidenceSum = 0;
  private pages = 1;

  /** Adds a block; of blocks other than LINE and WORD only the page counts. */
  add(block: TextBlock): void {
    const page = block.Page ?? 1;
    this.pages = Math.max(this.pages, page);
    if (block.BlockType === 'WORD') this.addWord(block.Confidence);
    if (block.BlockType === 'LINE') this.addLine(block.Text ?? '', page);
  }

  /** Sets the number of pages of the document, as DocumentMetadata reports it. */
  setPages(pages: number): void {
    this.pages = Math.max(this.pages, pages);
  }

  /** Returns the text and statistics of everything added so far. */
  collected(): CollectedText {
    const text = this.pieces.join('') + '\f'.repeat(Math.max(0, this.pages - this.page));
    return {
      text,
      pages: this.pages,
      words: this.words,
      characters: countCodePoints(text),
      meanConfidence: this.words === 0 ? 0 : Math.round((this.confidenceSum / this.words) * 100) / 100,
    };
  }

  private addWord(confidence = 0): void {
    this.words += 1;
    this.confidenceSum += confidence;
  }

  private addLine(text: string, page: number): void {
    if (page > this.page) {
      this.pieces.push('\f'.repeat(page - this.page));
      this.page = page;
    } else if (this.lineOpen) {
      this.pieces.push('\n');
    }
    this.pieces.push(text);
    this.lineOpen = true;
  }
}

function countCodePoints(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const isSecondHalf = code >= 0xdc00 && code <= 0xdfff && index > 0 && isFirstHalf(text.charCodeAt(index - 1));
    if (!isSecondHalf) count += 1;
  }
  return count;
}

function isFirstHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
