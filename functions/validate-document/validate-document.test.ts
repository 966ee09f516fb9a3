import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import PDFDocument from 'pdfkit';
import { fakeBucket } from '../../tests/fakes/fake-bucket';
import { fakeClient, fakeLog, on, serviceError } from '../../tests/fakes/fake-client';
import { type ValidateDocumentDependencies, validateDocument } from './validate-document';

const MiB = 1024 * 1024;

/** A PNG's first chunk, then filler up to the size wanted. */
function png(sizeBytes = 100): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61', 'hex');
  return Buffer.concat([header, Buffer.alloc(sizeBytes - header.length)]);
}

const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
const tiff = Buffer.from('49492a00080000000100000104000100000010000000ffffffff'.replace('ffffffff', '00000000'), 'hex');

async function pdf(pages: number, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false, ...options });
  for (let page = 0; page < pages; page += 1) document.addPage().text(`page ${page}`);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function validate(key: string, contents: Buffer, change: Partial<ValidateDocumentDependencies> = {}) {
  const bucket = fakeBucket();
  bucket.objects.set(`documents/${key}?v1`, contents);
  const dependencies: ValidateDocumentDependencies = {
    s3: bucket.s3,
    log: fakeLog(),
    maxDocumentBytes: 20 * MiB,
    maxPages: 5,
    wholePdfMaxBytes: 5 * MiB,
    ...change,
  };
  const event = { documentId: 'd', bucket: 'documents', key, versionId: 'v1', executionArn: 'arn:execution' };
  return validateDocument(event, dependencies);
}

describe('validateDocument', () => {
  it.each([
    ['a.png', png(), 'image/png', 1],
    ['a.JPG', jpeg, 'image/jpeg', 1],
    ['a.jpeg', jpeg, 'image/jpeg', 1],
    ['a.tif', tiff, 'image/tiff', 1],
    ['no-extension', jpeg, 'image/jpeg', 1],
    ['folder.pdf/Scan No.12', jpeg, 'image/jpeg', 1],
  ])('takes %s', async (key, contents, contentType, pages) => {
    await expect(validate(key, contents)).resolves.toEqual({ contentType, sizeBytes: contents.length, pages });
  });

  it('gives the same answer twice', async () => {
    const contents = await pdf(3);
    const answer = { contentType: 'application/pdf', sizeBytes: contents.length, pages: 3 };

    await expect(validate('a.pdf', contents)).resolves.toEqual(answer);
    await expect(validate('a.pdf', contents)).resolves.toEqual(answer);
  });

  it('takes a PDF whose header comes after other bytes', async () => {
    const contents = Buffer.concat([Buffer.from('\r\nHTTP/1.1 200 OK\r\n\r\n'), await pdf(2)]);

    await expect(validate('a.pdf', contents)).resolves.toMatchObject({ pages: 2 });
  });

  it('counts the pages of a PDF too large to be read whole by ranges', async () => {
    await expect(validate('a.pdf', await pdf(4), { wholePdfMaxBytes: 10 })).resolves.toMatchObject({ pages: 4 });
  });

  it.each([
    ['a.pdf', Buffer.alloc(0), 'EmptyDocument', 'the document is empty: it has 0 bytes'],
    [
      'a.pdf',
      Buffer.alloc(20 * MiB + 1),
      'DocumentTooLarge',
      'the document has 20971521 bytes, at most 20971520 are taken',
    ],
    ['a.png', png(10 * MiB + 1), 'DocumentTooLarge', 'the image has 10485761 bytes, PNG and JPEG may have 10485760'],
    [
      'a.pdf',
      Buffer.from('hello\n'),
      'UnsupportedDocument',
      'the content is plain text, the extension is .pdf; PDF, PNG, JPEG and TIFF are read',
    ],
    [
      'a.docx',
      Buffer.from('PK\x03\x04rest'),
      'UnsupportedDocument',
      'the content is a ZIP archive or an Office document, the extension is .docx; PDF, PNG, JPEG and TIFF are read',
    ],
    ['a.png', jpeg, 'UnsupportedDocument', 'the content is image/jpeg, but the extension is .png'],
    ['a.docx', jpeg, 'UnsupportedDocument', 'the content is image/jpeg, but the extension is .docx'],
    ['a.png', png().subarray(0, 20), 'UnsupportedDocument', 'the PNG cannot be read: its header chunk is damaged'],
    [
      'a.pdf',
      Buffer.from('%PDF-1.4\nnothing more'),
      'UnsupportedDocument',
      expect.stringContaining('the PDF cannot be read: '),
    ],
    ['a.tiff', tiff.subarray(0, 6), 'UnsupportedDocument', 'the TIFF cannot be read: its header is cut off'],
  ])('refuses %s, case %#', async (key, contents, name, message) => {
    await expect(validate(key, contents)).rejects.toMatchObject({ name, message });
  });

  it('refuses more pages than are taken', async () => {
    const refusal = { name: 'DocumentTooLarge', message: 'the document has more than 5 pages' };

    await expect(validate('a.pdf', await pdf(6))).rejects.toMatchObject(refusal);
    await expect(validate('a.pdf', await pdf(6), { wholePdfMaxBytes: 10 })).rejects.toMatchObject(refusal);
  });

  it.each([
    ['a password to open it', { userPassword: 'secret' }],
    ['the newest encryption', { userPassword: 'secret', pdfVersion: '1.7ext3' as const }],
  ])('refuses a PDF with %s, small or large', async (_, options) => {
    const contents = await pdf(1, options);

    await expect(validate('a.pdf', contents)).rejects.toMatchObject({ name: 'EncryptedDocument' });
    await expect(validate('a.pdf', contents, { wholePdfMaxBytes: 10 })).rejects.toMatchObject({
      name: 'EncryptedDocument',
    });
  });

  it('takes a PDF whose header begins at the end of the first kilobyte', async () => {
    const contents = Buffer.concat([Buffer.alloc(1024, 0x20), await pdf(2)]);

    await expect(validate('a.pdf', contents)).resolves.toMatchObject({ contentType: 'application/pdf', pages: 2 });
    await expect(validate('a.pdf', contents, { wholePdfMaxBytes: 10 })).resolves.toMatchObject({ pages: 2 });
  });

  it.each([
    ['only a password of its owner', { ownerPassword: 'secret' }],
    ['the newest encryption for its owner', { ownerPassword: 'secret', pdfVersion: '1.7ext3' as const }],
  ])('takes a PDF with %s, and counts its pages', async (_, options) => {
    await expect(validate('a.pdf', await pdf(2, options))).resolves.toMatchObject({ pages: 2 });
  });

  it.each([
    ['SlowDown', 503],
    ['InternalError', 500],
    ['BadRequest', 400],
    ['AccessDenied', 403],
  ])('names an error of HEAD, which has no body to name it: %s', async (name, status) => {
    const s3 = fakeClient<S3Client>([
      on(HeadObjectCommand, () => {
        throw serviceError(String(status), 'UnknownError', status);
      }),
    ]);

    await expect(validate('a.pdf', jpeg, { s3 })).rejects.toMatchObject({ name });
  });

  it.each([
    ['an object that is gone', 'NotFound', 404],
    ['a version that is gone', 'NoSuchVersion', 404],
    ['a delete marker, whose answer to HEAD has no code', '405', 405],
  ])('refuses %s, and names the version', async (_, name, status) => {
    const gone = (): never => {
      throw serviceError(name, name, status);
    };
    const atOnce = fakeClient<S3Client>([on(HeadObjectCommand, gone)]);
    const inBetween = fakeClient<S3Client>([
      on(HeadObjectCommand, () => ({ ContentLength: jpeg.length })),
      on(GetObjectCommand, gone),
    ]);

    for (const s3 of [atOnce, inBetween]) {
      await expect(validate('a.pdf', jpeg, { s3 })).rejects.toMatchObject({
        name: 'DocumentDeleted',
        message: 'the object version was deleted before it was read: s3://documents/a.pdf, version v1',
      });
    }
  });

  it.each(['NoSuchBucket', 'AccessDenied'])('lets %s out under its own name', async (name) => {
    const s3 = fakeClient<S3Client>([
      on(HeadObjectCommand, () => {
        throw serviceError(name, name, name === 'NoSuchBucket' ? 404 : 403);
      }),
    ]);

    await expect(validate('a.pdf', jpeg, { s3 })).rejects.toMatchObject({ name });
  });
});
