import { type DocumentReader, UnreadableDocumentError } from '../../reading';
import { type DetectedText, toBlocks } from './blocks';

/** Turns a document's bytes to blocks: on the laptop, or by AWS. */
export interface TextDetection {
  /** A document of one page. */
  detectOnePage(bytes: Uint8Array): Promise<DetectedText>;
  /** A document of any number of pages. */
  detectAllPages(bytes: Uint8Array): Promise<DetectedText>;
}

/** Named so that nobody takes it for a version of Textract. */
const modelVersion = 'offline-1.0';
const mostPages = 3000;

/** Reads on the laptop: the PDF's own text where it has any, else by recognition of print. */
export function offlineTextDetection(reader: DocumentReader): TextDetection {
  const detect = async (bytes: Uint8Array, pagesAllowed: number): Promise<DetectedText> => {
    const pages = await reader.countPages(bytes);
    if (pages > pagesAllowed) {
      const bound =
        pagesAllowed === 1 ? 'the synchronous operation reads one page' : `${pagesAllowed} pages are the most`;
      throw new UnreadableDocumentError('unsupported', `the document has ${pages} pages, ${bound}`);
    }
    const text = await reader.readText(bytes);
    return { pages, blocks: toBlocks(text, bytes), modelVersion };
  };
  return { detectOnePage: (bytes) => detect(bytes, 1), detectAllPages: (bytes) => detect(bytes, mostPages) };
}
