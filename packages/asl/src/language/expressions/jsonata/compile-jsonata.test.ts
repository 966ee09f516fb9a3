import type { Json } from '../../definition';
import { StatesError } from '../states-error';
import { compileJsonata } from './compile-jsonata';

function find(expression: string, states: Json = {}, variables: Record<string, Json> = {}) {
  let drawn = 0;
  const random = { next: () => ++drawn / 100, uuid: () => `uuid-${++drawn}` };
  let time = 1_700_000_000_000;
  return compileJsonata(expression, 'Output').find({ states, variables, random, now: () => time++ });
}

function causeOf(expression: string, states: Json = {}): string | undefined {
  try {
    find(expression, states);
  } catch (error) {
    if (error instanceof StatesError && error.error === 'States.QueryEvaluationError') return error.cause;
    throw error;
  }
  return undefined;
}

describe('the functions that Step Functions adds', () => {
  test.each<[string, Json | undefined]>([
    ["$hash($string(['a', 'b', 'c']), 'SHA-256')", 'fa1844c2988ad15ab7b49e0ece09684500fad94df916859fb9a43ff85f5bb477'],
    ["$hash('a', 'MD5')", '0cc175b9c0f1b6a831c399e269772661'],
    ['$partition([1, 2, 3], 2)', [[1, 2], [3]]],
    ['$partition([0], 1)', [[0]]],
    ['$range(0, 10, 3)', [0, 3, 6, 9]],
    ['$range(1, 9, 9)', 1],
    ['$range(5, 1, -2)', [5, 3, 1]],
    ['$parse(\'{"a": [1, null]}\')', { a: [1, null] }],
    ['$random()', 0.01],
    ['$random(7) = $random(7)', true],
    ['$random(7) = $random(8)', false],
    ['$uuid()', 'uuid-1'],
    ['$millis()', 1_700_000_000_000],
    ['$now()', '2023-11-14T22:13:20.000Z'],
    ['$millis() = $millis() and $now() = $fromMillis($millis())', true],
    ["$now('[Y0001]/[M01]')", '2023/11'],
  ])('%s is %j', (expression, value) => {
    expect(find(expression)).toEqual(value);
  });

  it('have $eval, which fails when it is called', () => {
    const cause = causeOf("$eval('1 + 1')");
    expect(cause).toContain(
      'threw an error during evaluation. D3121: Step Functions does not support the function `$eval`',
    );
    expect(find('($eval := function($x) { $x }; $eval(1))')).toBe(1);
  });

  it('draw from a seed what java.util.Random does', () => {
    const drawn = [42, 0, -1].map((seed) => find(`$random(${seed})`));
    expect(drawn).toEqual([0.7275636800328681, 0.730967787376657, 0.26894263088050496]);
  });
});

describe('what an expression sees', () => {
  it('is $states and the variables, and functions yield to variables of their name', () => {
    expect(find('[$states.input.a, $b, $count]', { input: { a: 1 } }, { b: 2, count: 3 })).toEqual([1, 2, 3]);
  });

  it('is no context: a bare name is nothing', () => {
    expect(find('input', { input: 1 })).toBeUndefined();
  });
});

describe('a result', () => {
  it('is plain JSON: no marks, no undefined members', () => {
    const value = find("{ 'found': $states.input.a.b, 'none': $states.input.c, 'kept': $states.input.a[0].b[] }", {
      input: { a: [{ b: 1 }, { b: 2 }] },
    });

    expect(value).toStrictEqual({ found: [1, 2], kept: [1] });
    expect(Object.keys((value as { found: object }).found)).toEqual(['0', '1']);
  });

  it('that is part of the input is the input itself, unchanged', () => {
    const input = { a: [[1], []] };

    expect(find('$states.input.a[]', { input })).toEqual([[1], []]);
    expect(Object.keys(input.a)).toEqual(['0', '1']);
  });

  it('that is a function is of an unsupported type', () => {
    expect(causeOf('$f := function($x) { $x }')).toBe(
      "The JSONata expression '$f := function($x) { $x }' specified for the field 'Output' returned an unsupported result type.",
    );
  });

  it('that JSON cannot hold is a string, and cannot be calculated with', () => {
    expect(find('[1 / 0, -1 / 0, 0 / 0]')).toEqual(['Infinity', '-Infinity', 'NaN']);
    expect(find('{ "a": 1 / 0 }')).toEqual({ a: 'Infinity' });
    expect(causeOf('1 / 0 + 1')).toContain('D1001: Number out of range');
  });
});

describe('an error', () => {
  it('names expression, field and problem', () => {
    expect(causeOf("1 + 'a'")).toBe(
      `The JSONata expression '1 + 'a'' specified for the field 'Output' threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number`,
    );
  });

  it('is thrown where nothing comes out', () => {
    const evaluate = () =>
      compileJsonata('{% $doesNotExist %}', 'Output/result').evaluate({
        states: {},
        variables: {},
        random: { next: () => 0, uuid: () => '' },
        now: () => 0,
      });

    expect(evaluate).toThrow(
      "The JSONata expression '$doesNotExist' specified for the field 'Output/result' returned nothing (undefined).",
    );
  });

  it('of syntax is thrown when the expression is compiled', () => {
    expect(() => compileJsonata('{% 1 + %}')).toThrow('Unexpected end of expression (S0207, character 3)');
    expect(() => compileJsonata(`${'('.repeat(50_000)}1${')'.repeat(50_000)}`)).toThrow('nested too deeply');
  });
});

describe('the bounds', () => {
  const long = { input: `${'a'.repeat(40)}!` };

  test.each([
    ['recursion', '($f := function($n) { 1 + $f($n + 1) }; $f(1))', 'D1011: stack overflow'],
    [
      'recursion in tail position',
      '($f := function($n) { $f($n + 1) }; $f(1))',
      'D1012: Evaluation took more than 3000000 steps',
    ],
    ['nested loops', '$map([1..3000], function($i) { $map([1..3000], function($j) { $i }) })', 'D1012'],
    ['a text that doubles', "($f := function($s) { $f($s & $s) }; $f('ab'))", 'D2015'],
    ['an array that doubles', '($f := function($s) { $f($append($s, $s)) }; $f([1, 2]))', 'D2015'],
    ['padding', "$pad('a', 1000000000)", 'D2015'],
    ['a catastrophic regular expression', '$contains($states.input, /^(a+)+$/)', 'took longer than 500 ms'],
    ['a cycle', "$states ~> |$|{ 'self': $ }|", 'D1011: stack overflow'],
  ])('stop %s', (_what, expression, problem) => {
    expect(causeOf(expression, long)).toContain(problem);
  });

  /** As measured by others on AWS: what just fits, and what no longer does. */
  test.each([
    [
      '$f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(99)',
      '$f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100)',
      'stack overflow',
    ],
    [
      '$f := function($n){ $n = 0 ? 0 : $f($n - 1) }; $f(5000)',
      '$f := function($n){ $n = 0 ? 0 : $string($f($n - 1)) }; $f(150)',
      'stack overflow',
    ],
    ['$count([1..873782])', '$count([1..873783])', 'memory limit exceeded'],
    ['$count($range(1, 873782, 1))', '$count($range(1, 873783, 1))', 'memory limit exceeded'],
    ['$count([1..400000, 1..400000])', '$count([1..450000, 1..450000])', 'memory limit exceeded'],
    ['$count([[1..400000], [1..400000]])', '$count([[1..450000], [1..450000]])', 'memory limit exceeded'],
    ['$count($append([1..400000], [1..400000]))', '$count($append([1..450000], [1..450000]))', 'memory limit exceeded'],
    [
      '$length($reduce([1..22], function($s, $i) { $s & $s }, "x"))',
      '$length($reduce([1..23], function($s, $i) { $s & $s }, "x"))',
      'memory limit exceeded',
    ],
    ['$length($pad("x", 4194304))', '$length($pad("x", 8388608))', 'memory limit exceeded'],
    ['$length($join([1..4].$pad("x", 1000000)))', '$length($join([1..8].$pad("x", 1000000)))', 'memory limit exceeded'],
  ])('let (%s) pass, but not (%s)', (fits, exceeds, problem) => {
    expect(find(`(${fits})`)).toBeDefined();
    expect(causeOf(`(${exceeds})`)).toContain(problem);
  });
});

describe('keys that objects inherit', () => {
  test.each<[string, Json | undefined]>([
    ['$states.input.constructor', undefined],
    ['$states.input.__proto__', undefined],
    ["$lookup($states.input, 'toString')", undefined],
    ['$string.constructor', undefined],
    ["$states.input.list[0].constructor.constructor('return 1')()", undefined],
  ])('are not there: %s', (expression, value) => {
    let found: Json | undefined;
    try {
      found = find(expression, { input: { list: [1] } });
    } catch (error) {
      expect((error as StatesError).error).toBe('States.QueryEvaluationError');
    }
    expect(found).toBe(value);
  });

  test.each([
    "{ '__proto__': { 'polluted': 1 } }",
    "$merge([{ '__proto__': { 'polluted': 1 } }])",
    '$parse(\'{"__proto__": {"polluted": 1}}\')',
  ])('are ordinary members when they are made: %s', (expression) => {
    const value = find(expression) as object;

    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

test.each([
  ['parentheses', '(', ')'],
  ['sums', '1+', ''],
  ['objects', '{"a":', '}'],
  ['functions', 'function($x){', '}'],
])('says that %s are nested too deeply', (_name, open, close) => {
  for (const depth of [10_000, 40_000])
    expect(() => compileJsonata(`${open.repeat(depth)}1${close.repeat(depth)}`)).toThrow('nested too deeply');
});
