import type { Shape } from '@document-pipelines/local-aws/services';
import { type Account, readRow, readRows, type StoredRow, scanPage, scanPages } from '../../account';
import { type ObjectPointer, pointerIn } from '../object-pointer';

/** Statuses of a row: where a document is. STORED and REJECTED are final. */
export type LedgerStatus =
  | 'RECEIVED'
  | 'IN_REVIEW'
  | 'WAITING_RELEASE'
  | 'STORED'
  | 'REJECTED'
  | 'FAILED'
  | 'HANDED_OVER';

/** A row of the ledger. */
export interface LedgerRow {
  readonly documentId: string;
  readonly status: LedgerStatus;
  /** The execution that owns the row. */
  readonly executionArn: string;
  readonly pointer: ObjectPointer | undefined;
  /** What was done, and paid for, already. */
  readonly checkpoint: string;
  readonly attempts: number;
  /** Everything else, as the row has it: `failedState`, `error`, `reason`, `releaseAt` … */
  readonly details: Readonly<Record<string, string>>;
}

/** A review of the callbacks table. */
export interface ReviewRow {
  readonly reviewId: string;
  /** Empty if the review is not about a document: an approval of a model. */
  readonly documentId: string;
  readonly key: string;
  readonly executionArn: string;
  /** WAITING, DECIDED, or EXPIRED: it cannot be answered any more, and its link reports so. */
  readonly status: string;
}

/** Returns every row of the ledger, by documentId. Uses consistent reads. */
export async function readLedger(account: Account): Promise<ReadonlyMap<string, LedgerRow>> {
  const rows = new Map<string, LedgerRow>();
  for await (const page of ledgerPages(account)) for (const row of page) rows.set(row.documentId, row);
  return rows;
}

/** Returns a page of the ledger, and what requests the next one. Uses a consistent read. */
export async function ledgerPage(
  account: Account,
  from: Shape,
): Promise<{ readonly rows: readonly LedgerRow[]; readonly next: Shape | undefined }> {
  const { rows, next } = await scanPage(account, { TableName: account.names.ledgerTableName, ...from });
  return { rows: rows.map(texts).map(ledgerRow), next };
}

/** Yields the rows of the ledger, a page at a time. Uses consistent reads. */
export async function* ledgerPages(account: Account): AsyncGenerator<readonly LedgerRow[]> {
  for await (const page of scanPages(account, account.names.ledgerTableName)) yield page.map(texts).map(ledgerRow);
}

/** Returns one row, or undefined. Uses a consistent read. */
export async function readLedgerRow(account: Account, documentId: string): Promise<LedgerRow | undefined> {
  const row = await readRow(account, account.names.ledgerTableName, { documentId });
  return row === undefined ? undefined : ledgerRow(texts(row));
}

/** What is read of a review here: not the content, which only a reviewer sees, nor its task token. */
const reviewAttributes = ['callbackId', 'documentId', 'documentKey', 'executionArn', 'status', 'answerBefore'];

/** Returns every review, including decided ones. */
export async function readReviewRows(account: Account): Promise<readonly ReviewRow[]> {
  const prefix = 'review/';
  const rows = await readRows(account, account.names.callbacksTableName, reviewAttributes);
  return rows
    .map(texts)
    .filter(({ callbackId = '' }) => callbackId.startsWith(prefix))
    .map(
      ({
        callbackId = '',
        documentId = '',
        documentKey: key = '',
        executionArn = '',
        status = '',
        answerBefore = '',
      }) => ({
        reviewId: callbackId.slice(prefix.length),
        documentId,
        key,
        executionArn,
        status: status === 'WAITING' && Date.parse(answerBefore) <= Date.now() ? 'EXPIRED' : status,
      }),
    );
}

type Texts = Readonly<Record<string, string>>;

/** The rows hold strings and numbers only. */
function texts(row: StoredRow): Texts {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]));
}

function ledgerRow(row: Texts): LedgerRow {
  const { documentId = '', status = '', executionArn = '', checkpoint = 'RECEIVED', attempts, ...rest } = row;
  const { bucket: _bucket, key: _key, versionId: _versionId, ...details } = rest;
  return {
    documentId,
    status: status as LedgerStatus,
    executionArn,
    pointer: pointerIn(row),
    checkpoint,
    attempts: Number(attempts ?? 1),
    details,
  };
}
