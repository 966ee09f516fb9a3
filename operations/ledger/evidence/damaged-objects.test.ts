import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceError, type Shape } from '@document-pipelines/local-aws/services';
import { createS3 } from '@document-pipelines/local-aws/services/s3';
import { localAccountForTest } from '../../../packages/local-aws/tests/fixtures/local-account-fixture';
import type { Account } from '../../account';
import { documentIdOf } from '../object-pointer';
import { readDamagedObjects } from './damaged-objects';

const stateFolder = mkdtempSync(join(tmpdir(), 'damaged-'));
afterAll(() => rmSync(stateFolder, { recursive: true, force: true }));

const { service } = createS3({
  localAccount: localAccountForTest(stateFolder),
  policies: { authorise: () => ({ allowed: true }) },
  eventBus: { publish: async () => undefined },
  now: Date.now,
});

const account = {
  names: { documentBucketName: 'documents', resultsBucketName: 'results' },
  call: async (_service: string, operation: string, input: Shape) => {
    const found = service.operations[operation];
    if (found === undefined) throw new ServiceError('NotModelledError', operation);
    return found.run(input, { kind: 'operator' });
  },
} as unknown as Account;

async function put(Bucket: string, Key: string, Body: string): Promise<string> {
  await account.call('s3', 'CreateBucket', { Bucket });
  await account.call('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  const { VersionId } = await account.call('s3', 'PutObject', { Bucket, Key, Body });
  return String(VersionId);
}

/** Empties every content file of a bucket that has bytes. */
function emptyAll(bucket: string): void {
  const folder = join(stateFolder, 'objects', bucket, '.s3', 'content');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (statSync(join(folder, name)).isFile()) truncateSync(join(folder, name), 0);
}

it('finds every damaged version of a document, and every damaged current result', async () => {
  const documentId = documentIdOf({ bucket: 'documents', key: 'incoming/a.pdf', versionId: 'any' });
  const first = await put('documents', 'incoming/a.pdf', 'first');
  const second = await put('documents', 'incoming/a.pdf', 'second');
  await put('documents', 'batch/empty.pdf', '');
  await put('results', `${documentId}/document.json`, '{"old":true}');
  await put('results', `${documentId}/document.json`, '{}');
  await put('results', 'batches/b/items.jsonl', '{}');
  expect(await readDamagedObjects(account)).toEqual([]);

  emptyAll('documents');
  emptyAll('results');

  const incoming = { bucket: 'documents', key: 'incoming/a.pdf' };
  expect(await readDamagedObjects(account)).toMatchObject([
    { ...incoming, versionId: second, documentId: documentIdOf({ ...incoming, versionId: second }) },
    { ...incoming, versionId: first, documentId: documentIdOf({ ...incoming, versionId: first }) },
    { bucket: 'results', key: `${documentId}/document.json`, documentId },
    { bucket: 'results', key: 'batches/b/items.jsonl', documentId: undefined },
  ]);
});
