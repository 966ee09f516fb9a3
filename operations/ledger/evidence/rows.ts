import type { Shape } from '@document-pipelines/local-aws/services';
import type { LedgerClient } from '../ledger-client';
import { type ObjectPointer, pointerIn } from '../object-pointer';
import { allPages, follow } from './pages';

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
  readonly executionArn: string;
  /** WAITING, DECIDED, or EXPIRED: it cannot be answered any more, and its link reports so. */
  readonly status: string;
}

/** Returns every row of the ledger, by documentId. Uses consistent reads. */
export async function readLedger(client: LedgerClient): Promise<ReadonlyMap<string, LedgerRow>> {
  const items = await scan(client, client.names.ledgerTableName);
  return new Map(items.map(ledgerRow).map((row) => [row.documentId, row]));
}

/** Returns one row, or undefined. Uses a consistent read. */
export async function readLedgerRow(client: LedgerClient, documentId: string): Promise<LedgerRow | undefined> {
  const Key = { documentId: { S: documentId } };
  const input = { TableName: client.names.ledgerTableName, Key, ConsistentRead: true };
  const { Item: item } = await client.call('dynamodb', 'GetItem', input);
  return item === undefined || item === null ? undefined : ledgerRow(texts(item as Shape));
}

/** Returns every review, including decided ones. */
export async function readReviewRows(client: LedgerClient): Promise<readonly ReviewRow[]> {
  const prefix = 'review/';
  const rows = await scan(client, client.names.callbacksTableName);
  return rows
    .filter(({ callbackId = '' }) => callbackId.startsWith(prefix))
    .map(({ callbackId = '', documentId = '', executionArn = '', status = '', answerBefore = '' }) => ({
      reviewId: callbackId.slice(prefix.length),
      documentId,
      executionArn,
      status: status === 'WAITING' && Date.parse(answerBefore) <= Date.now() ? 'EXPIRED' : status,
    }));
}

async function scan(client: LedgerClient, TableName: string): Promise<readonly Texts[]> {
  const items = await allPages<Shape>(
    (from) => client.call('dynamodb', 'Scan', { TableName, ConsistentRead: true, ...from }),
    ({ Items: page }) => page,
    (answer) => follow(answer, { ExclusiveStartKey: 'LastEvaluatedKey' }),
  );
  return items.map(texts);
}

type Texts = Readonly<Record<string, string>>;

/** The rows hold strings and numbers only. */
function texts(item: Shape): Texts {
  const entries = Object.entries(item).map(([name, value]) => {
    const { S: text, N: number } = value as { readonly S?: string; readonly N?: string };
    return [name, text ?? number];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
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
