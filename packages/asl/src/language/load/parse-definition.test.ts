import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostic } from '../diagnostics';
import { parseDefinition } from './parse-definition';

/** What a mistake in `text` prints. */
function printed(text: string, file = 'x.asl.yaml'): string {
  return parseDefinition(text, file)
    .diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, text))
    .join('\n\n');
}

function parsed(text: string, file = 'x.asl.yaml') {
  const { definition, diagnostics } = parseDefinition(text, file);
  expect(diagnostics).toEqual([]);
  return definition!;
}

/** Objects in objects, each a column further right; a level that cannot be written in a short text is left out. */
function blockMaps(levels: number): string {
  return Array.from({ length: Math.min(levels, 3_000) }, (_, level) => `${' '.repeat(level)}a:\n`).join('');
}

describe('parseDefinition', () => {
  it('keeps state names that older YAML takes for booleans, numbers and null', () => {
    const { value } = parsed('Y: 1\nNo: 2\ntrue: 3\n010: 4\n~: 5\n');
    expect(Object.keys(value as object)).toEqual(['Y', 'No', 'true', '010', '~']);
  });

  it('keeps texts that older YAML takes for booleans, dates and times', () => {
    expect(parsed('a: yes\nb: 2024-01-01T00:00:00Z\nc: 12:30\nd: off').value).toEqual({
      a: 'yes',
      b: '2024-01-01T00:00:00Z',
      c: '12:30',
      d: 'off',
    });
  });

  it('reads JSON, tabs and escapes included', () => {
    const json = '{\n\t"a":\t[1, 2.5e3, null, true],\n\t"b": "\\u00fc \\ud83d\\ude42 \\/ \\"",\n\t"{%": {"x":{}}\n}';
    expect(parsed(json, 'x.asl.json').value).toEqual(JSON.parse(json));
  });

  it('keeps a key such as __proto__ an ordinary key', () => {
    const { value } = parsed('{"__proto__": {"polluted": true}, "constructor": 1}');
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":true},"constructor":1}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('points through aliases and merge keys at the place where the text stands', () => {
    const definition = parsed('a: &base\n  x: 1\n  y: two\nb:\n  <<: *base\n  y: three\nc: [*base]\n');
    expect(definition.value).toEqual({ a: { x: 1, y: 'two' }, b: { x: 1, y: 'three' }, c: [{ x: 1, y: 'two' }] });
    expect(definition.spanOf(['b', 'x']).start).toMatchObject({ line: 2, column: 6 });
    expect(definition.keySpanOf(['b', 'y']).start).toMatchObject({ line: 6, column: 3 });
    expect(definition.spanOf(['c', 0, 'y'])).toMatchObject({
      start: { line: 3, column: 6 },
      end: { line: 3, column: 9 },
    });
  });

  it('takes an anchor that is set anew from there on', () => {
    expect(parsed('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').value).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  it('points at the last value on the way when a path leads nowhere', () => {
    expect(parsed('a:\n  b: 1\n').spanOf(['a', 'c', 'd']).start).toMatchObject({ line: 2, column: 3 });
  });

  it('finds placeholders where they stand, in keys, quotes, folded texts and between braces', () => {
    const { placeholders } = parsed('a: {Seconds: ${Pause}}\n${Key}: "x ${Quoted}"\nc: >-\n  one\n  ${Folded} two\n');
    expect(placeholders.map(({ name, whole, span }) => [name, whole, span.start.line, span.start.column])).toEqual([
      ['Pause', true, 1, 14],
      ['Key', false, 2, 1],
      ['Quoted', false, 2, 12],
      ['Folded', false, 5, 3],
    ]);
  });

  it('reads a JSON file whose numbers are placeholders', () => {
    expect(parsed('{"Seconds": ${Pause}, "Next": "A"}', 'x.asl.json').value).toEqual({
      Seconds: '${Pause}',
      Next: 'A',
    });
  });

  it('stops an alias bomb', () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`,
    );
    expect(printed(`a0: &a0 [1]\n${levels.join('\n')}\n`)).toContain(
      'aliases make this value larger than the 500000 values that a file may hold',
    );
  });

  it('stops a text nested without end', () => {
    expect(printed('['.repeat(100_000))).toContain('the values are nested too deeply');
  });

  it.each([400, 600, 3_000, 10_000])('takes values 500 deep and no deeper, whatever nests them (%d)', (levels) => {
    const expected = levels > 500 ? 'values can be nested 500 levels deep' : '';

    expect(printed(`a: ${'['.repeat(levels)}${']'.repeat(levels)}`)).toContain(expected);
    expect(printed(`a:\n  ${'- '.repeat(levels)}b`)).toContain(expected);
    expect(printed(blockMaps(levels))).toContain(expected);
    expect(
      parseDefinition(`{"a": ${'['.repeat(levels)}${']'.repeat(levels)}}`, 'a.json').definition === undefined,
    ).toBe(levels > 500);
  });

  it.each([
    ['mistakes.txt', 'x.asl.yaml'],
    ['json-mistakes.txt', 'x.asl.json'],
  ])('prints one clear diagnostic for each mistake in %s', (name, file) => {
    const cases = readFileSync(join(__dirname, 'testdata', name), 'utf8')
      .split(/^=== .*\n/m)
      .slice(1);
    expect(cases.length).toBeGreaterThan(10);
    for (const each of cases) {
      const [text = '', out = ''] = each.split(/^--- prints\n/m);
      expect(printed(text.replaceAll('→', '\t'), file).trim()).toBe(out.trim());
    }
  });

  it('holds a .json file to the words of JSON', () => {
    expect(printed('{"a": tru}', 'x.asl.json')).toContain(
      'x.asl.json:1:7: error: `tru` is not a JSON value [json-syntax]',
    );
    expect(printed('{"a": "b" "c": 1}', 'x.asl.json')).toContain('[json-syntax]');
  });
});
