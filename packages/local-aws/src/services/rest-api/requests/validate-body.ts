import type { ErrorObject, ValidateFunction } from 'ajv';
import Ajv from 'ajv-draft-04';
import { ServiceError } from '../../service';

/** Compiled schemas, by the schema. */
const validators = new WeakMap<object, ValidateFunction>();

/**
 * Returns the problems of a body, in the words of the Java validator that AWS uses (json-schema-validator), as far as they are known;
 * undefined if it is valid. A body that is empty or not JSON is not valid.
 */
export function bodyProblems(schema: object, body: string): string | undefined {
  const parsed = parse(body);
  if (parsed === undefined) return '[the body is not JSON]';
  const validate = compileSchema(schema);
  if (validate(parsed.value)) return undefined;
  return `[${(validate.errors ?? []).map((error) => wordingOf(error)).join(', ')}]`;
}

/** Compiles a schema. Throws BadRequestException if it is not a schema of draft 4. */
export function compileSchema(schema: object): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  try {
    const ajv = new Ajv({ allErrors: true, verbose: true, strict: true });
    // The package accepts it, but draft 4 does not have it.
    const validate = ajv.removeKeyword('const').compile(schema);
    validators.set(schema, validate);
    return validate;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ServiceError('BadRequestException', `Model schema is invalid: ${why}`);
  }
}

function parse(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return undefined;
  }
}

type Wording = (error: ErrorObject) => string;

const wordings: Readonly<Record<string, Wording>> = {
  required: ({ params }) => `object has missing required properties (["${params['missingProperty']}"])`,
  additionalProperties: ({ params }) =>
    `object instance has properties which are not allowed by the schema: ["${params['additionalProperty']}"]`,
  type: ({ params, data }) =>
    `instance type (${typeName(data)}) does not match any allowed primitive type (allowed: ["${params['type']}"])`,
  minLength: ({ params, data }) =>
    `string ${JSON.stringify(data)} is too short (length: ${characters(data)}, required minimum: ${params['limit']})`,
  maxLength: ({ params, data }) =>
    `string ${JSON.stringify(data)} is too long (length: ${characters(data)}, maximum allowed: ${params['limit']})`,
  pattern: ({ params, data }) =>
    `ECMA 262 regex "${params['pattern']}" does not match input string ${JSON.stringify(data)}`,
  enum: ({ params, data }) =>
    `instance value (${JSON.stringify(data)}) not found in enum (possible values: ${JSON.stringify(params['allowedValues'])})`,
};

function wordingOf(error: ErrorObject): string {
  const wording = Object.hasOwn(wordings, error.keyword) ? wordings[error.keyword] : undefined;
  return wording?.(error) ?? `${error.instancePath || 'the body'} ${error.message ?? 'is not as the schema has it'}`;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function characters(value: unknown): number {
  return [...String(value)].length;
}
