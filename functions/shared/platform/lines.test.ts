import { linesOf, readLines } from './lines';

async function read(chunks: readonly Uint8Array[]): Promise<string[]> {
  const lines: string[] = [];
  const source = (async function* () {
    yield* chunks;
  })();
  for await (const line of readLines(source)) lines.push(line);
  return lines;
}

const texts: readonly (readonly [string, readonly string[]])[] = [
  ['', []],
  ['\r\n', ['']],
  ['a\nb', ['a', 'b']],
  ['a\r\n\nb\r\n', ['a', '', 'b']],
  ['ä\u2028€\u2029𝄞\u0085b\rc\r\nd\r', ['ä\u2028€\u2029𝄞\u0085b\rc', 'd\r']],
];

test.each(texts)('the lines of %j are %j, wherever its bytes are cut', async (text, lines) => {
  const bytes = Buffer.from(text);
  expect(linesOf(text)).toEqual(lines);
  for (let size = 1; size <= bytes.length + 1; size += 1) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    );
    expect(await read(chunks)).toEqual(lines);
  }
});

test('a byte order mark is no part of the first line', async () => {
  expect(await read([Buffer.from('\uFEFFkey\n\uFEFFa')])).toEqual(['key', '\uFEFFa']);
});
