import fc from 'fast-check';
import type { Json } from '../../definition';
import { StatesError } from '../states-error';
import { compileJsonata } from './compile-jsonata';

/** Expressions that parse, mostly nonsense: every operator and construct, nested at random. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  const from = (template: string, ...parts: fc.Arbitrary<string>[]) =>
    fc.tuple(...parts).map((texts) => texts.reduce((text, part) => text.replace('_', () => part), template));
  const operator = fc.constantFrom('+', '-', '&', '=', '!=', '<', '>=', 'and', 'or', 'in', '..', '~>', '%', '/');
  const called = fc.constantFrom(
    'count',
    'sum',
    'string',
    'sort',
    'distinct',
    'keys',
    'merge',
    'spread',
    'length',
    'parse',
    'toMillis',
    'hash',
  );
  const step = fc.constantFrom(
    'a',
    'b',
    '*',
    '**',
    '%',
    '(a)',
    '[a]',
    '{a: b}',
    'a[0]',
    'a[b > 1]',
    'b[]',
    'a^(>b)',
    'a#$i',
    'b@$v',
    '`a b`',
  );
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(
        '1',
        '-2.5',
        "'a'",
        "''",
        'true',
        'null',
        '$',
        '$$',
        'a',
        '$v',
        '$states.input',
        '[]',
        '{}',
        '/a+/',
        '$string',
        '$no',
      ),
      from('(_ _ _)', inner, operator, inner),
      from('_._', inner, step),
      from('$states.input._._', step, step),
      from('[_, _]', inner, inner),
      from("{'__proto__': _, _: _}", inner, inner, inner),
      from('_[_]', inner, inner),
      from('(_ ? _ : _)', inner, inner, inner),
      from('($v := _; $f := function($x, $y) { _ }; $f(_))', inner, inner, inner),
      from('$_(_)', called, inner),
      from('$map(_, function($v) { _ })', inner, inner),
      from('$reduce(_, function($v, $w) { _ }, _)', inner, inner, inner),
      from("$replace(_, /a(b)?/, '$1')", inner),
      from("_ ~> |_|{'c': _}, 'a'|", inner, inner, inner),
    ),
  };
});

it('answers plain JSON or throws a named error, whatever the expression and the input, and changes nothing', () => {
  const random = { next: () => 0.5, uuid: () => 'u' };
  fc.assert(
    fc.property(expression, fc.jsonValue({ maxDepth: 3 }), (text, value) => {
      const input = { a: value, b: [value, { a: 1, b: [2] }] } as Json;
      const before = JSON.stringify(input);
      const compiled = compiledOrUndefined(text);
      try {
        const result = compiled?.find({ states: { input }, variables: {}, random, now: () => 0 });
        expect(result === undefined ? undefined : JSON.parse(JSON.stringify(result))).toEqual(result);
      } catch (error) {
        expect(error).toBeInstanceOf(StatesError);
      }
      expect(JSON.stringify(input)).toBe(before);
    }),
    { numRuns: 2_000 },
  );
});

it('leaves what a transform finds outside its copy as it is', () => {
  const input = { a: {}, b: 1 };
  const compiled = compileJsonata("$states.input.a ~> |$states.input|{'c': 1}, 'b'|");

  compiled.find({ states: { input }, variables: {}, random: { next: () => 0.5, uuid: () => 'u' }, now: () => 0 });

  expect(input).toEqual({ a: {}, b: 1 });
});

function compiledOrUndefined(text: string) {
  try {
    return compileJsonata(text);
  } catch {
    return undefined;
  }
}
