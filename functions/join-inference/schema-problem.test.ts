import { schemaProblem } from './schema-problem';

const schema = {
  type: 'object',
  required: ['kind', 'sure'],
  properties: {
    kind: { type: 'string', enum: ['invoice', 'letter'], description: 'what it is' },
    sure: { type: 'number', minimum: 0, maximum: 1 },
    pages: { type: 'integer' },
    lines: { type: 'array', items: { type: 'object', properties: { amount: { type: 'string' } } } },
  },
};
const good = { kind: 'invoice', sure: 0.5, pages: 2, lines: [{ amount: '1.00' }] };

describe('schemaProblem', () => {
  it('finds nothing in what has the shape, members of no name included', () => {
    expect(schemaProblem(schema, good)).toBeUndefined();
    expect(schemaProblem(schema, { kind: 'letter', sure: 0, more: null })).toBeUndefined();
  });

  it.each([
    [null, 'the answer must be of type object, it is null'],
    [[], 'the answer must be of type object, it is array'],
    [{ kind: 'invoice' }, 'the answer lacks sure'],
    [{ ...good, kind: 'approved' }, 'the answer.kind must be one of invoice, letter'],
    [{ ...good, kind: 1 }, 'the answer.kind must be of type string, it is number'],
    [{ ...good, sure: -0.1 }, 'the answer.sure must be at least 0'],
    [{ ...good, sure: 1.1 }, 'the answer.sure must be at most 1'],
    [{ ...good, pages: 1.5 }, 'the answer.pages must be of type integer, it is number'],
    [
      { ...good, lines: [{ amount: '1' }, { amount: 2 }] },
      'the answer.lines[1].amount must be of type string, it is number',
    ],
    [JSON.parse('{"__proto__": {"kind": "invoice", "sure": 1}}'), 'the answer lacks kind'],
  ])('says of %j: %s', (value, problem) => {
    expect(schemaProblem(schema, value)).toBe(problem);
  });

  it('takes no member of another name where the schema says so', () => {
    const closed = { ...schema, additionalProperties: false };
    expect(schemaProblem(closed, good)).toBeUndefined();
    expect(schemaProblem(closed, { ...good, approved: true })).toBe('the answer must not have approved');
  });

  it('refuses a schema that says more than is checked', () => {
    expect(() => schemaProblem({ type: 'string', pattern: '^a' }, 'b')).toThrow('the schema says pattern');
  });
});
