import type { Account } from '../account';
import type { ChosenDocument } from './choose-documents';
import {
  type DocumentResult,
  documentResult,
  type FollowedDocument,
  notUploadedResult,
  type ResultSources,
  unfinishedResult,
} from './document-result';
import type { DocumentWatch } from './document-watch';
import { type DeliverAgain, type UploadedDocument, uploadDocument } from './upload-documents';

/** Documents that are at work at the same time: more only fill the memory. */
export const mostAtWork = 24;
/** Options of sending documents. */
export interface Sending {
  readonly account: Account;
  readonly watch: DocumentWatch;
  /** Repeats a document's event; absent where only S3 sends events. */
  readonly deliverAgain?: DeliverAgain;
  readonly documents: readonly ChosenDocument[];
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  readonly onUploaded: (document: UploadedDocument) => void;
  /** Called for each document once: when it has ended or waits, else when the sending ends. */
  readonly onResult: (result: DocumentResult, document: SentDocument) => void;
}

/** A document with what is known of it from its upload. */
export type SentDocument = ChosenDocument & Pick<UploadedDocument, 'isKnown'>;

/** How the sending ended. */
export interface Sent {
  /** In the order of the documents. */
  readonly results: readonly DocumentResult[];
  readonly isTimely: boolean;
  /** The error that ended the run before its documents; absent if they all ended. */
  readonly failure?: unknown;
}

/**
 * Sends documents through the pipeline, some at a time, and follows each to its end or to where it waits. Rejects if the user aborts
 * the signal.
 */
export async function sendDocuments(sending: Sending): Promise<Sent> {
  const { documents, timeoutSeconds, signal, watch } = sending;
  const window = new DocumentWindow(sending);
  const deadline = Date.now() + timeoutSeconds * 1000;
  try {
    while (window.isOpen && Date.now() < deadline) {
      signal.throwIfAborted();
      watch.ended?.throwIfAborted();
      await window.fill(deadline);
      await window.settle(await watch.pause((deadline - Date.now()) / 1000));
    }
    const isTimely = !window.isOpen;
    if (!isTimely) await window.settle(false);
    return { results: await window.close(), isTimely };
  } catch (error) {
    if (watch.ended?.aborted !== true) throw error;
    return { results: await window.close(), isTimely: documents.length === 0, failure: watch.ended.reason };
  }
}

interface AtWork {
  readonly index: number;
  readonly document: UploadedDocument;
}

/** The documents that are at work. Guards that there are never more than so many, and that each has exactly one result. */
class DocumentWindow {
  private readonly results: (DocumentResult | undefined)[];
  private atWork: readonly AtWork[] = [];
  private next = 0;

  constructor(private readonly sending: Sending) {
    this.results = sending.documents.map(() => undefined);
  }

  /** Whether a document has no result yet. */
  get isOpen(): boolean {
    return this.next < this.sending.documents.length || this.atWork.length > 0;
  }

  /** Uploads documents for as long as there is room and time. */
  async fill(deadline: number): Promise<void> {
    const { watch, documents, signal, onUploaded } = this.sending;
    while (this.atWork.length < mostAtWork && Date.now() < deadline) {
      const chosen = documents[this.next];
      if (chosen === undefined) return;
      signal.throwIfAborted();
      const document = await uploadDocument(chosen, this.sending);
      if (document.executionArn !== undefined) watch.follow(document.documentId, document.executionArn);
      onUploaded(document);
      this.atWork = [...this.atWork, { index: this.next, document }];
      this.next += 1;
      if (document.isAlreadyProcessed) await this.settle(false);
    }
  }

  /** Removes what has ended or waits; with `isQuiet`, everything. */
  async settle(isQuiet: boolean): Promise<void> {
    const { watch } = this.sending;
    for (const one of this.atWork) {
      if (!isQuiet && !(await watch.mayHaveEnded(one.document))) continue;
      const result = await documentResult(this.sources, this.followed(one.document), { isOver: isQuiet });
      if (isQuiet || result.outcome !== 'running') this.end(one, result);
    }
  }

  /** Returns the results of all; documents without a result are running. */
  async close(): Promise<readonly DocumentResult[]> {
    const { watch, documents } = this.sending;
    for (const one of this.atWork) this.end(one, await unfinishedResult(watch.find, this.followed(one.document)));
    for (; this.next < documents.length; this.next += 1) {
      const document = documents[this.next]!;
      this.keep(this.next, notUploadedResult(document), { ...document, isKnown: false });
    }
    return this.results.filter((result) => result !== undefined);
  }

  private get sources(): ResultSources {
    const { account, watch } = this.sending;
    return { account, find: watch.find };
  }

  private followed(document: UploadedDocument): FollowedDocument {
    return { ...document, executionArns: this.sending.watch.of(document.documentId) };
  }

  private end(one: AtWork, result: DocumentResult): void {
    this.atWork = this.atWork.filter((other) => other !== one);
    this.keep(one.index, result, one.document);
  }

  private keep(index: number, result: DocumentResult, document: SentDocument): void {
    this.results[index] = result;
    this.sending.onResult(result, document);
  }
}
