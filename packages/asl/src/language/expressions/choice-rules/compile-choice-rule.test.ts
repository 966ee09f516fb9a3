import type { Json, JsonObject } from '../../definition';
import { compileChoiceRule } from './compile-choice-rule';

const random = { next: () => 0, uuid: () => '' };

function holds(rule: JsonObject, input: Json): boolean {
  return compileChoiceRule(rule, 'JSONPath').holds({ input, context: {}, variables: {}, random });
}

describe('a comparison', () => {
  test.each<[string, Json, Json, boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 1, '1', false],
    ['StringLessThan', 'a', 'b', true],
    ['StringGreaterThan', 'b', 'a', true],
    ['StringLessThanEquals', 'a', 'a', true],
    ['StringGreaterThanEquals', 'a', 'b', false],
    ['NumericEquals', 1, 1.0, true],
    ['NumericEquals', '1', 1, false],
    ['NumericLessThan', 1, 2, true],
    ['NumericGreaterThan', 1, 2, false],
    ['NumericLessThanEquals', 2, 2, true],
    ['NumericGreaterThanEquals', 3, 2, true],
    ['BooleanEquals', false, false, true],
    ['BooleanEquals', null, false, false],
    ['TimestampEquals', '2024-01-01T00:00:00Z', '2024-01-01T01:00:00+01:00', true],
    ['TimestampLessThan', '2024-01-01T00:00:00.1Z', '2024-01-01T00:00:00.2Z', true],
    ['TimestampGreaterThan', 'no time', '2024-01-01T00:00:00Z', false],
    ['TimestampLessThanEquals', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z', true],
    ['TimestampGreaterThanEquals', '2023-01-01T00:00:00Z', '2024-01-01T00:00:00Z', false],
  ])('%s of %j and %j is %j, as a literal and as a path', (operator, value, operand, expected) => {
    expect(holds({ Variable: '$.v', [operator]: operand }, { v: value })).toBe(expected);
    expect(holds({ Variable: '$.v', [`${operator}Path`]: '$.o' }, { v: value, o: operand })).toBe(expected);
  });

  test.each<[string, Json, boolean]>([
    ['IsNull', null, true],
    ['IsNull', 0, false],
    ['IsNumeric', 0, true],
    ['IsNumeric', '0', false],
    ['IsString', '', true],
    ['IsBoolean', false, true],
    ['IsTimestamp', '2001-01-01T12:00:00Z', true],
    ['IsTimestamp', '2001-02-30T12:00:00Z', false],
    ['IsTimestamp', '2001-01-01', false],
  ])('%s of %j is %j, and the contrary where the operand is false', (operator, value, expected) => {
    expect(holds({ Variable: '$.v', [operator]: true }, { v: value })).toBe(expected);
    expect(holds({ Variable: '$.v', [operator]: false }, { v: value })).toBe(!expected);
  });

  it('IsPresent asks for the place, not for the value', () => {
    expect(holds({ Variable: '$.v', IsPresent: true }, { v: null })).toBe(true);
    expect(holds({ Variable: '$.v', IsPresent: false }, {})).toBe(true);
    expect(holds({ Variable: '$.v.w', IsPresent: true }, {})).toBe(false);
  });

  test.each<[string, string, boolean]>([
    ['log-*.txt', 'log-2024.txt', true],
    ['*', '', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['a\\\\*', 'a\\b', true],
  ])('StringMatches %j with %j is %j', (pattern, value, expected) => {
    expect(holds({ Variable: '$.v', StringMatches: pattern }, { v: value })).toBe(expected);
  });

  it('of a variable that is not there fails the state', () => {
    for (const operator of ['StringEquals', 'IsNull']) {
      expect(() => holds({ Variable: '$.v', [operator]: true }, {})).toThrow(
        "States.Runtime: Invalid path '$.v': The choice state's condition path references an invalid value.",
      );
    }
  });
});

describe('a combination', () => {
  const isA = { Variable: '$.v', StringEquals: 'a' };
  const isB = { Variable: '$.v', StringEquals: 'b' };

  it('of And, Or and Not holds as they do', () => {
    expect(holds({ And: [{ Not: isA }, { Or: [isA, isB] }] }, { v: 'b' })).toBe(true);
    expect(holds({ And: [isA, { Variable: '$.w', StringEquals: 'x' }] }, { v: 'b' })).toBe(false);
  });

  test.each<JsonObject>([
    { Variable: '$.v' },
    { StringEquals: 'a' },
    { Variable: '$.v', StringEquals: 'a', NumericEquals: 1 },
    { And: [] },
    { Not: 'a' },
    { Variable: '$.v', StringEqual: 'a' },
    { Variable: '$.v', StringMatches: '\\x' },
  ])('refuses %j', (rule) => {
    expect(() => compileChoiceRule(rule, 'JSONPath')).toThrow();
  });
});

describe('a condition', () => {
  const evaluate = (Condition: Json, input: Json) =>
    compileChoiceRule({ Condition }, 'JSONata', 'Choices[0]/Condition').holds({
      states: { input },
      variables: {},
      random,
      now: () => 0,
    });

  it('holds where it yields true', () => {
    expect(evaluate('{% $states.input.a > 1 %}', { a: 2 })).toBe(true);
    expect(evaluate('{% $states.input.a > 1 %}', { a: 1 })).toBe(false);
    expect(evaluate(true, {})).toBe(true);
  });

  it('must yield a boolean', () => {
    expect(() => evaluate("{% 'a' %}", {})).toThrow(
      "specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: \"a\"",
    );
  });
});
