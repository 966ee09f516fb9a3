import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeadLetters } from '../../operations/ledger/evidence/dead-letters';
import { documentIdOf, type ObjectPointer } from '../../operations/ledger/object-pointer';
import { reconcile } from '../../operations/ledger/reconcile';
import { type OpenedLedger, openLedger } from './opened-ledger';

const pdf = readFileSync(join(__dirname, '..', '..', 'samples', 'invoice.pdf'));
let ledger: OpenedLedger;

beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

async function put(key: string, Body: Uint8Array): Promise<ObjectPointer> {
  const bucket = ledger.account.names.documentBucketName;
  const { VersionId: versionId } = await ledger.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body });
  return { bucket, key, versionId: String(versionId) };
}

it.each<[string, Uint8Array, object | undefined]>([
  ['incoming/', Buffer.alloc(0), undefined],
  ['incoming/2026/march/', Buffer.alloc(0), undefined],
  ['batch/march/', Buffer.alloc(0), undefined],
  ['batch/empty.pdf', Buffer.alloc(0), undefined],
  ['batch/a.pdf', pdf, undefined],
  ['outside.pdf', pdf, undefined],
  ['incoming/empty.pdf', Buffer.alloc(0), { status: 'REJECTED', reason: 'EmptyDocument' }],
  ['incoming/2026/empty', Buffer.alloc(0), { status: 'REJECTED', reason: 'EmptyDocument' }],
  ['incoming/named-like-a-folder/', pdf, { status: 'STORED' }],
])('what becomes of %s is decided by its key and its bytes', async (key, body, row) => {
  const pointer = await put(key, body);
  await ledger.local.idle();

  const found = await ledger.row(documentIdOf(pointer));
  expect(found).toEqual(row === undefined ? undefined : expect.objectContaining(row));
  expect(ledger.executionsOf(documentIdOf(pointer))).toHaveLength(row === undefined ? 0 : 1);
});

describe('an object that was deleted before it was read', () => {
  const startedFor = async (pointer: ObjectPointer) => {
    await ledger.call('states', 'StartExecution', {
      stateMachineArn: [...ledger.local.states.list('dev-document-pipeline')][0]?.stateMachineArn,
      input: JSON.stringify(pointer),
    });
    await ledger.local.idle();
    return ledger.row(documentIdOf(pointer));
  };

  it('is rejected, and no dead letter is left', async () => {
    const pointer = await put('elsewhere/gone.pdf', pdf);
    const { bucket: Bucket, key: Key, versionId: VersionId } = pointer;
    await ledger.call('s3', 'DeleteObject', { Bucket, Key, VersionId });

    expect(await startedFor(pointer)).toMatchObject({
      status: 'REJECTED',
      reason: 'DocumentDeleted',
      explanation: expect.stringContaining('the object version was deleted before it was read'),
    });
  });

  it('is rejected where its version is a delete marker', async () => {
    const { bucket, key } = await put('elsewhere/marked.pdf', pdf);
    const { VersionId: versionId } = await ledger.call('s3', 'DeleteObject', { Bucket: bucket, Key: key });

    expect(await startedFor({ bucket, key, versionId: String(versionId) })).toMatchObject({
      status: 'REJECTED',
      reason: 'DocumentDeleted',
    });
  });
});

it('the ledger is reconciled: folders are no documents, and what is deleted is no loss', async () => {
  expect(await readDeadLetters(ledger.account)).toEqual([]);
  expect(await reconcile(ledger.account)).toMatchObject({ gaps: [], letters: 0 });
});
