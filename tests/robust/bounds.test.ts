import type { Json } from '@document-pipelines/asl/definition';
import { machineOf, runDefinition } from './run-definition';

/** On a computer with any load: an expression without a bound would take minutes, or all memory. */
const boundSeconds = 120;

/** On a slow computer the bound on time may strike before the one on work: each is a named end. */
function eitherBound(expected: string): RegExp {
  const literal = expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`${literal}|U1001|took longer than`);
}

const catastrophic = `'${'a'.repeat(40)}b'`;

describe('a bound stops what a JSONata expression would do for ever', () => {
  test.each([
    ['recursion a million deep', '($f := function($n){ $n = 1000000 ? 0 : 1 + $f($n + 1) }; $f(0))', 'D1011'],
    ['recursion without an end', '($f := function($n){ 1 + $f($n) }; $f(0))', 'D1011'],
    ['tail calls without an end', '($f := function($n){ $f($n + 1) }; $f(0))', 'D1012'],
    ['a catastrophic $match', `$match(${catastrophic}, /(a+)+$/)`, 'took longer than 500 ms'],
    ['a catastrophic $replace', `$replace(${catastrophic}, /^(a|a)*$/, 'x')`, 'took longer than 500 ms'],
    ['a catastrophic $contains', `$contains(${catastrophic}, /(.*)*x/)`, 'took longer than 500 ms'],
    ['a catastrophic $split', `$split(${catastrophic}, /(a|aa)+$/)`, 'took longer than 500 ms'],
    ['a huge $pad', "$pad('a', 1e9)", 'D2015'],
    ['a huge range', '[1..1e9]', 'D2015'],
    ['a large range', '[1..9999999]', 'D2015'],
    ['a huge $range', '$range(1, 1e9, 1)', 'D2015'],
    ['a text that doubles', "$reduce([1..60], function($a, $b){$a & $a}, 'a')", 'D2015'],
    ['a text that multiplies', "$reduce([1..30], function($a, $b){$replace($a, 'a', 'aaaaaaaaaa')}, 'a')", 'D2015'],
    ['an array that doubles', '$reduce([1..60], function($a, $b){$append($a, $a)}, [1, 2])', 'D2015'],
    ['an object that holds itself twice', "$reduce([1..60], function($a, $b){{'a': $a, 'b': $a}}, 1)", 'D1012'],
    ['the text of such an object', "$string($reduce([1..60], function($a, $b){{'a': $a, 'b': $a}}, 1))", 'D1012'],
    [
      'two such objects compared',
      "($f := function(){$reduce([1..60], function($a, $b){{'a': $a, 'b': $a}}, 1)}; $f() = $f())",
      'D1012',
    ],
    ['such an object in an error', "-$reduce([1..60], function($a, $b){{'a': $a, 'b': $a}}, 1)", 'D1002'],
    ['a join of long separators', "$join([1..9999].('a'), $pad('a', 100000))", 'D2015'],
    ['a text cut into characters', "$split($pad('a', 4999999), '')", 'D1012'],
    ['a roman number', "$formatInteger(1e12, 'I')", 'D1011'],
  ])('%s', async (_name, expression, expected) => {
    const begun = performance.now();

    const record = await runDefinition(machineOf({ Type: 'Pass', Output: `{% ${expression} %}` }, 'JSONata'));

    expect(record).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(record.cause).toMatch(eitherBound(expected));
    expect((performance.now() - begun) / 1000).toBeLessThan(boundSeconds);
  });

  /** The time that the evaluator reads passes ten times as fast: its five seconds are half a second. */
  test('a slow pattern many times', async () => {
    const now = performance.now.bind(performance);
    const fast = jest.spyOn(performance, 'now').mockImplementation(() => now() * 10);
    const expression = "$map([1..9000], function($x){$match($pad('a', 4000, 'a'), /a?a?a?a?a?a?a?a?aaab/)})";
    const record = await runDefinition(machineOf({ Type: 'Pass', Output: `{% ${expression} %}` }, 'JSONata'));
    fast.mockRestore();

    expect(record).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(record.cause).toMatch(eitherBound('U1001'));
  });
});

describe('a bound stops what a JSONPath or an intrinsic function would do for ever', () => {
  const numbers = Array.from({ length: 20_000 }, (_, index) => index);
  test.each<[string, string, Json, string, string]>([
    [
      'a catastrophic filter',
      '$.x[?(@.a =~ /(a+)+/)]',
      { x: [{ a: `${'a'.repeat(40)}b` }] },
      'States.Runtime',
      'took longer than 500 ms',
    ],
    [
      'a slow filter',
      '$.x[?(@ in $.x)]',
      { x: [...numbers, ...numbers] },
      'States.Runtime',
      'took longer than 2000 ms',
    ],
    ['scans in scans', '$..*..*..*..*', nested(300), 'States.Runtime', 'found more than 250000 values'],
    [
      'indexes again and again',
      `$.x${'[0,0,0,0,0,0,0,0,0,0]'.repeat(9)}`,
      { x: nestedArrays(20) },
      'States.Runtime',
      'found more than',
    ],
    ['a range', 'States.ArrayRange(0, 1000000000, 1)', {}, 'States.IntrinsicFailure', 'more than 1,000 items'],
    ['a range without steps', 'States.ArrayRange(0, 1, 0)', {}, 'States.IntrinsicFailure', 'must not be 0'],
    [
      'too long a text',
      'States.Base64Encode($.s)',
      { s: 'a'.repeat(20_000) },
      'States.IntrinsicFailure',
      '10,000 characters',
    ],
    ['no such algorithm', "States.Hash('a', 'constructor')", {}, 'States.IntrinsicFailure', 'must be one of MD5'],
    [
      'a text nested too deeply',
      'States.JsonToString(States.StringToJson($.s))',
      { s: `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
      'States.IntrinsicFailure',
      'nested too deeply',
    ],
  ])('%s', async (_name, expression, input, error, cause) => {
    const begun = performance.now();

    const record = await runDefinition(machineOf({ Type: 'Pass', Parameters: { 'a.$': expression } }), { input });

    expect(record).toMatchObject({ status: 'FAILED', error });
    expect(record.cause).toMatch(eitherBound(cause));
    expect((performance.now() - begun) / 1000).toBeLessThan(boundSeconds);
  });

  test.each([
    ['StringMatches', `${'*a'.repeat(1_000)}*b`, 'a'.repeat(200_000)],
    ['StringMatches', `*${'a'.repeat(50_000)}b*`, 'a'.repeat(200_000)],
    ['TimestampEquals', '2026-01-01T00:00:00Z', '9'.repeat(200_000)],
  ])('%s answers in linear time', async (operator, operand, text) => {
    const begun = performance.now();
    const record = await runDefinition(
      machineOf({ Type: 'Choice', End: undefined, Choices: [{ Variable: '$.s', [operator]: operand, Next: 'Only' }] }),
      { input: { s: text } },
    );

    expect(record).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
    expect((performance.now() - begun) / 1000).toBeLessThan(boundSeconds);
  });

  it('takes no array apart item by item with every other', async () => {
    const x = Array.from({ length: 40_000 }, (_, index) => index);
    const { output } = await runDefinition(
      machineOf({
        Type: 'Pass',
        Parameters: { 'count.$': 'States.ArrayLength(States.ArrayUnique($.x))' },
      }),
      { input: { x } },
    );

    expect(output).toEqual({ count: 40_000 });
  });
});

it('ends a loop that takes no time at the events a history may have', async () => {
  const record = await runDefinition({
    StartAt: 'Again',
    States: { Again: { Type: 'Pass', Next: 'Again' } },
  });

  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(record.history.length).toBeLessThanOrEqual(25_000);
});

it('ends a loop of waits at the end of a year', async () => {
  const record = await runDefinition({
    StartAt: 'Again',
    States: { Again: { Type: 'Wait', Seconds: 2_600_000, Next: 'Again' } },
  });

  expect(record.status).toBe('TIMED_OUT');
});

function nested(depth: number): Json {
  let value: Json = 1;
  for (let level = 0; level < depth; level++) value = { a: value };
  return value;
}

function nestedArrays(depth: number): Json {
  let value: Json = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}
