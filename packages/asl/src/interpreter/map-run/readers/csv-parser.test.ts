import fc from 'fast-check';
import { CsvParser } from './csv-parser';

const rowsOf = (text: string, delimiter = ',', piece = text.length || 1): string[][] => {
  const parser = new CsvParser(delimiter);
  const rows: string[][] = [];
  for (let at = 0; at < text.length; at += piece) rows.push(...parser.push(text.slice(at, at + piece)));
  return [...rows, ...parser.end()];
};

test.each([
  [
    'a,b\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a\r\nb\rc\n', [['a'], ['b\rc']]],
  ['\ra\u2028b\u2029c\u0085,d\r\n"e"\r\n"f"\rg\r', [['\ra\u2028b\u2029c\u0085', 'd'], ['e'], ['f\rg\r']]],
  ['\n\n  \n,\n', [['  '], ['', '']]],
  ['"a ""b"" c","d\r\ne"\n""\n', [['a "b" c', 'd\r\ne'], ['']]],
  ['a"b,c"\n', [['a"b', 'c"']]],
  ['"a"b,c', [['ab', 'c']]],
  ['', []],
])('%j is %j', (text, rows) => {
  expect(rowsOf(text)).toEqual(rows);
});

test('a CR at the end of a piece ends a row if the next piece begins with LF', () => {
  expect(rowsOf('a,b\r\n"c"\r\nd\r', ',', 1)).toEqual([['a', 'b'], ['c'], ['d\r']]);
});

test('rows written with quotes are read back, however the text is cut', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'é', '𝄞', ',', ';', '"', '\n', '\r', ' ') });
  const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';', '\t'), fc.integer({ min: 1, max: 5 }), (written, delimiter, piece) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const text = written.map((row) => row.map(quoted).join(delimiter)).join('\r\n');
      expect(rowsOf(text, delimiter, piece)).toEqual(written);
    }),
  );
});
