import { bodyProblems, compileSchema } from './validate-body';

const schema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: {
    text: { type: 'string', minLength: 1, maxLength: 3, pattern: '\\S' },
    count: { type: 'integer', minimum: 0, exclusiveMinimum: true },
  },
};

describe('bodyProblems', () => {
  it.each(['{"text":"abc"}', '{"text":"🙂🙂🙂","count":1}'])('finds nothing wrong with %s', (body) => {
    expect(bodyProblems(schema, body)).toBeUndefined();
  });

  it.each([
    ['{}', '[object has missing required properties (["text"])]'],
    ['{"text":7}', '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]'],
    ['{"text":null}', '[instance type (null) does not match any allowed primitive type (allowed: ["string"])]'],
    ['[]', '[instance type (array) does not match any allowed primitive type (allowed: ["object"])]'],
    ['{"text":"a","x":1}', '[object instance has properties which are not allowed by the schema: ["x"]]'],
    ['{"text":"abcd"}', '[string "abcd" is too long (length: 4, maximum allowed: 3)]'],
    ['{"text":" "}', '[ECMA 262 regex "\\S" does not match input string " "]'],
    ['{"text":"a","count":0}', '[/count must be > 0]'],
    ['', '[the body is not JSON]'],
    ['{"text":', '[the body is not JSON]'],
  ])('says what is wrong with %s', (body, problems) => {
    expect(bodyProblems(schema, body)).toBe(problems);
  });

  it('refuses a schema of a later draft when it is put', () => {
    expect(() => compileSchema({ type: 'object', const: 1 })).toThrow(/Model schema is invalid/);
  });
});
