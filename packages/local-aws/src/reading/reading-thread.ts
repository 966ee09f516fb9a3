import { parentPort, workerData } from 'node:worker_threads';
import { createPdfiumLoader } from './pdf/pdf-module';
import { createRecogniser } from './pictures/recogniser';
import { isAbort, readDocument } from './read-document';
import type {
  DocumentReading,
  OnPage,
  PageRead,
  ReadingAnswer,
  ReadingMessage,
  ReadingRequest,
  ReadingThreadData,
} from './reading-messages';
import { turnsFor } from './reading-turns';
import { UnreadableDocumentError } from './unreadable-document-error';

// Runs in a worker thread: parsing, drawing and recognising never hold up the thread that serves.

// Output of the WebAssembly modules about damaged documents must not be on the terminal. If the other thread read it, it would hold the process open.
for (const output of [process.stdout, process.stderr]) output.write = () => true;

const { allowance, recognitionThreads, watch } = workerData as ReadingThreadData;
const loadPdfium = createPdfiumLoader();
const recogniser = createRecogniser({ threads: recognitionThreads });
const underWay = new Map<number, AbortController>();

parentPort?.on('message', async (message: ReadingMessage) => {
  if ('drop' in message) {
    underWay.get(message.drop)?.abort();
    return;
  }
  const { id } = message.read;
  const dropped = new AbortController();
  underWay.set(id, dropped);
  const answer = await answerTo(message.read, dropped.signal);
  underWay.delete(id);
  parentPort?.postMessage(answer);
});

async function answerTo(request: ReadingRequest, dropped: AbortSignal): Promise<ReadingAnswer> {
  const { id } = request;
  const turns = turnsFor(id, allowance, watch);
  const onPage: OnPage = (pagesRead, pageCount) =>
    parentPort?.postMessage({ id, pagesRead, pageCount } satisfies PageRead);
  let isSpoilt = false;
  const onAbort = () => {
    isSpoilt = true;
  };
  const context = { loadPdfium, recogniser, turns, dropped, onPage, onAbort };
  return { id, reading: await readDocument(request, context).catch(readingOf), isSpoilt };
}

function readingOf(error: unknown): DocumentReading {
  if (error instanceof UnreadableDocumentError) return { unreadable: { reason: error.reason, message: error.message } };
  if (isAbort(error)) return { unreadable: { reason: 'damaged', message: `it made the reader end: ${error.message}` } };
  return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
