import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ServiceEvent } from '../event-bus';
import type { Shape } from '../service';
import { createS3, type S3 } from './create-s3';

const Bucket = 'docs';
const stateFolder = mkdtempSync(path.join(tmpdir(), 's3-'));
const localAccount = {
  partition: 'aws',
  region: 'eu-west-1',
  account: '123456789012',
  stackFolder: stateFolder,
  stateFolder,
};
let events: ServiceEvent[];
let publish: (event: ServiceEvent) => Promise<void>;
let s3: S3;

beforeEach(async () => {
  events = [];
  publish = async (event) => void events.push(event);
  await start();
});

afterAll(() => rmSync(stateFolder, { recursive: true, force: true }));

/** A new process over the same folder. */
async function start(): Promise<void> {
  s3 = createS3({
    localAccount,
    policies: { authorise: () => ({ allowed: true }) },
    eventBus: { publish: (event) => publish(event) },
    now: Date.now,
  });
  await call('CreateBucket', { Bucket });
  await call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await call('PutBucketNotificationConfiguration', {
    Bucket,
    NotificationConfiguration: { EventBridgeConfiguration: {} },
  });
}

async function call(operation: string, input: Shape): Promise<Shape> {
  const found = s3.service.operations[operation];
  if (found === undefined) throw new Error(operation);
  return found.run(input, { kind: 'operator' });
}

async function textOf(Key: string, VersionId?: string): Promise<string> {
  const { Body } = await call('GetObject', { Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) });
  return Buffer.from(Body as Uint8Array).toString();
}

const journal = path.join(stateFolder, 'objects', Bucket, '.s3', 'journal.jsonl');

describe('a bucket opened again', () => {
  it('has every version, tag and delete marker', async () => {
    const { VersionId } = await call('PutObject', {
      Bucket,
      Key: 'a',
      Body: 'one',
      Tagging: 'x=1',
      Metadata: { m: 'n' },
    });
    await call('PutObject', { Bucket, Key: 'a', Body: Buffer.from('two') });
    await call('PutObjectTagging', { Bucket, Key: 'a', VersionId, Tagging: { TagSet: [{ Key: 'y', Value: '2' }] } });
    await call('PutObject', { Bucket, Key: 'gone', Body: Readable.from([Buffer.from('three')]) });
    await call('DeleteObject', { Bucket, Key: 'gone' });
    await start();
    expect([await textOf('a'), await textOf('a', String(VersionId))]).toEqual(['two', 'one']);
    expect(await call('GetObjectTagging', { Bucket, Key: 'a', VersionId })).toMatchObject({
      TagSet: [{ Key: 'y', Value: '2' }],
    });
    await expect(textOf('gone')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const { DeleteMarkers } = await call('ListObjectVersions', { Bucket, Prefix: 'gone' });
    expect(DeleteMarkers).toMatchObject([{ Key: 'gone', IsLatest: true }]);
  });

  it('drops the line that a kill cut short, and goes on', async () => {
    await call('PutObject', { Bucket, Key: 'before', Body: 'b' });
    appendFileSync(journal, '{"put":{"key":"cut');
    await start();
    await call('PutObject', { Bucket, Key: 'after', Body: 'a' });
    await start();
    expect([await textOf('before'), await textOf('after')]).toEqual(['b', 'a']);
  });

  it('forgets an upload that was never finished', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('the client is gone');
      })(),
    );
    await expect(call('PutObject', { Bucket, Key: 'half', Body: broken })).rejects.toThrow('the client is gone');
    await expect(textOf('half')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(readdirSync(path.join(stateFolder, 'objects', Bucket, '.s3', 'incoming'))).toEqual([]);
  });

  it('tells EventBridge what the process before it could not', async () => {
    publish = () => new Promise(() => {});
    void call('PutObject', { Bucket, Key: 'untold', Body: 'u' });
    await waitFor(() => readFileSync(journal, 'utf8').includes('"untold"'));
    publish = async (event) => void events.push(event);
    await start();
    expect(events).toEqual([]);
    await s3.publishOwedEvents();
    expect(events).toMatchObject([
      { 'detail-type': 'Object Created', detail: { object: { key: 'untold' }, reason: 'PutObject' } },
    ]);
    await start();
    await s3.publishOwedEvents();
    expect(events).toHaveLength(1);
  });
});

describe('events', () => {
  it('come for copies, multipart uploads and deletions, with growing sequencers', async () => {
    await call('PutObject', { Bucket, Key: 'e', Body: '1' });
    await call('CopyObject', { Bucket, Key: 'f', CopySource: `${Bucket}/e` });
    await call('DeleteObject', { Bucket, Key: 'e' });
    const details = events.map(({ 'detail-type': type, detail }) => [type, detail['reason'], detail['deletion-type']]);
    expect(details).toEqual([
      ['Object Created', 'PutObject', undefined],
      ['Object Created', 'CopyObject', undefined],
      ['Object Deleted', 'DeleteObject', 'Delete Marker Created'],
    ]);
    const sequencers = events.map(({ detail }) => String((detail['object'] as Shape)['sequencer']));
    expect([...sequencers].sort()).toEqual(sequencers);
  });
});

async function waitFor(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
