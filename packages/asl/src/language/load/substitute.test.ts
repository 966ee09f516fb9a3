import fc from 'fast-check';
import type { Json } from '../definition';
import { formatDiagnostic } from '../diagnostics';
import { parseDefinition } from './parse-definition';
import { substitute } from './substitute';
import type { Substitutions } from './substitutions';

const text = (value: string) => ({ kind: 'text', value }) as const;
const number = (value: number) => ({ kind: 'number', value }) as const;

function substituted(source: string, substitutions: Substitutions, file = 'x.asl.yaml') {
  const { definition, diagnostics } = parseDefinition(source, file);
  expect(diagnostics).toEqual([]);
  return substitute(definition!, substitutions);
}

function printed(source: string, substitutions: Substitutions): string {
  const { definition, diagnostics } = substituted(source, substitutions);
  expect(definition).toBeUndefined();
  return diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, source)).join('\n\n');
}

describe('substitute', () => {
  it('makes a number of a whole scalar without quotes, and text of everything else', () => {
    const source = 'States:\n  A:\n    TimeoutSeconds: ${N}\n    Arguments: { a: ${N}, b: "${N}", c: x ${N} }\n';
    expect(substituted(source, { N: number(5) }).definition).toEqual({
      States: { A: { TimeoutSeconds: 5, Arguments: { a: 5, b: '5', c: 'x 5' } } },
    });
  });

  it('makes a number of a quoted placeholder where the field takes nothing else, since JSON has no plain texts', () => {
    const source = '{"States": {"A": {"Retry": [{"MaxAttempts": "${N}"}], "Comment": "${N}"}}}';
    expect(substituted(source, { N: number(5) }, 'x.asl.json').definition).toEqual({
      States: { A: { Retry: [{ MaxAttempts: 5 }], Comment: '5' } },
    });
  });

  it('fills keys, several placeholders in one text, and what anchors share', () => {
    const source = 'a: &a { ${K}: "${X}/${Y}" }\nb: *a\n';
    const { definition } = substituted(source, { K: text('key'), X: text('1'), Y: text('$& ${X}') });
    expect(definition).toEqual({ a: { key: '1/$& ${X}' }, b: { key: '1/$& ${X}' } });
  });

  it('reports a placeholder without value once, where it stands', () => {
    expect(printed('a: &a\n  Resource: arn:${Partition}:x\nb: *a\n', {})).toBe(
      [
        'x.asl.yaml:2:17: error: the placeholder `${Partition}` has no value [placeholder-without-value]',
        '  |',
        '2 |   Resource: arn:${Partition}:x',
        '  |                 ^^^^^^^^^^^^',
        '  = help: give `Partition` a value where the definition is substituted',
      ].join('\n'),
    );
  });

  it('tells a misspelling once, with the name that was meant', () => {
    const out = printed('a: ${OrdresTableName}\n', { OrdersTableName: text('orders') });
    expect(out).toContain('= help: did you mean `${OrdersTableName}`?');
    expect(out).not.toContain('value-without-placeholder');
  });

  it('reports a value without placeholder', () => {
    expect(printed('a: 1\n', { Topic: text('t') })).toBe(
      [
        'x.asl.yaml:1:1: error: the value `Topic` is given, but `${Topic}` is not in this definition [value-without-placeholder]',
        '  |',
        '1 | a: 1',
        '  | ^',
        '  = help: remove the value, or use it',
      ].join('\n'),
    );
  });

  it('reports a text where a number is due', () => {
    const source = 'States:\n  A:\n    Retry:\n      - MaxAttempts: ${N}\n';
    expect(printed(source, { N: text('many') })).toContain(
      'x.asl.yaml:4:22: error: `MaxAttempts` takes a number, but `${N}` makes it the text `many` [value-of-wrong-kind]',
    );
    expect(printed('States:\n  A:\n    Seconds: 1${N}\n', { N: number(5) })).toContain('makes it the text `15`');
  });

  it('reports a number where a text is due', () => {
    expect(printed('States:\n  A:\n    Resource: ${N}\n', { N: number(5) })).toContain(
      'x.asl.yaml:3:15: error: `Resource` takes a text, but `${N}` is the number 5 [value-of-wrong-kind]',
    );
  });

  it('takes a JSONata text where a number is due, and any kind in the data of a Task', () => {
    const source = 'States:\n  A:\n    TimeoutSeconds: ${E}\n    Arguments: { TimeoutSeconds: ${T} }\n';
    const { diagnostics } = substituted(source, { E: text('{% $x %}'), T: text('soon') });
    expect(diagnostics).toEqual([]);
  });

  it('does not take an inherited property for a value', () => {
    expect(printed('a: ${constructor}\n', {})).toContain('the placeholder `${constructor}` has no value');
  });

  it('puts every value in its place, whatever the text around it', () => {
    const name = fc.constantFrom('A', 'B', 'C');
    const literal = fc.string({ maxLength: 6 }).map((each) => each.replaceAll('${', ''));
    const piece = fc.oneof(
      literal,
      name.map((each) => `\${${each}}`),
    );
    const source = fc.array(
      fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
      { minLength: 1 },
    );
    const values = { A: 'x', B: '"\\', C: '{%' };
    fc.assert(
      fc.property(source, (texts) => {
        const used = Object.entries(values).filter(([key]) => texts.some((each) => each.includes(`\${${key}}`)));
        const substitutions = Object.fromEntries(used.map(([key, value]) => [key, text(value)]));
        const result = substituted(JSON.stringify(texts), substitutions, 'x.asl.json');
        const expected = texts.map(
          (each): Json => each.replace(/\$\{([ABC])\}/g, (_, key: 'A' | 'B' | 'C') => values[key]),
        );
        expect(result.definition).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
