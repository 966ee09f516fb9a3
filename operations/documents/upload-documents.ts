import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Local } from '@document-pipelines/local-aws';
import { readRow, type StoredRow } from '@document-pipelines/local-aws/environment';
import { ServiceError, type Shape } from '@document-pipelines/local-aws/services';
import type { EnvironmentOutputs } from '../environment';
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

const operator = { kind: 'operator' } as const;

/** Uploads a document for the pipeline, unless the bucket and the ledger already have it. */
export async function uploadDocument(
  local: Local,
  outputs: EnvironmentOutputs,
  document: ChosenDocument,
  signal?: AbortSignal,
): Promise<UploadedDocument> {
  const bytes =
    document.path === undefined ? oversizeDocument(outputs.maxDocumentBytes) : await readFile(document.path);
  const key = keyOf(document.name);
  const known = await findKnown(local, outputs, { key, bytes, signal });
  if (known !== undefined) return { ...document, ...known, key, isKnown: true };
  const { VersionId: versionId } = await local.services.call(
    's3',
    'PutObject',
    { Bucket: outputs.documentBucketName, Key: key, Body: bytes, ...taggingOf(document) },
    operator,
  );
  const uploaded = {
    ...document,
    ...identify(outputs, key, String(versionId)),
    key,
    isKnown: false,
    isAlreadyProcessed: false,
  };
  for (let delivery = 1; delivery < (document.deliveries ?? 1); delivery += 1)
    await deliverAgain(local, outputs, uploaded, bytes);
  return uploaded;
}

interface Identified {
  readonly documentId: string;
  readonly versionId: string;
}

function identify({ documentBucketName: bucket }: EnvironmentOutputs, key: string, versionId: string): Identified {
  return { documentId: documentIdOf({ bucket, key, versionId }), versionId };
}

async function findKnown(
  local: Local,
  outputs: EnvironmentOutputs,
  { key, bytes, signal }: { readonly key: string; readonly bytes: Uint8Array; readonly signal?: AbortSignal },
): Promise<(Identified & Pick<UploadedDocument, 'executionArn' | 'isAlreadyProcessed'>) | undefined> {
  const head = await headOf(local, outputs, key);
  if (head === undefined || head['ETag'] !== `"${createHash('md5').update(bytes).digest('hex')}"`) return undefined;
  const identified = identify(outputs, key, String(head['VersionId']));
  const rowOf = () => readRow(local.services, outputs.ledgerTableName, { documentId: identified.documentId });
  const known = (row: StoredRow, isAlreadyProcessed: boolean) => {
    const { executionArn } = row;
    return { ...identified, isAlreadyProcessed, ...(typeof executionArn === 'string' ? { executionArn } : {}) };
  };
  const row = await rowOf();
  if (row !== undefined) return known(row, row['status'] !== 'RECEIVED');
  // A process may have been killed between the upload and the execution's start: the pending event is delivered now.
  await local.idle(signal);
  const delivered = await rowOf();
  return delivered === undefined ? undefined : known(delivered, false);
}

async function headOf(
  local: Local,
  { documentBucketName }: EnvironmentOutputs,
  key: string,
): Promise<Shape | undefined> {
  try {
    return await local.services.call('s3', 'HeadObject', { Bucket: documentBucketName, Key: key }, operator);
  } catch (error) {
    if (error instanceof ServiceError && error.statusCode === 404) return undefined;
    throw error;
  }
}

function taggingOf({ releaseInSeconds }: ChosenDocument): Shape {
  if (releaseInSeconds === undefined) return {};
  const at = new Date(Date.now() + releaseInSeconds * 1000).toISOString();
  return { Tagging: new URLSearchParams({ 'release-at': at }).toString() };
}

/** EventBridge delivers at least once: the same event again, as may happen on AWS. */
async function deliverAgain(
  local: Local,
  { documentBucketName }: EnvironmentOutputs,
  { key, versionId }: UploadedDocument,
  bytes: Uint8Array,
): Promise<void> {
  const { partition, account } = local.localAccount;
  await local.eventBus.publish({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    resources: [`arn:${partition}:s3:::${documentBucketName}`],
    detail: {
      version: '0',
      bucket: { name: documentBucketName },
      object: { key, size: bytes.length, etag: createHash('md5').update(bytes).digest('hex'), 'version-id': versionId },
      requester: account,
      reason: 'PutObject',
    },
  });
}

/** One byte over the limit, and otherwise like a PDF. */
function oversizeDocument(maxBytes: number): Uint8Array {
  const bytes = Buffer.alloc(maxBytes + 1, ' ');
  bytes.write('%PDF-1.7\n');
  return bytes;
}
