import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentCache, noCache } from '.';

const parent = mkdtempSync(join(tmpdir(), 'content-cache-'));
const folder = join(parent, 'definitions');
afterAll(() => rmSync(parent, { recursive: true }));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let computed = 0;
const shared = { deep: new Map([['a', 1]]) };
const get = (inputs: readonly string[], name = 'batch', cache = contentCache(folder)) =>
  cache.get(name, inputs, () => {
    computed += 1;
    return { first: shared, second: shared, inputs };
  });
const computations = (work: () => void) => {
  const before = computed;
  work();
  return computed - before;
};

it('computes once for the same inputs, and keeps what is shared shared', () => {
  get(['text', 'prompt']);

  expect(computations(() => get(['text', 'prompt']))).toBe(0);
  const { first, second } = get(['text', 'prompt']);
  expect(first).toEqual(shared);
  expect(first).toBe(second);
});

it.each([
  ['a text has changed', ['text', 'prompt'], ['text.', 'prompt']],
  ['the same letters are split otherwise', ['ab', 'c'], ['a', 'bc']],
])('computes again if %s, and keeps only the new result', (_, before, after) => {
  get(before);

  expect(computations(() => get(after))).toBe(1);
  expect(readdirSync(folder)).toHaveLength(1);
});

it('keeps results of several names side by side, one the beginning of another', () => {
  get(['a'], 'batch');
  get(['b'], 'batch-again');

  expect(computations(() => [get(['a'], 'batch'), get(['b'], 'batch-again')])).toBe(0);
});

it('removes the oldest results when names come and go', () => {
  mkdirSync(folder);
  for (let index = 0; index <= 2_000; index += 1) writeFileSync(join(folder, `${index}.bin`), '');
  get(['a']);

  expect(readdirSync(folder).length).toBeLessThanOrEqual(1_001);
  expect(computations(() => get(['a']))).toBe(0);
});

it('computes again what is damaged', () => {
  get(['text']);
  const [file = ''] = readdirSync(folder);
  writeFileSync(join(folder, file), 'no result');

  expect(computations(() => get(['text']))).toBe(1);
  expect(get(['text']).inputs).toEqual(['text']);
});

it('keeps no error', () => {
  const fail = () =>
    contentCache(folder).get('batch', ['text'], () => {
      throw new Error('a mistake');
    });

  expect(fail).toThrow('a mistake');
  expect(computations(() => get(['text']))).toBe(1);
});

it('works without a folder that can be written', () => {
  writeFileSync(folder, 'a file');

  expect(get(['text']).inputs).toEqual(['text']);
});

it('computes every time without a cache', () => {
  expect(computations(() => [get(['text'], 'batch', noCache), get(['text'], 'batch', noCache)])).toBe(2);
});
