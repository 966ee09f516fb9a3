import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CrashDocument, crashDocuments } from './crash-project';
import { type RawStores, type RawVersion, readRawStores } from './raw-stores';

const samples = join(__dirname, '..', '..', 'samples');

/**
 * Returns the violations that a round left: documents that are lost, processed twice or notified wrongly; files that are torn or left
 * behind.
 */
export async function inspectStores(stateFolder: string): Promise<string[]> {
  let stores: RawStores;
  try {
    stores = await readRawStores(stateFolder);
  } catch (error) {
    return [`the stores cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  }
  return [
    ...crashDocuments.flatMap((document) => documentViolations(document, stores)),
    ...strangers(stores),
    ...Object.entries(stores.queues).flatMap(([name, bodies]) =>
      bodies.map((body) => `a message is left in ${name}: ${body}`),
    ),
    ...stores.deliveries.map((file) => `a delivery was not made: ${file}`),
    ...stores.leftovers.map((file) => `a half-written file is left: ${file}`),
  ];
}

const statusOf = { stored: 'STORED', rejected: 'REJECTED', review: 'IN_REVIEW' } as const;

function documentViolations(document: CrashDocument, stores: RawStores): string[] {
  const { name, file, expect } = document;
  const versions = stores.documents.filter(({ key }) => key === `incoming/${name}`);
  const [version] = versions;
  if (version === undefined || versions.length > 1)
    return [`${name}: ${versions.length} versions in the bucket, not one`];
  const documentId = documentIdOf(version, stores);
  const row = stores.rows.find((each) => each['documentId'] === documentId);
  const running = stores.executions.filter(({ input, status }) => status === 'RUNNING' && isOf(input, version));
  const { [expect]: status } = statusOf;
  const stored = storedOf(documentId, stores);
  const notices = noticesOf(documentId, stores);
  const hasFailed = stores.executions.some((each) => each.status === 'FAILED' && isOf(each.input, version));
  const checks: readonly (readonly [boolean, string])[] = [
    [version.etag === md5(readFileSync(join(samples, file))), 'its bytes are not those that were uploaded'],
    [row?.['status'] === status, `the ledger says ${String(row?.['status'] ?? 'nothing')}, not ${status}`],
    [running.length === (expect === 'review' ? 1 : 0), `${running.length} execution(s) still run`],
    [stored === (expect === 'stored' ? 1 : 0), `${stored} stored documents`],
    [notices > 0 === (expect === 'stored'), `${notices} notices for a document that is ${expect}`],
    [!hasFailed, 'an execution failed'],
  ];
  return checks.filter(([holds]) => !holds).map(([, told]) => `${name}: ${told}`);
}

/** Returns rows, results and notices of documents that were not uploaded. */
function strangers(stores: RawStores): string[] {
  const known = new Set(stores.documents.map((version) => documentIdOf(version, stores)));
  const rows = stores.rows.map((row) => String(row['documentId']));
  const notices = stores.notices.map((notice) => String(notice['documentId']));
  const results = stores.results
    .map(({ key }) => key.split('/')[0] ?? '')
    .filter((part) => /^[0-9a-f]{64}$/.test(part));
  const strange = new Set([...rows, ...notices, ...results].filter((id) => !known.has(id)));
  return [...strange].map((id) => `something speaks of a document that was never uploaded: ${id}`);
}

/** The identity that docs/definitions and the machine agree on: SHA-256 of the JSON array [bucket, key, versionId]. */
function documentIdOf({ key, versionId }: RawVersion, { executions }: RawStores): string {
  const first = executions
    .map(({ input }) => input)
    .find((input): input is { bucket: string } => isObject(input) && typeof input['bucket'] === 'string');
  return createHash('sha256')
    .update(JSON.stringify([first?.bucket, key, versionId]))
    .digest('hex');
}

function storedOf(documentId: string, { results }: RawStores): number {
  return new Set(results.filter(({ key }) => key === `${documentId}/document.json`).map(({ key }) => key)).size;
}

function noticesOf(documentId: string, { notices }: RawStores): number {
  return notices.filter((notice) => notice['documentId'] === documentId).length;
}

function isOf(input: unknown, { key, versionId }: RawVersion): boolean {
  return isObject(input) && input['key'] === key && input['versionId'] === versionId;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
