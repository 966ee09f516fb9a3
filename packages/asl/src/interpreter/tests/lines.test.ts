import fc from 'fast-check';
import { linesOf, readLines } from '../lines';

async function read(pieces: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(
    (async function* () {
      yield* pieces;
    })(),
  ))
    lines.push(line);
  return lines;
}

test.each([
  ['', []],
  ['\n', ['']],
  ['a\nb', ['a', 'b']],
  ['a\r\nb\r\n', ['a', 'b']],
  ['a\n\n\r\nb\n', ['a', '', '', 'b']],
  ['a\rb\u0085c\u2028d\u2029e\u000bf\u000cg', ['a\rb\u0085c\u2028d\u2029e\u000bf\u000cg']],
  ['a\r\r\nb\r', ['a\r', 'b\r']],
])('the lines of %j are %j', async (text, lines) => {
  expect(linesOf(text)).toEqual(lines);
  expect(await read([text])).toEqual(lines);
});

test('lines are the same however the text is cut', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', '𝄞', '\n', '\r', '\r\n', '\u2028', '\u0085') });
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 4 }), async (whole, size) => {
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
        whole.slice(index * size, (index + 1) * size),
      );
      expect(await read(pieces)).toEqual(linesOf(whole));
    }),
  );
});
