import type { LedgerStatus } from '../ledger/evidence/rows';
import type { ObjectPointer } from '../ledger/object-pointer';
import type { StateVisit } from './history/state-visit';
import type { StoryPrice } from './price/price-story';

/** What became of a document, or of an execution without one. All times are ISO 8601. */
export interface Story {
  readonly documentId?: string;
  readonly object?: StoryObject;
  /** The ledger's row. */
  readonly row?: StoryRow;
  /** In the order of their starts: of a document, each but the first is a redrive. */
  readonly executions: readonly StoryExecution[];
  /** Executions of the same object version that ended without work. */
  readonly duplicates: readonly StoryDuplicate[];
  /** Executions that were not looked at for duplicates: there are too many. */
  readonly notSearched: number;
  readonly review?: StoryReview;
  /** The dead letters that are in the queue. */
  readonly deadLetters: readonly StoryDeadLetter[];
  readonly stored?: StoredResult;
  readonly price: StoryPrice;
  readonly next: readonly NextStep[];
}

/** The object version that the document is. */
export interface StoryObject extends ObjectPointer {
  /** Absent if the version no longer exists. */
  readonly uploadedAt?: string;
  readonly bytes?: number;
}

/** The ledger's row. */
export interface StoryRow {
  readonly status: LedgerStatus;
  /** The execution that owns it. */
  readonly executionArn: string;
  readonly checkpoint: string;
  readonly attempts: number;
}

/** An execution. */
export interface StoryExecution {
  readonly executionArn: string;
  readonly status: string;
  readonly startedAt: string;
  readonly stoppedAt?: string;
  readonly error?: string;
  readonly cause?: string;
  /** Times that AWS redrove it. */
  readonly redriveCount: number;
  /** The version that runs. */
  readonly definitionVersion?: string;
  /** Of a document: from its input. */
  readonly redriveOf?: string;
  readonly batchId?: string;
  readonly visits: readonly StateVisit[];
  /** With `--data`. */
  readonly input?: string;
  readonly output?: string;
}

/** An execution that found that another one owns its document. */
export interface StoryDuplicate {
  readonly executionArn: string;
  readonly startedAt: string;
}

/** The last review of the document, from the callbacks table. */
export interface StoryReview {
  readonly reviewId: string;
  readonly executionArn: string;
  /** EXPIRED: no one decided in time. */
  readonly status: 'WAITING' | 'DECIDED' | 'EXPIRED';
  readonly round: number;
  readonly reasonCount: number;
  readonly answerBefore: string;
  readonly decision?: string;
  readonly reviewer?: string;
  readonly decidedAt?: string;
  /** With `--data`: reasons and comments quote the document. */
  readonly reasons?: readonly string[];
  readonly comment?: string;
}

/** A dead letter. */
export interface StoryDeadLetter {
  readonly sentAt?: string;
  readonly state: string;
  readonly error: string;
  readonly cause: string;
  readonly executionArn: string;
  readonly sentBy: string;
}

/** The result. */
export interface StoredResult {
  readonly uri: string;
  readonly bytes: number;
  readonly storedAt: string;
}

/** Where to look next. */
export interface NextStep {
  readonly why: string;
  readonly command: string;
}
