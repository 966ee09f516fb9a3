import { type ApiObject, type ApiShape, serviceCallOf } from '../../language/api-models';
import { isJsonObject, type Json, type JsonObject, type ParsedResource } from '../../language/definition';
import { TestStateError } from './test-state-request';

/** How strictly a mocked result is checked: https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html */
export type FieldValidationMode = 'STRICT' | 'PRESENT' | 'NONE';

/**
 * Checks a mocked result against the output of the API that the Task calls. Members that the API does not have are
 * accepted. Not checked: answers by a job or a token, and calls that the table of API models does not have. Throws
 * TestStateError ValidationException.
 */
export function checkMockResult(result: Json, integration: ParsedResource, mode: FieldValidationMode): void {
  if (mode === 'NONE' || integration.kind !== 'service' || integration.pattern !== 'requestResponse') return;
  const call = serviceCallOf(integration);
  if (call?.output === undefined) return;
  if (!isJsonObject(result)) throw new TestStateError('ValidationException', 'Mocked result must be a JSON object.');
  checkValue(result, call.output, { shapes: call.shapes, mode });
}

interface Checking {
  readonly shapes: readonly ApiShape[];
  readonly mode: 'STRICT' | 'PRESENT';
  /** The member whose value is looked at. */
  readonly field?: string;
}

function checkValue(value: Json, shape: ApiShape | undefined, checking: Checking): void {
  const { shapes } = checking;
  switch (shape?.type) {
    case 'object':
      checkObject(value, shape, checking);
      break;
    case 'array':
      if (!Array.isArray(value)) throw mustBe(checking, 'an array');
      for (const item of value as readonly Json[]) checkValue(item, shapes[shape.items], checking);
      break;
    case 'map':
      if (!isJsonObject(value)) throw mustBe(checking, 'an object');
      for (const member of Object.values(value)) checkValue(member, shapes[shape.values], checking);
      break;
    case 'string':
    case 'timestamp':
    case 'blob':
      checkText(value, shape, checking);
      break;
    case 'number':
      checkNumber(value, shape, checking);
      break;
    case 'boolean':
      if (typeof value !== 'boolean') throw mustBe(checking, 'a boolean');
      break;
    case 'any':
    case undefined:
      break;
    default:
      shape satisfies never;
  }
}

function checkObject(value: Json, { required = [], members }: ApiObject, checking: Checking): void {
  if (!isJsonObject(value)) throw mustBe(checking, 'an object');
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined && checking.mode === 'STRICT') throw invalidMock(`Required field '${missing}' is missing`);
  for (const [field, member] of Object.entries(value as JsonObject)) {
    const index = Object.hasOwn(members, field) ? members[field] : undefined;
    if (index !== undefined) checkValue(member, checking.shapes[index], { ...checking, field });
  }
}

/** Bytes and times are strings. */
function checkText(value: Json, shape: ApiShape & { type: 'string' | 'timestamp' | 'blob' }, checking: Checking): void {
  const { field } = checking;
  if (typeof value !== 'string') throw mustBe(checking, 'a string');
  if (shape.type === 'timestamp') return;
  if (shape.type === 'string' && shape.enum?.includes(value) === false)
    throw invalidMock(`Field '${field}' is not an expected value`);
  if (shape.min !== undefined && value.length < shape.min)
    throw invalidMock(`Field '${field}' is smaller than the minimum length`);
  if (shape.max !== undefined && value.length > shape.max)
    throw invalidMock(`Field '${field}' exceeds the maximum length`);
}

function checkNumber(value: Json, shape: Extract<ApiShape, { type: 'number' }>, checking: Checking): void {
  const { field } = checking;
  if (typeof value !== 'number') throw mustBe(checking, 'a number');
  if (shape.min !== undefined && value < shape.min)
    throw invalidMock(`Field '${field}' is less than the minimum value`);
  if (shape.max !== undefined && value > shape.max) throw invalidMock(`Field '${field}' exceeds the maximum value`);
}

function mustBe({ field }: Checking, what: string): TestStateError {
  return invalidMock(`Field '${field}' must be ${what}`);
}

function invalidMock(problem: string): TestStateError {
  return new TestStateError('ValidationException', `Mock result schema validation error: ${problem}`);
}
