import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { makeSamples } from './make-samples';

const kept = (name: string) => readFileSync(join(__dirname, name));

test('remade samples are those that are kept, byte by byte, and small', async () => {
  const samples = Object.entries(await makeSamples());
  for (const [name, bytes] of samples) expect({ name, same: kept(name).equals(bytes) }).toEqual({ name, same: true });
  expect(samples.reduce((sum, [, bytes]) => sum + bytes.length, 0)).toBeLessThan(1_500_000);
});

test('documents.yaml lists files that are here, with an outcome each', () => {
  const { documents } = parse(kept('documents.yaml').toString('utf8')) as { documents: Record<string, unknown>[] };
  expect(
    documents.map(({ expect: outcome, reason }) => (reason === undefined ? outcome : `${outcome} ${reason}`)),
  ).toEqual([
    'stored',
    'stored',
    'review',
    'stored',
    'stored',
    'stored',
    'rejected EncryptedDocument',
    'rejected UnsupportedDocument',
    'rejected EmptyDocument',
    'rejected DocumentTooLarge',
    'stored',
    'stored',
    'review',
    'stored',
    'stored',
    'review',
    'stored',
  ]);
  for (const { file, oversize } of documents) {
    if (oversize === true) expect(file).toBeUndefined();
    else expect(() => kept(String(file))).not.toThrow();
  }
});
