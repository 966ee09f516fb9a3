import { createHash } from 'node:crypto';
import type { DocumentText } from './document-text';
import { KeptReadings } from './kept-readings';
import type { DocumentReading, OnPage, PagePicture, Wanted } from './reading-messages';
import { type AskedReading, ReadingThreads, type ReadingThreadsOptions, type StartedReading } from './reading-threads';
import { UnreadableDocumentError } from './unreadable-document-error';

/** Options of a reading. */
export interface ReadingOptions {
  /** Documents of more pages are unreadable. Default: any number. */
  readonly mostPages?: number;
  /** Aborted if the caller no longer waits: what only it waits for is dropped. */
  readonly signal?: AbortSignal;
  readonly onPage?: OnPage;
  /** Reads only this page, from 1. Default: all of them. */
  readonly pageNumber?: number;
}

/**
 * Reads documents in a thread of its own, so that the caller stays free for others. A document that is requested again, while it is
 * read or soon after, is read once. One that breaks the thread or uses it for too long is unreadable; the others are not affected.
 */
export interface DocumentReader {
  /** Returns all text of a document. Rejects with UnreadableDocumentError, and with the signal's reason. */
  readText(bytes: Uint8Array, options?: ReadingOptions): Promise<DocumentText>;
  /** Returns the number of pages, without reading them. Rejects with UnreadableDocumentError. */
  countPages(bytes: Uint8Array): Promise<number>;
  /** Draws a page, from 1. Rejects with UnreadableDocumentError, also for a page that is not there, and with the signal's reason. */
  drawPage(bytes: Uint8Array, pageNumber: number, signal?: AbortSignal): Promise<PagePicture>;
  /** Ends the thread; readings in progress reject, and so do later requests. */
  close(): Promise<void>;
}

/** Creates a reader. Its thread starts with the first document and holds no process open while it is idle. */
export function createDocumentReader(options: ReadingThreadsOptions = {}): DocumentReader {
  const readings = new JoinedReadings(new ReadingThreads(options));
  return {
    readText: async (bytes, asked = {}) => {
      const reading = await readings.get({ wanted: 'text', bytes }, asked);
      if ('text' in reading) return reading.text;
      throw errorOf(reading);
    },
    countPages: async (bytes) => {
      const reading = await readings.get({ wanted: 'page-count', bytes }, {});
      if ('pageCount' in reading) return reading.pageCount;
      throw errorOf(reading);
    },
    drawPage: async (bytes, pageNumber, signal) => {
      const reading = await readings.get({ wanted: 'picture', bytes }, { pageNumber, ...(signal && { signal }) });
      if ('picture' in reading) return reading.picture;
      throw errorOf(reading);
    },
    close: () => readings.close(),
  };
}

/** Documents whose place in the queue is remembered. */
const mostLeft = 10_000;

interface Joined {
  readonly started: StartedReading;
  waiting: number;
  readonly onPages: Set<OnPage>;
}

/** Guards that equal readings are done once: requests meanwhile join, later ones use the cached result. */
class JoinedReadings {
  private readonly underWay = new Map<string, Joined>();
  private readonly kept = new KeptReadings();
  /** Places in the queue of readings whose callers left, in case they come back: a throttled client does. */
  private readonly left = new Map<string, number>();

  constructor(private readonly threads: ReadingThreads) {}

  async get(
    document: { readonly wanted: Wanted; readonly bytes: Uint8Array },
    { mostPages = Number.POSITIVE_INFINITY, pageNumber, signal, onPage }: ReadingOptions,
  ): Promise<DocumentReading> {
    const key = JSON.stringify([document.wanted, mostPages, pageNumber, digestOf(document.bytes)]);
    const wanted = { ...document, mostPages, ...(pageNumber === undefined ? {} : { pageNumber }) };
    for (;;) {
      signal?.throwIfAborted();
      const kept = this.kept.get(key);
      if (kept !== undefined) return kept;
      const joined = this.underWay.get(key) ?? this.start(key, wanted);
      if (onPage !== undefined) joined.onPages.add(onPage);
      const reading = await this.wait(joined, signal);
      // Dropped by those who asked first: it is begun again for this caller.
      if (!('dropped' in reading)) return reading;
    }
  }

  close(): Promise<void> {
    return this.threads.close();
  }

  private start(key: string, document: Omit<AskedReading, 'onPage'>): Joined {
    const onPages = new Set<OnPage>();
    const onPage: OnPage = (...page) => {
      for (const each of onPages) each(...page);
    };
    const started = this.threads.start({ ...document, onPage }, this.left.get(key));
    this.left.delete(key);
    const joined: Joined = { started, waiting: 0, onPages };
    this.underWay.set(key, joined);
    const end = () => this.underWay.delete(key);
    started.reading.then((reading) => {
      end();
      if ('dropped' in reading) this.remember(key, started.position);
      else this.kept.put(key, reading);
    }, end);
    return joined;
  }

  private remember(key: string, position: number): void {
    this.left.set(key, position);
    const [oldest] = this.left.keys();
    if (this.left.size > mostLeft && oldest !== undefined) this.left.delete(oldest);
  }

  private async wait(joined: Joined, signal: AbortSignal | undefined): Promise<DocumentReading> {
    joined.waiting += 1;
    try {
      return await (signal === undefined ? joined.started.reading : unlessAborted(joined.started.reading, signal));
    } finally {
      joined.waiting -= 1;
      if (joined.waiting === 0) joined.started.drop();
    }
  }
}

/** Rejects with the signal's reason as soon as it is aborted. */
function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function errorOf(reading: DocumentReading): Error {
  if ('unreadable' in reading)
    return new UnreadableDocumentError(reading.unreadable.reason, reading.unreadable.message);
  return new Error(
    'failure' in reading ? reading.failure : 'the reading thread gave another answer than was asked for',
  );
}
