import { type ApiObject, type ApiShape, type ApiShapes, nearName, serviceCallOf } from '../language/api-models';
import { isJsonObject, type Json, type JsonObject, type ParsedResource } from '../language/definition';

/** How strictly a mocked result is checked: https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html */
export type FieldValidationMode = 'STRICT' | 'PRESENT' | 'NONE';

/**
 * Returns what is wrong with a mocked result, in the words of TestState, by the output of the API that the Task calls; undefined if it fits.
 * Members that the API does not have are accepted. Not checked: answers by a job or a token, and calls that the table of API models does
 * not have. `TYPES`, of `asl test`: values that a service may add, and results that are no object, are a case's own matter, and a misspelt
 * member is a problem.
 */
export function mockResultProblem(
  result: Json,
  integration: ParsedResource,
  mode: FieldValidationMode | 'TYPES',
): string | undefined {
  if (mode === 'NONE' || integration.kind !== 'service' || integration.pattern !== 'requestResponse') return undefined;
  const call = serviceCallOf(integration);
  if (call?.output === undefined) return undefined;
  if (!isJsonObject(result)) return mode === 'TYPES' ? undefined : 'Mocked result must be a JSON object.';
  const [problem] = problemsOf(result, call.output, { shapes: call.shapes, mode });
  if (problem === undefined) return undefined;
  return mode === 'TYPES' ? problem : `Mock result schema validation error: ${problem}`;
}

interface Checking {
  readonly shapes: ApiShapes;
  readonly mode: 'STRICT' | 'PRESENT' | 'TYPES';
  /** The member whose value is looked at. */
  readonly field?: string;
}

function* problemsOf(value: Json, shape: ApiShape | undefined, checking: Checking): Generator<string> {
  const { shapes } = checking;
  switch (shape?.type) {
    case 'object':
      yield* inObject(value, shape, checking);
      break;
    case 'array':
      if (!Array.isArray(value)) yield mustBe(checking, 'an array');
      else for (const item of value as readonly Json[]) yield* problemsOf(item, shapes.at(shape.items), checking);
      break;
    case 'map':
      if (!isJsonObject(value)) yield mustBe(checking, 'an object');
      else for (const member of Object.values(value)) yield* problemsOf(member, shapes.at(shape.values), checking);
      break;
    case 'string':
    case 'timestamp':
    case 'blob':
      yield* inText(value, shape, checking);
      break;
    case 'number':
      yield* inNumber(value, shape, checking);
      break;
    case 'boolean':
      if (typeof value !== 'boolean') yield mustBe(checking, 'a boolean');
      break;
    case 'any':
    case undefined:
      break;
    default:
      shape satisfies never;
  }
}

function* inObject(value: Json, { required = [], members }: ApiObject, checking: Checking): Generator<string> {
  if (!isJsonObject(value)) {
    yield mustBe(checking, 'an object');
    return;
  }
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined && checking.mode === 'STRICT') yield `Required field '${missing}' is missing`;
  for (const [field, member] of Object.entries(value as JsonObject)) {
    const index = Object.hasOwn(members, field) ? members[field] : undefined;
    if (index !== undefined) yield* problemsOf(member, checking.shapes.at(index), { ...checking, field });
    const near = index === undefined && checking.mode === 'TYPES' ? nearName(field, Object.keys(members)) : undefined;
    if (near !== undefined && !Object.hasOwn(value, near))
      yield `Field '${field}' does not exist, did you mean '${near}'?`;
  }
}

/** Bytes and times are strings. */
function* inText(
  value: Json,
  shape: ApiShape & { type: 'string' | 'timestamp' | 'blob' },
  checking: Checking,
): Generator<string> {
  const { field } = checking;
  if (typeof value !== 'string') {
    yield mustBe(checking, 'a string');
    return;
  }
  if (shape.type === 'timestamp' || checking.mode === 'TYPES') return;
  if (shape.type === 'string' && shape.enum?.includes(value) === false)
    yield `Field '${field}' is not an expected value`;
  if (shape.min !== undefined && value.length < shape.min) yield `Field '${field}' is smaller than the minimum length`;
  if (shape.max !== undefined && value.length > shape.max) yield `Field '${field}' exceeds the maximum length`;
}

function* inNumber(value: Json, shape: Extract<ApiShape, { type: 'number' }>, checking: Checking): Generator<string> {
  const { field } = checking;
  if (typeof value !== 'number') {
    yield mustBe(checking, 'a number');
    return;
  }
  if (checking.mode === 'TYPES') return;
  if (shape.min !== undefined && value < shape.min) yield `Field '${field}' is less than the minimum value`;
  if (shape.max !== undefined && value > shape.max) yield `Field '${field}' exceeds the maximum value`;
}

function mustBe({ field }: Checking, what: string): string {
  return `Field '${field}' must be ${what}`;
}
