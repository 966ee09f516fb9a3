import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionTokens, jsonataTokens, tokenLines } from '.';

function shown(text: string): string[] {
  return definitionTokens(text).flatMap(({ class: kind, text: piece }) =>
    kind === undefined ? [] : [`${kind} ${piece}`],
  );
}

describe('definitionTokens', () => {
  it('distinguishes keys, values, comments and marks', () => {
    expect(shown('A: &x # why\n  - true\n  - 1.5\n  - *x\n"B": \'no\'\n')).toEqual([
      'key A',
      'mark :',
      'anchor &x',
      'comment # why',
      'mark -',
      'word true',
      'mark -',
      'number 1.5',
      'mark -',
      'anchor *x',
      'key "B"',
      'mark :',
      "string 'no'",
    ]);
  });

  it('reads expressions and placeholders inside of strings', () => {
    expect(shown('Output: "{% $sum($states.input.lines.total) > 0 and $ok %}"\nUrl: s3://${Bucket}/a\n')).toEqual([
      'key Output',
      'mark :',
      'string "',
      'query {%',
      'function $sum',
      'operator (',
      'variable $states',
      'operator .',
      'field input',
      'operator .',
      'field lines',
      'operator .',
      'field total',
      'operator )',
      'operator >',
      'number 0',
      'keyword and',
      'variable $ok',
      'query %}',
      'string "',
      'key Url',
      'mark :',
      'string s3://',
      'placeholder ${Bucket}',
      'string /a',
    ]);
  });

  it.each(['A: [', "A: 'never closed\nB: 2\n", 'A: {% $x', '{"a": {"b": [1, "x: y"]}}', '', 'A: |\r\n  x\r\nB: 1\r\n'])(
    'leaves no character of %j out',
    (text) => {
      expect(
        definitionTokens(text)
          .map((token) => token.text)
          .join(''),
      ).toBe(text);
    },
  );

  it('leaves no character of the definitions of this repository out', () => {
    const folder = join(__dirname, '..', '..', '..', '..', '..', 'definitions');
    const files = readdirSync(folder).filter((name) => name.endsWith('.asl.yaml'));
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8');
      expect(
        definitionTokens(text)
          .map((token) => token.text)
          .join(''),
      ).toBe(text);
    }
  });
});

describe('jsonataTokens', () => {
  it('takes an expression under edit', () => {
    expect(jsonataTokens('$f("x /* y').map(({ class: kind, text }) => `${kind ?? ''} ${text}`)).toEqual([
      'function $f',
      'operator (',
      'string "x /* y',
    ]);
  });
});

describe('tokenLines', () => {
  it('splits at line ends and at marked ranges', () => {
    expect(tokenLines(definitionTokens('Next: Store\nEnd: 1'), [{ start: 6, end: 9, mark: 0 }])).toEqual([
      [
        ['key', 'Next'],
        ['mark', ':'],
        ['', ' '],
        ['string', 'Sto', 0],
        ['string', 're'],
      ],
      [
        ['key', 'End'],
        ['mark', ':'],
        ['', ' '],
        ['number', '1'],
      ],
    ]);
  });

  it('keeps empty lines', () => {
    expect(tokenLines(definitionTokens('\n\na: |\n\n  x\n'))).toHaveLength(6);
  });
});
