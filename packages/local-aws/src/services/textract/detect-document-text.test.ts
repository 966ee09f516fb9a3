import { documentNamed } from '../../../tests/fixtures/documents-fixture';
import { asFunction, localTextract } from '../../../tests/fixtures/textract-fixture';
import type { DocumentReader } from '../../reading';
import type { Block } from './blocks';

const { textract, objects, call } = localTextract();
afterAll(() => textract.close());

function detect(bytes: Uint8Array) {
  return call('DetectDocumentText', { Document: { Bytes: bytes } });
}

describe('DetectDocumentText', () => {
  test('gives PAGE, LINE and WORD blocks that point at one another', async () => {
    const answer = await detect(documentNamed('one-page.pdf'));
    const blocks = answer['Blocks'] as Block[];
    const byId = new Map(blocks.map((block) => [block.Id, block]));
    const page = blocks[0]!;
    expect(answer).toMatchObject({ DocumentMetadata: { Pages: 1 }, DetectDocumentTextModelVersion: 'offline-1.0' });
    expect(byId.size).toBe(blocks.length);
    expect(page).toMatchObject({
      BlockType: 'PAGE',
      Page: 1,
      Geometry: { BoundingBox: { Width: 1, Height: 1, Left: 0, Top: 0 } },
    });
    const lines = page.Relationships![0]!.Ids.map((id) => byId.get(id)!);
    expect(lines.every((line) => line.BlockType === 'LINE')).toBe(true);
    const line = lines.find(({ Text }) => Text === 'Ring binder, blue')!;
    const words = line.Relationships![0]!.Ids.map((id) => byId.get(id)!);
    expect(words.map(({ BlockType, Text, TextType }) => [BlockType, Text, TextType])).toEqual([
      ['WORD', 'Ring', 'PRINTED'],
      ['WORD', 'binder,', 'PRINTED'],
      ['WORD', 'blue', 'PRINTED'],
    ]);
    expect(line.Geometry.Polygon).toHaveLength(4);
    expect(line.Geometry.Polygon.every(({ X, Y }) => X >= 0 && X <= 1 && Y >= 0 && Y <= 1)).toBe(true);
  });

  test('gives the same document the same blocks', async () => {
    expect(await detect(documentNamed('one-page.pdf'))).toEqual(await detect(documentNamed('one-page.pdf')));
  });

  test('takes bytes as base64, as they come over HTTP', async () => {
    const answer = await call('DetectDocumentText', {
      Document: { Bytes: Buffer.from(documentNamed('one-page.pdf')).toString('base64') },
    });
    expect(answer['DocumentMetadata']).toEqual({ Pages: 1 });
  });

  test('reads from S3 with the rights of whoever calls', async () => {
    objects.set('uploads/incoming/a.pdf', documentNamed('one-page.pdf'));
    const input = { Document: { S3Object: { Bucket: 'uploads', Name: 'incoming/a.pdf', Version: 'v1' } } };
    expect(await call('DetectDocumentText', input)).toMatchObject({ DocumentMetadata: { Pages: 1 } });
    const withoutS3 = localTextract({ functionActions: ['textract:*'], objects });
    await expect(withoutS3.call('DetectDocumentText', input)).rejects.toMatchObject({
      name: 'InvalidS3ObjectException',
      message: expect.stringContaining('s3:GetObject'),
    });
  });

  test.each([
    ['a document of several pages', documentNamed('three-pages.pdf'), 'UnsupportedDocumentException', /3 pages/],
    ['a document with a password', documentNamed('encrypted.pdf'), 'UnsupportedDocumentException', /password/],
    ['a text file', documentNamed('text-named.pdf'), 'UnsupportedDocumentException', /not those of/],
    ['a broken PDF', Buffer.from('%PDF-1.4 and no more'), 'BadDocumentException', /damaged/],
    ['more than 10 MB', new Uint8Array(10 * 1024 * 1024 + 1), 'DocumentTooLargeException', /10485761/],
  ])('refuses %s as AWS does', async (_, bytes, name, message) => {
    await expect(detect(bytes)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  test('refuses an object over 10 MB without fetching it, and one that is not there', async () => {
    objects.set('uploads/large', new Uint8Array(10 * 1024 * 1024 + 1));
    const at = (Name: string) => call('DetectDocumentText', { Document: { S3Object: { Bucket: 'uploads', Name } } });
    await expect(at('large')).rejects.toMatchObject({ name: 'DocumentTooLargeException' });
    await expect(at('absent')).rejects.toMatchObject({ name: 'InvalidS3ObjectException' });
  });

  test.each([
    [{}],
    [{ Document: {} }],
    [{ Document: { Bytes: 'AA==', S3Object: { Bucket: 'bucket', Name: 'n' } } }],
    [{ Document: { S3Object: { Bucket: 'uploads' } } }],
  ])('says what is wrong with %j', async (input) => {
    await expect(call('DetectDocumentText', input)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  describe('while others are read', () => {
    /** A reader that never returns, and records why its callers stop waiting. */
    function busyReader() {
      const left: unknown[] = [];
      const reader: DocumentReader = {
        readText: (_, { signal } = {}) =>
          new Promise((__, reject) => {
            signal?.addEventListener('abort', () => {
              left.push(signal.reason);
              reject(signal.reason);
            });
          }),
        countPages: async () => 1,
        drawPage: async () => ({ png: new Uint8Array(), pageCount: 1 }),
        close: async () => undefined,
      };
      return { reader, left };
    }

    const input = { Document: { Bytes: documentNamed('one-page.pdf') } };

    test('answers a throttle after 25 s, before clients give up', async () => {
      const { reader, left } = busyReader();
      const waits: number[] = [];
      const sleep = async (seconds: number) => void waits.push(seconds);
      const busy = localTextract({ reader, sleep });
      await expect(busy.call('DetectDocumentText', input)).rejects.toMatchObject({
        name: 'ProvisionedThroughputExceededException',
        statusCode: 400,
      });
      expect(waits).toEqual([25]);
      expect(left).toHaveLength(1);
    });

    test('leaves the document when the caller has gone', async () => {
      const { reader, left } = busyReader();
      const busy = localTextract({ reader });
      const gone = new AbortController();
      const answer = expect(busy.call('DetectDocumentText', input, asFunction, gone.signal)).rejects.toThrow('gone');
      gone.abort(new Error('gone'));
      await answer;
      expect(left).toEqual([gone.signal.reason]);
    });
  });

  test('other operations are refused by name', async () => {
    await expect(call('AnalyzeExpense', {})).rejects.toMatchObject({
      name: 'NotModelledError',
      message: expect.stringContaining('AnalyzeExpense'),
    });
  });

  test('needs its permission', async () => {
    const { call: callWithout } = localTextract({ functionActions: ['s3:*'] });
    await expect(callWithout('DetectDocumentText', { Document: { Bytes: 'AA==' } }, asFunction)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('textract:DetectDocumentText'),
    });
  });
});
