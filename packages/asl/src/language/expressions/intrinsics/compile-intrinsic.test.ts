import type { Json } from '../../definition';
import { compileIntrinsic } from './compile-intrinsic';

/** Source of the cases: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html and recordings of AWS. */
function evaluate(text: string, input: Json = {}): Json {
  const random = { next: () => 0.5, uuid: () => 'ca4c1140-dcc1-40cd-ad05-7b4aa23df4a8' };
  return compileIntrinsic(text).evaluate({ input, context: { Name: 'a-b-c' }, variables: { v: [1, 2] }, random });
}

describe('an intrinsic function', () => {
  test.each<[string, Json, Json]>([
    ["States.Format('Hello {}, {}, {}, {}.', $.a, 1, null, true)", { a: 'you' }, 'Hello you, 1, null, true.'],
    ["States.Format('\\{\\} {} \\' \\\\', $.a)", { a: { b: [] } }, "{} {b=[]} ' \\"],
    // Recorded on AWS: values are filled in as Java prints them.
    ["States.Format('{}', $)", { a: 1, b: [], c: { d: null, e: 'x y' } }, '{a=1, b=[], c={d=null, e=x y}}'],
    ["States.Format('{}', $.a)", { a: [1, 'b', [true, null], {}] }, '[1, b, [true, null], {}]'],
    ["States.Format('{} {}', $.a, $.b)", { a: '"q"', b: '' }, '"q" '],
    [
      "States.Format('{}', $.a)",
      { a: [1.5, -0.25, 100000000, 1e20, 0] },
      '[1.5, -0.25, 100000000, 100000000000000000000, 0]',
    ],
    ["States.Format('{}', $.a)", { a: [1e-4, 12345678.5, 1e21, -2.5e-7] }, '[1.0E-4, 1.23456785E7, 1.0E21, -2.5E-7]'],
    ['States.Format($.template, $.a)', { template: '<{}>', a: 1.5 }, '<1.5>'],
    ["States.Format('no values')", {}, 'no values'],
    ['States.StringToJson(\'{"a": "b"}\')', {}, { a: 'b' }],
    ['States.StringToJson($.t)', { t: '' }, null],
    ['States.JsonToString($.a)', { a: [1, 'x'] }, '[1,"x"]'],
    ['States.Array()', {}, []],
    ['States.Array($.a, $v, 1)', { a: null }, [null, [1, 2], 1]],
    ['States.ArrayPartition($.a, 4)', { a: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, [[1, 2, 3, 4], [5, 6, 7, 8], [9]]],
    ['States.ArrayContains($.a, $.b)', { a: [[1, 2], 3], b: [1, 2] }, true],
    ['States.ArrayRange(1, 9, 2)', {}, [1, 3, 5, 7, 9]],
    ['States.ArrayRange(3, 1, -1)', {}, [3, 2, 1]],
    ['States.ArrayGetItem($.a, 5)', { a: [1, 2, 3, 4, 5, 6] }, 6],
    ['States.ArrayLength($.a)', { a: [1, 2] }, 2],
    ['States.ArrayUnique($.a)', { a: [1, 2, { b: 1 }, 2, { b: 1 }] }, [1, 2, { b: 1 }]],
    ["States.Base64Encode('Data to encode')", {}, 'RGF0YSB0byBlbmNvZGU='],
    ["States.Base64Decode('RGVjb2RlZCBkYXRh')", {}, 'Decoded data'],
    ["States.Hash('input data', 'SHA-1')", {}, 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    [
      'States.JsonMerge($.a, $.b, false)',
      { a: { a: { a1: 1 }, b: 2 }, b: { a: { a3: 1 }, c: 3 } },
      { a: { a3: 1 }, b: 2, c: 3 },
    ],
    ['States.MathRandom(1, 999)', {}, 500],
    ['States.MathAdd($.a, -1)', { a: 111 }, 110],
    ['States.MathAdd($.a, $.b)', { a: -1.5, b: 1.51 }, 1],
    ["States.StringSplit('This.is+a,test=string', '.+,=')", {}, ['This', 'is', 'a', 'test', 'string']],
    ['States.UUID()', {}, 'ca4c1140-dcc1-40cd-ad05-7b4aa23df4a8'],
    [
      "States.ArrayGetItem(States.StringSplit($$.Name, '-'), States.MathAdd(States.ArrayLength(States.StringSplit($$.Name, '-')), -1))",
      {},
      'c',
    ],
    ["States.Array($.items[?(@.a == 'x,)')].a, $['b)'])", { items: [{ a: 'x,)' }], 'b)': 1 }, [['x,)'], 1]],
  ])('%s with %j is %j', (text, input, value) => {
    expect(evaluate(text, input)).toEqual(value);
  });

  it('draws the same number for the same seed', () => {
    expect(evaluate('States.MathRandom(1, 1000000, 3)')).toBe(evaluate('States.MathRandom(1, 1000000, 3)'));
    expect(evaluate('States.MathRandom(1, 1000000, 3)')).not.toBe(evaluate('States.MathRandom(1, 1000000, 4)'));
  });
});

describe('what a function cannot take', () => {
  test.each<[string, Json, string]>([
    ['States.ArrayGetItem($.a, 1)', { a: [1] }, 'The index 1 is out of bounds'],
    ['States.ArrayLength($.a)', { a: 'text' }, 'must be an array'],
    ['States.ArrayRange(1, 9, 0)', {}, 'The step must not be 0'],
    ['States.ArrayRange(1, 5000, 1)', {}, 'must not have more than 1,000 items'],
    ['States.ArrayPartition($.a, 0)', { a: [1] }, 'The chunk size must be a positive number'],
    ["States.Hash('a', 'CRC')", {}, 'must be one of MD5'],
    ['States.JsonMerge($.a, $.a, true)', { a: {} }, 'shallowly'],
    ['States.StringToJson($.a)', { a: '{' }, 'Unable to parse'],
    ["States.Format('{} {}', $.a)", { a: 1 }, '2 occurrences of {}, but 1 values'],
    ["States.Base64Encode('a'", {}, ''],
  ])('%s with %j fails', (text, input, problem) => {
    if (problem === '') expect(() => evaluate(text, input)).toThrow('is not an intrinsic function call');
    else
      expect(() => evaluate(text, input)).toThrow(
        new RegExp(
          `^States\\.IntrinsicFailure: The function '${escaped(text)}' had the following error: .*${escaped(problem)}`,
        ),
      );
  });

  it('is a path that finds nothing', () => {
    expect(() => evaluate('States.Array($.no)', { a: 1 })).toThrow(
      "States.Runtime: The JsonPath argument for the field '$.no' could not be found in the input '{\"a\":1}'",
    );
  });
});

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

describe('a text that is no call', () => {
  test.each([
    'States.Nothing()',
    'States.UUID(1)',
    "States.Hash('a')",
    'States.Array(1',
    "States.Array('a)",
    'States.Array(1) x',
    'States.StringToJson(\'{"a":"\\"b\\""}\')',
    `${'States.Array('.repeat(11)}1${')'.repeat(11)}`,
  ])('is refused: %s', (text) => {
    expect(() => compileIntrinsic(text)).toThrow();
  });
});
