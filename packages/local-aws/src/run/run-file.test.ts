import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differenceOf } from './difference';
import { readRunFile } from './run-file';
import { withOutputs } from './with-outputs';

const folder = mkdtempSync(join(tmpdir(), 'run-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Nine lists, each of nine of the one before. */
const bomb = [...'abcdefghi']
  .map(
    (name, at, all) =>
      `${name}: &${name} [${Array(9)
        .fill(at === 0 ? '1' : `*${all[at - 1]}`)
        .join(', ')}]`,
  )
  .join('\n');

function written(text: string): string {
  const file = join(folder, 'run.yaml');
  writeFileSync(file, text);
  return file;
}

describe('a run file', () => {
  it('gives its uploads as paths beside it', () => {
    const file = written('runs: [{name: a, upload: [{file: x.txt, bucket: reports, key: k}], input: {}}]');
    expect(readRunFile(file)).toEqual([
      { name: 'a', upload: [{ file: join(folder, 'x.txt'), bucket: 'reports', key: 'k' }], input: {}, expect: {} },
    ]);
  });

  it.each([
    ['runs: []', 'runs: '],
    ['runs: [{name: a}]', 'must have exactly one of input and http'],
    ['runs: [{name: a, input: {}, http: {method: GET, path: /}}]', 'must have exactly one of input and http'],
    ['runs: [{name: a, input: {}, expects: {}}]', 'expects'],
    ['runs: [', 'run.yaml:1:8: error: '],
    [bomb, 'aliases make this value larger than the 500000 values that a file may hold'],
    ['runs: &a [*a]', 'an alias stands inside the value that it names'],
  ])('that says %s is refused', (text, message) => {
    expect(() => readRunFile(written(text))).toThrow(message);
  });
});

describe('an input', () => {
  it('names outputs of the stack in its texts', () => {
    const input = { uri: 's3://${bucket}/a', list: ['${bucket}', 1, null] };
    expect(withOutputs(input, { bucket: 'b' })).toEqual({ uri: 's3://b/a', list: ['b', 1, null] });
  });

  it('that names another one is refused, with those there are', () => {
    expect(() => withOutputs('${buckit}', { bucket: 'b' })).toThrow(
      '${buckit} is not an output of the stack; available: bucket',
    );
  });
});

test.each([
  [{ a: 1 }, { a: 1, b: 2 }, undefined],
  [{ a: { b: 1 } }, { a: { b: 2 } }, 'expected output.a.b to be 1, but it is 2'],
  [[1, { a: 1 }], [1, { a: 1, b: 2 }], undefined],
  [[1], [1, 2], 'expected output to be [1], but it is [1,2]'],
  [{ a: null }, {}, 'expected output.a to be null, but it is absent'],
])('what is expected as %j and is %j differs by: %s', (expected, actual, difference) => {
  expect(differenceOf(expected, actual, 'output')).toBe(difference);
});
