import type { DocumentReader, OnPage } from '../../reading';
import { type DetectedText, toBlocks } from './blocks';
import { textractErrors } from './textract-errors';

/** Converts a document's bytes to blocks: locally, or by AWS. */
export interface TextDetection {
  /** Reads a document of one page. The signal is aborted if the caller no longer waits. */
  detectOnePage(bytes: Uint8Array, gone?: AbortSignal): Promise<DetectedText>;
  /** Reads a document of any number of pages. */
  detectAllPages(bytes: Uint8Array, onPage?: OnPage): Promise<DetectedText>;
}

/** How the synchronous operation waits: an abort ends the sleep. */
export type Sleep = (seconds: number, signal?: AbortSignal) => Promise<void>;

/** Named so that it is not mistaken for a version of Textract. */
const modelVersion = 'offline-1.0';
const mostPages = 3000;
/** Clients end a request without a response after 30 s and would send the document again. */
const patienceSeconds = 25;

/** Reads locally: uses the PDF's own text if it has any, else text recognition. */
export function offlineTextDetection(reader: DocumentReader, sleep: Sleep): TextDetection {
  const toDetectedText = (text: Awaited<ReturnType<DocumentReader['readText']>>, bytes: Uint8Array): DetectedText => ({
    pages: text.pages.length,
    blocks: toBlocks(text, bytes),
    modelVersion,
  });
  return {
    detectOnePage: async (bytes, gone) => {
      const read = (signal: AbortSignal) => reader.readText(bytes, { mostPages: 1, signal });
      return toDetectedText(await whileWaitedFor(read, sleep, gone), bytes);
    },
    detectAllPages: async (bytes, onPage) => {
      const asked = onPage === undefined ? { mostPages } : { mostPages, onPage };
      return toDetectedText(await reader.readText(bytes, asked), bytes);
    },
  };
}

/** Ends a reading if its caller has gone or has waited too long: that is a throttle, which retriers match. */
async function whileWaitedFor<Result>(
  read: (signal: AbortSignal) => Promise<Result>,
  sleep: Sleep,
  gone: AbortSignal | undefined,
): Promise<Result> {
  const over = new AbortController();
  const answered = new AbortController();
  const leave = () => over.abort(gone?.reason);
  gone?.addEventListener('abort', leave, { once: true });
  if (gone?.aborted === true) leave();
  void sleep(patienceSeconds, answered.signal).then(
    () => over.abort(textractErrors.throughputExceeded(patienceSeconds)),
    () => undefined,
  );
  try {
    return await read(over.signal);
  } finally {
    gone?.removeEventListener('abort', leave);
    answered.abort();
  }
}
