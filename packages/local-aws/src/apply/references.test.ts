import type { Json } from '@document-pipelines/asl/definition';
import fc from 'fast-check';
import { formatReference, referencesIn, resolveReferences } from './references';

const location = { owner: 'aws_x.y', argument: '' };
const values: Readonly<Record<string, Json>> = {
  'aws_a.b.arn': 'arn:a',
  'aws_a.b.list': ['x'],
  'aws_a.b-c.n': 5,
  'aws_a.b.list[0]': 'x',
};

function resolve(value: Json): Json {
  return resolveReferences(value, location, (steps) => values[formatReference(steps)] ?? null);
}

describe('references', () => {
  it.each([
    ['${aws_a.b.arn}', 'arn:a'],
    ['at ${aws_a.b.arn}/* and ${aws_a.b-c.n}', 'at arn:a/* and 5'],
    ['${aws_a.b.list}', ['x']],
    ['${aws_a.b.list[0]}', 'x'],
    ['${ aws_a.b.arn }', 'arn:a'],
    ['$${aws_a.b.arn} %%{if} $$ % { $', '${aws_a.b.arn} %{if} $$ % { $'],
    ['', ''],
    [{ a: ['${aws_a.b.arn}', 1, null, true] }, { a: ['arn:a', 1, null, true] }],
  ] as readonly [Json, Json][])('%j become %j', (value, resolved) => {
    expect(resolve(value)).toEqual(resolved);
  });

  it.each([
    ['${jsonencode(aws_a.b)}', 'aws_x.y: the argument p[0] holds the expression ${jsonencode(aws_a.b)}'],
    ['${aws_a.b.arn', 'holds the expression'],
    ['%{if true}', 'aws_x.y: the argument p[0] holds the template directive "%{if true}"'],
    ['a ${aws_a.b.list}', 'splices aws_a.b.list into a text, but it is ["x"]'],
  ])('%s are refused by name', (text, message) => {
    expect(() => resolve({ p: [text] })).toThrow(message);
  });

  it('are found wherever they stand', () => {
    const found = referencesIn({ a: '${aws_a.b.arn}${data.c.d.e}', f: [{ g: 'x ${h.i}' }] }, location);
    expect(found.map(formatReference)).toEqual(['aws_a.b.arn', 'data.c.d.e', 'h.i']);
  });

  it('leave every text as it was that has been escaped for Terraform', () => {
    const escaped = (text: string) => text.replaceAll(/([$%])\{/g, '$1$1{');
    const texts = fc.string({ unit: fc.constantFrom('$', '%', '{', '}', '"', '\\', 'a', '\n', 'ü') });
    fc.assert(fc.property(texts, (text) => expect(resolve(escaped(text))).toBe(text)));
  });
});
