import type { Json } from '@document-pipelines/asl/definition';
import type { Gap } from '../../ledger/gaps/gap';
import type { Story } from '../../trace/story';

/** A document in the list: a row of the ledger. Texts are untrusted: only ever shown as text. */
export interface LedgerEntry {
  readonly documentId: string;
  readonly name: string;
  readonly status: string;
  readonly attempts: number;
  /** Milliseconds since 1970; 0 if the row does not have them. */
  readonly receivedAt: number;
  readonly updatedAt: number;
  /** What the row says besides: its type, its review, or state, error and cause of its failure. */
  readonly text: string;
}

/** A window of the list, the newest first. */
export interface LedgerWindow {
  readonly rows: readonly LedgerEntry[];
  readonly offset: number;
  readonly matching: number;
  readonly total: number;
  /** The ledger has more rows than are kept. */
  readonly isCut: boolean;
  /** Documents that were received after `until`, and match. */
  readonly newer: number;
  /** The list has documents that were received until then. */
  readonly until: number;
  /** When the ledger was read. */
  readonly asOf: number;
  /** Rows by status, as far as the other filters let them through. */
  readonly counts: Readonly<Record<string, number>>;
}

/** One document: its row, and its story, without content. */
export interface ShownDocument {
  readonly documentId: string;
  readonly name: string;
  readonly status: string;
  /** Everything that the row has. */
  readonly row?: Readonly<Record<string, string>>;
  readonly executionArn?: string;
  /** Absent if the caller may not read histories. */
  readonly story?: {
    readonly executions: readonly Pick<
      Story['executions'][number],
      'executionArn' | 'status' | 'startedAt' | 'stoppedAt' | 'redriveOf' | 'error'
    >[];
    readonly duplicates: Story['duplicates'];
    readonly letters: number;
    readonly reviewId?: string;
    /** Whether the review waits for a person. */
    readonly isWaiting: boolean;
    readonly dollars: number;
    readonly next: Story['next'];
    /** What `pipelines trace` prints. */
    readonly lines: readonly string[];
  };
}

/** What `pipelines ledger show` prints, and what fixes the gaps of the document. */
export interface DocumentRecords {
  readonly records: Json;
  readonly gaps: readonly Pick<Gap, 'kind' | 'fix'>[];
}

/** How far reconciling is. */
export type ReconcileState =
  | {
      readonly kind: 'idle';
      /** An interrupted reading: the next start continues it. ISO 8601. */
      readonly interruptedAt?: string;
    }
  | { readonly kind: 'running'; readonly startedAt: number; readonly line: string; readonly share?: number }
  | { readonly kind: 'stopped'; readonly at: number; readonly interruptedAt?: string }
  | { readonly kind: 'failed'; readonly at: number; readonly message: string; readonly interruptedAt?: string }
  | ReconcileResult;

/** What was found. */
export interface ReconcileResult {
  readonly kind: 'done';
  readonly startedAt: number;
  readonly at: number;
  readonly documents: number;
  readonly places: Readonly<Record<string, number>>;
  readonly letters: number;
  /** Keys that wait for a batch: how many, and the first of them. */
  readonly waiting: { readonly count: number; readonly keys: readonly string[] };
  /** Gaps by kind. */
  readonly kinds: readonly { readonly kind: string; readonly meaning: string; readonly count: number }[];
  readonly gaps: number;
}

/** Gaps of a result, as far as a filter lets through. */
export interface GapList {
  readonly matching: number;
  readonly gaps: readonly Gap[];
}
