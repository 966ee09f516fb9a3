import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DocumentText } from './document-text';
import type { ReadingAnswer, ReadingRequest } from './reading-messages';
import { UnreadableDocumentError } from './unreadable-document-error';

/** Reads documents in a thread of its own, so that whoever asks stays free to answer others. */
export interface DocumentReader {
  /** All text of a document. Rejects with UnreadableDocumentError where its bytes give no pages. */
  readText(bytes: Uint8Array): Promise<DocumentText>;
  /** The number of pages, without reading them. Rejects with UnreadableDocumentError. */
  countPages(bytes: Uint8Array): Promise<number>;
  /** Ends the thread; what is under way rejects, and so does what is asked later. */
  close(): Promise<void>;
}

interface Pending {
  readonly resolve: (answer: ReadingAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Makes a reader. Its thread starts with the first document and holds no process open while it has nothing to do. */
export function createDocumentReader(): DocumentReader {
  const pending = new Map<number, Pending>();
  let thread: Worker | undefined;
  let lastId = 0;
  let isClosed = false;
  const ask = (wanted: ReadingRequest['wanted'], bytes: Uint8Array) =>
    new Promise<ReadingAnswer>((resolve, reject) => {
      if (isClosed) throw new Error('the document reader has been closed');
      thread ??= startThread(pending, () => {
        thread = undefined;
      });
      lastId += 1;
      pending.set(lastId, { resolve, reject });
      thread.ref();
      thread.postMessage({ id: lastId, wanted, bytes } satisfies ReadingRequest);
    });
  return {
    readText: async (bytes) => {
      const answer = await ask('text', bytes);
      if ('text' in answer) return answer.text;
      throw errorOf(answer);
    },
    countPages: async (bytes) => {
      const answer = await ask('page-count', bytes);
      if ('pageCount' in answer) return answer.pageCount;
      throw errorOf(answer);
    },
    close: async () => {
      isClosed = true;
      await thread?.terminate();
    },
  };
}

function startThread(pending: Map<number, Pending>, onExit: () => void): Worker {
  // By its path: by its name alone, Node 20.9 looks for it from the current folder.
  const thread = new Worker(join(__dirname, 'reading-thread.ts'), {
    execArgv: ['--require', require.resolve('tsx/cjs')],
  });
  let reason = 'the reading thread was ended';
  thread.on('message', (answer: ReadingAnswer) => {
    pending.get(answer.id)?.resolve(answer);
    pending.delete(answer.id);
    if (pending.size === 0) thread.unref();
  });
  thread.on('error', (error) => {
    reason = `the reading thread failed: ${error.message}`;
  });
  // A document that breaks the thread fails alone with those under way; the next one gets a new thread.
  thread.on('exit', () => {
    onExit();
    for (const { reject } of pending.values()) reject(new Error(reason));
    pending.clear();
  });
  return thread;
}

function errorOf(answer: ReadingAnswer): Error {
  if ('unreadable' in answer) return new UnreadableDocumentError(answer.unreadable.reason, answer.unreadable.message);
  return new Error('failure' in answer ? answer.failure : 'the reading thread gave another answer than was asked for');
}
