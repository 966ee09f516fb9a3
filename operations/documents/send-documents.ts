import { type Local, standstillOf } from '@document-pipelines/local-aws';
import { untilIdle } from '@document-pipelines/local-aws/environment';
import type { EnvironmentOutputs } from '../environment';
import type { ChosenDocument } from './choose-documents';
import type { DocumentExecutions } from './document-executions';
import {
  type DocumentResult,
  documentResult,
  type FollowedDocument,
  notUploadedResult,
  unfinishedResult,
} from './document-result';
import { type UploadedDocument, uploadDocument } from './upload-documents';

/** Documents that are at work at the same time: more only fill the memory. */
export const mostAtWork = 24;
/** Seconds between two checks of documents in progress. */
const secondsBetweenLooks = 0.2;

/** Options of sending documents. */
export interface Sending {
  readonly local: Local;
  readonly outputs: EnvironmentOutputs;
  readonly executions: DocumentExecutions;
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
  const { documents, timeoutSeconds, signal, local } = sending;
  const window = new DocumentWindow(sending);
  const deadline = Date.now() + timeoutSeconds * 1000;
  try {
    while (window.isOpen && Date.now() < deadline) {
      signal.throwIfAborted();
      local.ended.throwIfAborted();
      await window.fill(deadline);
      const left = (deadline - Date.now()) / 1000;
      const isQuiet = await untilIdle(local, {
        timeoutSeconds: Math.min(secondsBetweenLooks, Math.max(0.01, left)),
        signal,
      });
      await window.settle(isQuiet);
    }
    const isTimely = !window.isOpen;
    if (!isTimely) await window.settle(false);
    return { results: window.close(), isTimely };
  } catch (error) {
    if (!local.ended.aborted) throw error;
    return { results: window.close(), isTimely: documents.length === 0, failure: local.ended.reason };
  }
}

interface AtWork {
  readonly index: number;
  readonly document: UploadedDocument;
  /** Its executions' events when its result was last read. */
  lookedAt: number;
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
    const { local, outputs, executions, documents, signal, onUploaded } = this.sending;
    while (this.atWork.length < mostAtWork && Date.now() < deadline) {
      const chosen = documents[this.next];
      if (chosen === undefined) return;
      signal.throwIfAborted();
      const document = await uploadDocument(local, outputs, chosen, signal);
      if (document.executionArn !== undefined) executions.follow(document.documentId, document.executionArn);
      onUploaded(document);
      this.atWork = [...this.atWork, { index: this.next, document, lookedAt: -1 }];
      this.next += 1;
      if (document.isAlreadyProcessed) await this.settle(false);
    }
  }

  /** Removes what has ended or waits; with `isQuiet`, everything. */
  async settle(isQuiet: boolean): Promise<void> {
    for (const one of this.atWork) {
      const { documentId } = one.document;
      const events = this.sending.executions.events(documentId);
      if (!isQuiet && (one.lookedAt === events || !this.mayHaveEnded(one.document))) continue;
      one.lookedAt = events;
      const result = await documentResult(this.sending, this.followed(one.document), { isOver: isQuiet });
      if (isQuiet || result.outcome !== 'running') this.end(one, result);
    }
  }

  /** Returns the results of all; documents without a result are running. */
  close(): readonly DocumentResult[] {
    const { local, documents } = this.sending;
    for (const one of this.atWork) this.end(one, unfinishedResult(local, this.followed(one.document)));
    for (; this.next < documents.length; this.next += 1) {
      const document = documents[this.next]!;
      this.keep(this.next, notUploadedResult(document), { ...document, isKnown: false });
    }
    return this.results.filter((result) => result !== undefined);
  }

  private mayHaveEnded({ documentId, isKnown, isAlreadyProcessed, deliveries = 1 }: UploadedDocument): boolean {
    if (isAlreadyProcessed) return true;
    const { local, executions } = this.sending;
    const arns = executions.of(documentId);
    if (!isKnown && arns.length < deliveries) return false;
    return arns.every((arn) => {
      const execution = local.states.find(arn);
      return execution?.status !== 'RUNNING' || standstillOf(execution.position, Date.now()) !== undefined;
    });
  }

  private followed(document: UploadedDocument): FollowedDocument {
    return { ...document, executionArns: this.sending.executions.of(document.documentId) };
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
