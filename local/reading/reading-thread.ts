import { availableParallelism } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { createRecogniser } from './pictures/recogniser';
import { countPages, readDocument } from './read-document';
import type { ReadingAnswer, ReadingRequest } from './reading-messages';
import { UnreadableDocumentError } from './unreadable-document-error';

// Runs in a worker thread: parsing, drawing and recognising never hold up the thread that serves.
const recogniser = createRecogniser({ threads: Math.min(2, availableParallelism()) });

async function answer(request: ReadingRequest): Promise<ReadingAnswer> {
  try {
    if (request.wanted === 'page-count')
      return { id: request.id, pageCount: await countPages(request.bytes, recogniser) };
    return { id: request.id, text: await readDocument(request.bytes, recogniser) };
  } catch (error) {
    if (error instanceof UnreadableDocumentError)
      return { id: request.id, unreadable: { reason: error.reason, message: error.message } };
    return { id: request.id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', async (request: ReadingRequest) => {
  parentPort?.postMessage(await answer(request));
});
