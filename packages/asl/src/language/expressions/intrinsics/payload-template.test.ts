import type { Json } from '../../definition';
import { compilePayloadTemplate } from './payload-template';

const random = { next: () => 0, uuid: () => '' };

function evaluate(template: Json, input: Json = {}): Json {
  return compilePayloadTemplate(template).evaluate({ input, context: { c: 1 }, variables: { v: 2 }, random });
}

describe('a payload template', () => {
  it('replaces keys that end in .$ and keeps everything else', () => {
    const template: Json = {
      a: '$.x',
      'b.$': '$.x',
      c: [{ 'd.$': '$$.c' }, 'e', { 'f.$': '$v' }],
      'g.$': "States.Format('{}', $.x)",
    };

    expect(evaluate(template, { x: [1] })).toEqual({ a: '$.x', b: [1], c: [{ d: 1 }, 'e', { f: 2 }], g: '[1]' });
  });

  it('without such keys is constant and is answered as it is', () => {
    const value = { a: { b: '$.x' } };

    expect(compilePayloadTemplate(value).isConstant).toBe(true);
    expect(evaluate(value)).toBe(value);
  });

  it('names path, field and input where a path finds nothing', () => {
    expect(() => evaluate({ a: { 'address.$': '$.application.address' } }, { flagged: false })).toThrow(
      "States.Runtime: The JSONPath '$.application.address' specified for the field 'address.$' could not be found in the input '{\"flagged\":false}'",
    );
  });

  it('says so where the input is null', () => {
    expect(() => evaluate({ 'a.$': '$.x' }, null)).toThrow(
      'States.Runtime: Unable to apply Path transformation to null or empty input.',
    );
  });

  it('answers [] where an indefinite path finds nothing', () => {
    expect(evaluate({ 'a.$': '$.items[*].x' })).toEqual({ a: [] });
  });

  test.each<Json>([{ 'a.$': 1 }, { 'a.$': 'text' }, { 'a.$': { b: 1 } }])('refuses %j', (template) => {
    expect(() => compilePayloadTemplate(template)).toThrow(
      "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call",
    );
  });

  it('makes __proto__ an ordinary member', () => {
    const value = evaluate({ '__proto__.$': '$.x', 'constructor.$': '$.x' }, { x: { polluted: 1 } }) as object;

    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
