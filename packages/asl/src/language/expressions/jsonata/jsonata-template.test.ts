import type { Json } from '../../definition';
import { compileJsonataTemplate, type JsonataType } from './jsonata-template';

const random = { next: () => 0, uuid: () => '' };

function evaluate(template: Json, input: Json, expected?: JsonataType): Json {
  return compileJsonataTemplate(template, 'Output', expected).evaluate({
    states: { input },
    variables: {},
    random,
    now: () => 0,
  });
}

describe('a template', () => {
  it('evaluates each expression in it and keeps everything else', () => {
    const template = {
      a: '{% $states.input.x %}',
      b: ['{%$states.input.x + 1%}', 'text', null, false],
      c: ' {% not one %}',
      __proto__x: 1,
    };

    expect(evaluate(template, { x: 1 })).toEqual({
      a: 1,
      b: [2, 'text', null, false],
      c: ' {% not one %}',
      __proto__x: 1,
    });
  });

  it('without an expression is constant and is answered as it is', () => {
    const value = { a: [1] };
    const template = compileJsonataTemplate(value, 'Output');

    expect(template.isConstant).toBe(true);
    expect(template.evaluate({ states: {}, variables: {}, random, now: () => 0 })).toBe(value);
  });

  it('keeps an array of one, and of none', () => {
    expect(evaluate({ reasons: "{% [false ? 'a', $states.input, false ? 'b'] %}" }, ['c'])).toEqual({ reasons: ['c'] });
    expect(evaluate({ reasons: "{% [false ? 'a', $states.input, false ? 'b'] %}" }, [])).toEqual({ reasons: [] });
  });

  it('names the field inside it where an expression yields nothing', () => {
    expect(() => evaluate({ a: { b: ['x', '{% $no %}'] } }, {})).toThrow(
      "The JSONata expression '$no' specified for the field 'Output/a/b[1]' returned nothing (undefined).",
    );
  });

  it('names the field where an expression has bad syntax', () => {
    expect(() => compileJsonataTemplate({ a: '{% ( %}' }, 'Assign')).toThrow('Assign/a: ');
  });
});

/** Wordings recorded from AWS (LocalStack's project, test_sfn_scenarios: map state items). */
describe('a template of an expected type', () => {
  test.each<[Json, JsonataType, string]>([
    ["{% 'string' %}", 'array', `Expected 'array', but was 'string' for value: "string"`],
    ['{% true %}', 'array', `Expected 'array', but was 'boolean' for value: true`],
    ['{% null %}', 'array', `Expected 'array', but was 'null' for value: null`],
    ['{% 1 %}', 'array', `Expected 'array', but was 'number' for value: 1`],
    ['{% 1.5 %}', 'integer', `Expected 'integer', but was 'number' for value: 1.5`],
  ])('refuses %s where %s is due', (template, expected, problem) => {
    expect(() => evaluate(template, {}, expected)).toThrow(
      `specified for the field 'Output' returned an unexpected result type. ${problem}`,
    );
  });

  it('takes what is of that type', () => {
    expect(evaluate('{% $states.input %}', [1], 'array')).toEqual([1]);
    expect(evaluate('{% 2 %}', {}, 'integer')).toBe(2);
  });
});
