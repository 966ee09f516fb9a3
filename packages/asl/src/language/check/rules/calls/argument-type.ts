import type { ApiShape } from '../../../api-models';
import type { Json } from '../../../definition';
import { type ArgumentProblem, argumentProblems } from '../../calls/argument-problems';
import type { Finding, Rule } from '../../rule';
import { describeValue } from '../../values';

/**
 * A literal argument of a service call has another type than its API expects, as `{ N: 3 }` for a number of DynamoDB, which is a string. Or it
 * has several members of which the API takes one.
 */
export const argumentType: Rule = {
  id: 'argument-type',
  severity: 'error',
  rejectedBy: 'none',
  *check(definition) {
    for (const problem of argumentProblems(definition)) {
      if (problem.kind === 'type') yield wrongType(problem);
      if (problem.kind !== 'several') continue;
      const { name, value, path } = problem;
      const given = Object.keys(value).map((each) => `\`${each}\``);
      const message = `\`${name}\` has ${given.join(' and ')}, and exactly one is allowed`;
      yield { message, path, help: 'keep one of them' };
    }
  },
};

const typeNames: Readonly<Record<ApiShape['type'], string>> = {
  object: 'an object',
  map: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  timestamp: 'a timestamp',
  blob: 'a string',
  any: 'JSON',
};

function wrongType({ name, value, shape, path }: Extract<ArgumentProblem, { kind: 'type' }>): Finding {
  const message = `\`${name}\` must be ${typeNames[shape.type]}, got ${describeValue(value)}`;
  if (shape.type === 'object' && shape.isUnion === true && 'BOOL' in shape.members)
    return { message, path, help: `name its type: ${typeof value === 'number' ? "`{ N: '…' }`" : '`{ S: … }`'}` };
  return { message, path, ...correction(value, shape) };
}

function correction(value: Json, { type }: ApiShape): Pick<Finding, 'help' | 'fix'> {
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return { help: 'put it in quotes', fix: { kind: 'value', json: JSON.stringify(String(value)) } };
  const isNumber =
    type === 'number' && typeof value === 'string' && /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?$/.test(value);
  if (isNumber || (type === 'boolean' && (value === 'true' || value === 'false')))
    return { help: 'remove the quotes', fix: { kind: 'value', json: String(value) } };
  return type === 'array' ? { help: 'put it in an array: begin it with `- `' } : {};
}
