import { createHash } from 'node:crypto';
import type { DocumentText, PageBox, PagePoint, TextLine, TextPage, TextWord } from '../../reading';

/**
 * A block of Textract's output, https://docs.aws.amazon.com/textract/latest/dg/API_Block.html, with the members that text detection
 * returns.
 */
export interface Block {
  readonly BlockType: 'PAGE' | 'LINE' | 'WORD';
  readonly Id: string;
  readonly Page: number;
  readonly Geometry: {
    readonly BoundingBox: {
      readonly Width: number;
      readonly Height: number;
      readonly Left: number;
      readonly Top: number;
    };
    readonly Polygon: readonly { readonly X: number; readonly Y: number }[];
  };
  readonly Confidence?: number;
  readonly Text?: string;
  readonly TextType?: 'PRINTED';
  readonly Relationships?: readonly { readonly Type: 'CHILD'; readonly Ids: readonly string[] }[];
}

/** A document in the shape of Textract's output. */
export interface DetectedText {
  readonly pages: number;
  readonly blocks: readonly Block[];
  readonly modelVersion: string;
}

/**
 * Returns the text of a document as blocks: for each page the PAGE, then its LINEs, then their WORDs. The same document has the same
 * ids, which on AWS are random.
 */
export function toBlocks(text: DocumentText, documentBytes: Uint8Array): Block[] {
  const nextId = idsFor(documentBytes);
  return text.pages.flatMap((page) => pageBlocks(page, nextId));
}

const wholePage: PageBox = { left: 0, top: 0, width: 1, height: 1 };

function pageBlocks(page: TextPage, nextId: () => string): Block[] {
  const pageId = nextId();
  const lines = page.lines.map((line) => lineBlocks(line, page.pageNumber, nextId));
  const pageBlock: Block = {
    BlockType: 'PAGE',
    Geometry: geometryOf(wholePage, cornersOf(wholePage)),
    Id: pageId,
    ...children(lines.map(({ line }) => line.Id)),
    Page: page.pageNumber,
  };
  return [pageBlock, ...lines.map(({ line }) => line), ...lines.flatMap(({ words }) => words)];
}

function lineBlocks(line: TextLine, pageNumber: number, nextId: () => string): { line: Block; words: Block[] } {
  const id = nextId();
  const words = line.words.map(
    (word): Block => ({ BlockType: 'WORD', ...textOf(word), TextType: 'PRINTED', Id: nextId(), Page: pageNumber }),
  );
  return {
    line: { BlockType: 'LINE', ...textOf(line), Id: id, ...children(words.map((word) => word.Id)), Page: pageNumber },
    words,
  };
}

function textOf({ text, confidence, box, outline }: TextWord): Pick<Block, 'Confidence' | 'Text' | 'Geometry'> {
  return { Confidence: confidence, Text: text, Geometry: geometryOf(box, outline) };
}

function geometryOf(box: PageBox, outline: readonly PagePoint[]): Block['Geometry'] {
  return {
    BoundingBox: { Width: box.width, Height: box.height, Left: box.left, Top: box.top },
    Polygon: outline.map(({ x, y }) => ({ X: x, Y: y })),
  };
}

function cornersOf({ left, top, width, height }: PageBox): PagePoint[] {
  const [right, bottom] = [left + width, top + height];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

/** A page without text has no relationships. */
function children(ids: readonly string[]): Pick<Block, 'Relationships'> {
  return ids.length === 0 ? {} : { Relationships: [{ Type: 'CHILD', Ids: ids }] };
}

function idsFor(documentBytes: Uint8Array): () => string {
  const document = createHash('sha256').update(documentBytes).digest('hex');
  let count = 0;
  return () => {
    count += 1;
    const digits = createHash('sha256').update(`${document}/${count}`).digest('hex');
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
  };
}
