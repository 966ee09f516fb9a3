import { fakeBucket } from '../../../tests/fakes/fake-bucket';
import { crashAt, everyCrash, type Interruption } from '../../../tests/fakes/fake-client';
import { type ModelInput, readExtraction, storeExtraction } from './stored-extraction';
import type { CollectedText } from './text/collected-text';

const documentId = 'd'.repeat(64);
const forModel: ModelInput = { maxBytes: 100, maxCharacters: 20, maxParts: 3, redactedKinds: [] };

function collected(text: string): CollectedText {
  return { text, pages: 1, words: 1, characters: text.length, meanConfidence: 99 };
}

function results(changes: Partial<ModelInput> = {}) {
  const bucket = fakeBucket();
  const textAt = (key: string) => bucket.objects.get(`results/${documentId}/${key}`)?.toString();
  return { results: { s3: bucket.s3, bucketName: 'results', forModel: { ...forModel, ...changes } }, bucket, textAt };
}

describe('storeExtraction', () => {
  it('gives the whole text of a short document', async () => {
    const { results: store, bucket } = results();
    const extraction = await storeExtraction(store, documentId, collected('short'));
    expect(extraction).toMatchObject({ excerpt: 'short', partCount: 1, parts: [], cutLines: 0 });
    expect([...bucket.objects.keys()]).toEqual([
      `results/${documentId}/text.txt`,
      `results/${documentId}/extraction.json`,
    ]);
  });

  it('writes every part but the first, and gives pointers', async () => {
    const { results: store, textAt } = results();
    const extraction = await storeExtraction(
      store,
      documentId,
      collected('the first page\fthe second page\fthe third'),
    );
    expect(extraction).toMatchObject({
      excerpt: 'the first page\f',
      partCount: 3,
      parts: [
        { part: 2, key: `${documentId}/parts/0002.txt` },
        { part: 3, key: `${documentId}/parts/0003.txt` },
      ],
    });
    expect(textAt('parts/0002.txt')).toBe('the second page\f');
    expect(textAt('parts/0003.txt')).toBe('the third');
    expect(textAt('text.txt')).toBe('the first page\fthe second page\fthe third');
  });

  it('writes no parts of a document that has too many, and says how many there are', async () => {
    const { results: store, textAt } = results({ maxParts: 2 });
    const extraction = await storeExtraction(
      store,
      documentId,
      collected('the first page\fthe second page\fthe third'),
    );
    expect(extraction).toMatchObject({ excerpt: 'the first page\f', partCount: 3, parts: [] });
    expect(textAt('parts/0002.txt')).toBeUndefined();
  });

  it('says how many lines it had to cut', async () => {
    const { results: store } = results();
    expect(await storeExtraction(store, documentId, collected('x'.repeat(50)))).toMatchObject({
      partCount: 3,
      cutLines: 2,
    });
  });

  it('gives a model placeholders for personal data and keeps the text as it is', async () => {
    const { results: store, textAt } = results({ redactedKinds: ['email'] });
    const extraction = await storeExtraction(store, documentId, collected('to a@b.io'));
    expect(extraction).toMatchObject({ excerpt: 'to [email 1]', redactions: { email: 1 } });
    expect(textAt('text.txt')).toBe('to a@b.io');
    expect(textAt('extraction.json')).not.toContain('a@b.io');
  });

  it('does not answer from an extraction that was stored before texts had parts', async () => {
    const { results: store, bucket } = results();
    bucket.objects.set(`results/${documentId}/extraction.json`, Buffer.from('{"excerpt":"half","truncated":true}'));
    expect(await readExtraction(store, documentId)).toBeUndefined();
    const extraction = await storeExtraction(store, documentId, collected('whole'));
    expect(await readExtraction(store, documentId)).toEqual(extraction);
  });
});

describe('readExtraction', () => {
  const pages = 'to a@b.io\fthe second page\fthe third';
  const other: ModelInput = { maxBytes: 100, maxCharacters: 20, maxParts: 3, redactedKinds: ['email'] };

  /** A text that was stored under the default settings, and how the bucket looks to a function with others. */
  async function storedBefore(change: Partial<ModelInput>, interruption?: Interruption) {
    const { results: before, bucket, textAt } = results();
    await storeExtraction(before, documentId, collected(pages));
    const later = fakeBucket(interruption, 1000, bucket.objects);
    return { before, textAt, bucket, after: { ...before, s3: later.s3, forModel: { ...forModel, ...change } } };
  }

  it('answers what was stored under the same settings, and writes nothing', async () => {
    const { before, bucket } = await storedBefore({});
    const objects = new Map(bucket.objects);

    const extraction = await readExtraction(before, documentId);

    expect(extraction).toEqual({
      textUri: `s3://results/${documentId}/text.txt`,
      ...{ pages: 1, words: 1, characters: pages.length, meanConfidence: 99 },
      excerpt: 'to a@b.io\f',
      partCount: 3,
      parts: [2, 3].map((part) => ({ part, key: `${documentId}/parts/000${part}.txt` })),
      cutLines: 0,
      redactions: {},
    });
    expect([...bucket.objects]).toEqual([...objects]);
  });

  it.each<[string, Partial<ModelInput>, object]>([
    ['redaction', { redactedKinds: ['email'] }, { excerpt: 'to [email 1]\f', redactions: { email: 1 } }],
    ['maxCharacters', { maxCharacters: 40 }, { excerpt: pages, partCount: 1, parts: [] }],
    ['maxBytes', { maxBytes: 12 }, { partCount: 4, parts: [] }],
    ['maxParts', { maxParts: 2 }, { partCount: 3, parts: [] }],
  ])('cuts the stored text again when %s has changed, and once only', async (_, change, expected) => {
    const { after, textAt } = await storedBefore(change);

    const extraction = await readExtraction(after, documentId);

    expect(extraction).toMatchObject({ pages: 1, words: 1, characters: pages.length, meanConfidence: 99, ...expected });
    expect(textAt('text.txt')).toBe(pages);
    const stored = textAt('extraction.json');
    await expect(readExtraction(after, documentId)).resolves.toEqual(extraction);
    expect(textAt('extraction.json')).toBe(stored);
  });

  it('cuts again what an older version stored without its settings', async () => {
    const { after, bucket, textAt } = await storedBefore({ redactedKinds: ['email'] });
    const { modelInput: _settings, ...older } = JSON.parse(textAt('extraction.json') ?? '') as Record<string, unknown>;
    bucket.objects.set(`results/${documentId}/extraction.json`, Buffer.from(JSON.stringify(older)));

    await expect(readExtraction(after, documentId)).resolves.toMatchObject({ excerpt: 'to [email 1]\f' });
  });

  it('reads a document again whose text is gone', async () => {
    const { after, bucket } = await storedBefore({ redactedKinds: ['email'] });
    bucket.objects.delete(`results/${documentId}/text.txt`);

    await expect(readExtraction(after, documentId)).resolves.toBeUndefined();
  });

  it.each(everyCrash(7))(
    'leaves no part of other settings behind when it crashes at call %i, %s its effect',
    async (call, moment) => {
      const { after, before, textAt } = await storedBefore({ ...other, maxCharacters: 15 }, crashAt(call, moment));
      await readExtraction(after, documentId).catch((error: unknown) => expect(error).toMatchObject({ name: 'Crash' }));

      const extraction = await readExtraction(before, documentId);

      const read = extraction?.parts.map(({ part }) => textAt(`parts/000${part}.txt`)) ?? [];
      expect([extraction?.excerpt, ...read].join('')).toBe(pages);
    },
  );
});
