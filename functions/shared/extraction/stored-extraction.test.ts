import { fakeBucket } from '../fakes/fake-bucket';
import type { CollectedText } from './text/collected-text';
import { type ModelInput, readExtraction, storeExtraction } from './stored-extraction';

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
    const { results: place, bucket } = results();
    const extraction = await storeExtraction(place, documentId, collected('short'));
    expect(extraction).toMatchObject({ excerpt: 'short', partCount: 1, parts: [], cutLines: 0 });
    expect([...bucket.objects.keys()]).toEqual([
      `results/${documentId}/text.txt`,
      `results/${documentId}/extraction.json`,
    ]);
  });

  it('writes every part but the first, and gives pointers', async () => {
    const { results: place, textAt } = results();
    const extraction = await storeExtraction(
      place,
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
    const { results: place, textAt } = results({ maxParts: 2 });
    const extraction = await storeExtraction(
      place,
      documentId,
      collected('the first page\fthe second page\fthe third'),
    );
    expect(extraction).toMatchObject({ excerpt: 'the first page\f', partCount: 3, parts: [] });
    expect(textAt('parts/0002.txt')).toBeUndefined();
  });

  it('says how many lines it had to cut', async () => {
    const { results: place } = results();
    expect(await storeExtraction(place, documentId, collected('x'.repeat(50)))).toMatchObject({
      partCount: 3,
      cutLines: 2,
    });
  });

  it('gives a model placeholders for personal data and keeps the text as it is', async () => {
    const { results: place, textAt } = results({ redactedKinds: ['email'] });
    const extraction = await storeExtraction(place, documentId, collected('to a@b.io'));
    expect(extraction).toMatchObject({ excerpt: 'to [email 1]', redactions: { email: 1 } });
    expect(textAt('text.txt')).toBe('to a@b.io');
    expect(textAt('extraction.json')).not.toContain('a@b.io');
  });

  it('does not answer from an extraction that was stored before texts had parts', async () => {
    const { results: place, bucket } = results();
    bucket.objects.set(`results/${documentId}/extraction.json`, Buffer.from('{"excerpt":"half","truncated":true}'));
    expect(await readExtraction(place, documentId)).toBeUndefined();
    const extraction = await storeExtraction(place, documentId, collected('whole'));
    expect(await readExtraction(place, documentId)).toEqual(extraction);
  });
});
