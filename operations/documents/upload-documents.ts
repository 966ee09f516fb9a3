import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Local } from '@document-pipelines/local-aws';
import type { Shape } from '@document-pipelines/local-aws/services';
import { type Account, isServiceError, readRow, type StoredRow } from '../account';
import type { ChosenDocument } from './choose-documents';
import { documentIdOf } from './document-identity';
import { keyOf } from './document-result';

/** A document in the bucket. */
export interface UploadedDocument extends ChosenDocument {
  readonly documentId: string;
  readonly key: string;
  readonly versionId: string;
  /** The bucket already had the same bytes under the same key, and the ledger has them: no upload was needed. */
  readonly isKnown: boolean;
  /** Of one that is known: the execution that the ledger names. */
  readonly executionArn?: string;
  /** Known, and an earlier run finished it; else its execution continues now. */
  readonly isAlreadyProcessed: boolean;
}

/** Repeats the event of an uploaded document. */
export type DeliverAgain = (document: UploadedDocument, bytes: Uint8Array) => Promise<void>;

/** Where a document is uploaded. */
export interface Uploading {
  readonly account: Account;
  readonly deliverAgain?: DeliverAgain;
}

/** Longest time to wait for the event of an object that was uploaded before, in seconds: in process, until it is idle. */
const pendingSeconds = { process: 86_400, endpoint: 5, aws: 15 } as const;

/** Uploads a document for the pipeline, unless the bucket and the ledger already have it. */
export async function uploadDocument(
  document: ChosenDocument,
  { account, deliverAgain }: Uploading,
): Promise<UploadedDocument> {
  const { names } = account;
  const bytes = document.path === undefined ? oversizeDocument(names.maxDocumentBytes) : await readFile(document.path);
  const key = keyOf(document.name);
  const known = await findKnown(account, key, bytes);
  if (known !== undefined) return { ...document, ...known, key, isKnown: true };
  const input = { Bucket: names.documentBucketName, Key: key, Body: bytes, ...taggingOf(document) };
  const { VersionId: versionId } = await account.call('s3', 'PutObject', input);
  const uploaded = {
    ...document,
    ...identify(account, key, String(versionId)),
    key,
    isKnown: false,
    isAlreadyProcessed: false,
  };
  for (let delivery = 1; delivery < (document.deliveries ?? 1); delivery += 1) await deliverAgain?.(uploaded, bytes);
  return uploaded;
}

interface Identified {
  readonly documentId: string;
  readonly versionId: string;
}

function identify({ names: { documentBucketName: bucket } }: Account, key: string, versionId: string): Identified {
  return { documentId: documentIdOf({ bucket, key, versionId }), versionId };
}

async function findKnown(
  account: Account,
  key: string,
  bytes: Uint8Array,
): Promise<(Identified & Pick<UploadedDocument, 'executionArn' | 'isAlreadyProcessed'>) | undefined> {
  const head = await headOf(account, key);
  if (head === undefined || head['ETag'] !== `"${createHash('md5').update(bytes).digest('hex')}"`) return undefined;
  const identified = identify(account, key, String(head['VersionId']));
  const { documentId } = identified;
  const readOwnRow = () => readRow(account, account.names.ledgerTableName, { documentId });
  const known = (row: StoredRow, isAlreadyProcessed: boolean) => {
    const { executionArn } = row;
    return { ...identified, isAlreadyProcessed, ...(typeof executionArn === 'string' ? { executionArn } : {}) };
  };
  const row = await readOwnRow();
  if (row !== undefined) return known(row, row['status'] !== 'RECEIVED');
  // A process may have been killed between the upload and the execution's start: the pending event is delivered now.
  await account.settle(pendingSeconds[account.kind], async () => (await readOwnRow()) !== undefined);
  const delivered = await readOwnRow();
  return delivered === undefined ? undefined : known(delivered, false);
}

async function headOf({ call, names }: Account, Key: string): Promise<Shape | undefined> {
  try {
    return await call('s3', 'HeadObject', { Bucket: names.documentBucketName, Key });
  } catch (error) {
    if (isServiceError(error, 'NotFound', 'NoSuchKey')) return undefined;
    throw error;
  }
}

function taggingOf({ releaseInSeconds }: ChosenDocument): Shape {
  if (releaseInSeconds === undefined) return {};
  const at = new Date(Date.now() + releaseInSeconds * 1000).toISOString();
  return { Tagging: new URLSearchParams({ 'release-at': at }).toString() };
}

/** EventBridge delivers at least once: the same event again, as may happen on AWS. */
export function deliverAgainHere({ localAccount, eventBus }: Local, bucket: string): DeliverAgain {
  const { partition, account } = localAccount;
  return async ({ key, versionId }, bytes) => {
    await eventBus.publish({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      resources: [`arn:${partition}:s3:::${bucket}`],
      detail: {
        version: '0',
        bucket: { name: bucket },
        object: {
          key,
          size: bytes.length,
          etag: createHash('md5').update(bytes).digest('hex'),
          'version-id': versionId,
        },
        requester: account,
        reason: 'PutObject',
      },
    });
  };
}

/** One byte over the limit, and otherwise like a PDF. */
function oversizeDocument(maxBytes: number): Uint8Array {
  const bytes = Buffer.alloc(maxBytes + 1, ' ');
  bytes.write('%PDF-1.7\n');
  return bytes;
}
