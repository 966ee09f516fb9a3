import {
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localAccountForTest } from '../../../tests/fixtures/local-account-fixture';
import type { Shape } from '../service';
import { asStream, createS3, type S3 } from '.';

const Bucket = 'docs';
const Key = 'incoming/a.pdf';
const text = 'all of the document';
let stateFolder: string;
let s3: S3;

beforeEach(async () => {
  stateFolder = mkdtempSync(path.join(tmpdir(), 's3-'));
  await start();
});
afterEach(() => rmSync(stateFolder, { recursive: true, force: true }));

/** A new process over the same folder. */
async function start(): Promise<void> {
  s3 = createS3({
    localAccount: localAccountForTest(stateFolder),
    policies: { authorise: () => ({ allowed: true }) },
    eventBus: { publish: async () => undefined },
    now: Date.now,
  });
  await call('CreateBucket', { Bucket });
  await call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
}

async function call(operation: string, input: Shape): Promise<Shape> {
  const found = s3.service.operations[operation];
  if (found === undefined) throw new Error(operation);
  return found.run({ Bucket, Key, ...input }, { kind: 'operator' });
}

async function textOf(input: Shape = {}): Promise<string> {
  return Buffer.from((await call('GetObject', input))['Body'] as Uint8Array).toString();
}

const bucketFolder = () => path.join(stateFolder, 'objects', Bucket);
const readableFile = () => path.join(bucketFolder(), Key);

/** Returns the only file that holds content, or the newest one. */
function contentFile(): string {
  const folder = path.join(bucketFolder(), '.s3', 'content');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
  const newest = files.at(-1);
  if (newest === undefined) throw new Error('no content');
  return newest;
}

/** Bytes of the same number, under the same modification time. */
function alter(file: string): void {
  const { atime, mtime } = statSync(file);
  writeFileSync(file, text.toUpperCase());
  utimesSync(file, atime, mtime);
}

const damages: Readonly<Record<string, (file: string) => void>> = {
  emptied: (file) => truncateSync(file, 0),
  truncated: (file) => truncateSync(file, 4),
  grown: (file) => writeFileSync(file, `${text}!`),
  altered: alter,
  missing: (file) => rmSync(file),
};

describe('the readable copy of an object', () => {
  it.each(Object.keys(damages))('loses nothing when it is %s', async (damage) => {
    await call('PutObject', { Body: text });

    damages[damage]?.(readableFile());

    expect(await textOf()).toBe(text);
    await start();
    expect(await textOf()).toBe(text);
  });

  it('is made again at the next start if it is missing', async () => {
    await call('PutObject', { Body: text });
    rmSync(readableFile());

    await start();

    expect(readFileSync(readableFile(), 'utf8')).toBe(text);
  });

  it('takes the place of a link to the content, which earlier versions made', async () => {
    await call('PutObject', { Body: text });
    rmSync(readableFile());
    linkSync(contentFile(), readableFile());

    await start();
    truncateSync(readableFile(), 0);

    expect(await textOf()).toBe(text);
    expect(statSync(contentFile()).nlink).toBe(1);
  });

  it('goes with its object, and shows the version that is current then', async () => {
    await call('PutObject', { Body: 'older' });
    const { VersionId } = await call('PutObject', { Body: text });

    await call('DeleteObject', { VersionId });
    expect(readFileSync(readableFile(), 'utf8')).toBe('older');

    await call('DeleteObject', {});
    expect(existsSync(readableFile())).toBe(false);
  });
});

describe.each(Object.keys(damages))('content that is %s', (damage) => {
  it.each(['before it was ever read', 'after it was read'])('is an InternalError to every reader, %s', async (when) => {
    await call('PutObject', { Body: text });
    if (when === 'after it was read') {
      await new Promise((resolve) => setTimeout(resolve, 120));
      await textOf();
    }

    damages[damage]?.(contentFile());

    const error = { name: 'InternalError', statusCode: 500, message: expect.stringContaining(`s3://${Bucket}/${Key}`) };
    await expect(call('GetObject', {})).rejects.toMatchObject(error);
    await expect(call('GetObject', { Range: 'bytes=0-0' })).rejects.toMatchObject(error);
    await expect(call('GetObject', { [asStream]: true } as Shape)).rejects.toMatchObject(error);
    await expect(call('CopyObject', { Key: 'copy', CopySource: `${Bucket}/${Key}` })).rejects.toMatchObject(error);
  });

  it('does not become part of a multipart upload', async () => {
    const { UploadId } = await call('CreateMultipartUpload', {});
    const { ETag } = await call('UploadPart', { UploadId, PartNumber: 1, Body: text });

    damages[damage]?.(contentFile());

    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await expect(call('CompleteMultipartUpload', { UploadId, MultipartUpload })).rejects.toMatchObject({
      name: 'InternalError',
    });
  });

  it('is found if it came from a multipart upload, and in a copy of it', async () => {
    const { UploadId } = await call('CreateMultipartUpload', {});
    const { ETag } = await call('UploadPart', { UploadId, PartNumber: 1, Body: text });
    await call('CompleteMultipartUpload', { UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
    await call('CopyObject', { CopySource: `${Bucket}/${Key}` });
    expect(await textOf()).toBe(text);

    damages[damage]?.(contentFile());

    await expect(call('GetObject', {})).rejects.toMatchObject({ name: 'InternalError' });
  });
});

it('reads content again when it has been restored', async () => {
  await call('PutObject', { Body: text });
  truncateSync(contentFile(), 0);
  await expect(textOf()).rejects.toThrow('has 0 bytes instead of 19');

  writeFileSync(contentFile(), text);

  expect(await textOf({ Range: 'bytes=0-2' })).toBe('all');
});

it('reads what an earlier version stored without a digest of its own', async () => {
  const { UploadId } = await call('CreateMultipartUpload', {});
  const { ETag } = await call('UploadPart', { UploadId, PartNumber: 1, Body: text });
  await call('CompleteMultipartUpload', { UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
  const journal = path.join(bucketFolder(), '.s3', 'journal.jsonl');
  writeFileSync(journal, readFileSync(journal, 'utf8').replaceAll(/"contentMd5":"[0-9a-f]+",/g, ''));

  await start();
  expect(await textOf()).toBe(text);

  truncateSync(contentFile(), 1);
  await expect(textOf()).rejects.toThrow('has 1 bytes instead of 19');
});
