import { isJsonObject, type Json, type JsonObject, type ParsedResource } from '../../language/definition';
import { type ApiShape, type ApiShapes, readApiShapes } from './api-shapes';
import { TestStateError } from './test-state-request';

/**
 * Checks a mocked result against the output of the API that the Task calls. Members that the API does not have are
 * accepted. Not checked: answers by a job or a token, API Gateway, and services without a table in api-shapes/. Throws
 * TestStateError ValidationException.
 */
export function checkMockResult(result: Json, integration: ParsedResource, mode: 'STRICT' | 'PRESENT' | 'NONE'): void {
  if (mode === 'NONE' || integration.kind !== 'service' || integration.pattern !== 'requestResponse') return;
  const shapes = readApiShapes(integration.service);
  const { operation, service, sdk } = integration;
  const output = shapes?.outputs.get(operation.charAt(0).toUpperCase() + operation.slice(1));
  if (shapes === undefined || output === undefined) return;
  if (!isJsonObject(result)) throw new TestStateError('ValidationException', 'Mocked result must be a JSON object.');
  const isPayloadJson = service === 'lambda' && operation === 'invoke' && !sdk;
  checkValue(result, output, { shapes, mode, free: isPayloadJson ? 'Payload' : undefined });
}

interface Checking {
  readonly shapes: ApiShapes;
  readonly mode: 'STRICT' | 'PRESENT';
  /** A member that the optimized integration turns into any JSON. */
  readonly free?: string;
  /** The member whose value is looked at. */
  readonly field?: string;
}

function checkValue(value: Json, shapeName: string, checking: Checking): void {
  const shape = checking.shapes.shapes.get(shapeName);
  switch (shape?.type) {
    case 'object':
      checkObject(value, shape, checking);
      break;
    case 'array':
      if (!Array.isArray(value)) throw mustBe(checking, 'an array');
      for (const item of value as readonly Json[]) checkValue(item, shape.items, checking);
      break;
    case 'map':
      if (!isJsonObject(value)) throw mustBe(checking, 'an object');
      for (const member of Object.values(value)) checkValue(member, shape.values, checking);
      break;
    case 'string':
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

function checkObject(value: Json, shape: Extract<ApiShape, { type: 'object' }>, checking: Checking): void {
  if (!isJsonObject(value)) throw mustBe(checking, 'an object');
  const missing = (shape.required ?? []).find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined && checking.mode === 'STRICT') throw invalidMock(`Required field '${missing}' is missing`);
  for (const [field, member] of Object.entries(value as JsonObject)) {
    const known = Object.hasOwn(shape.members, field) ? shape.members[field] : undefined;
    if (known !== undefined && field !== checking.free) checkValue(member, known, { ...checking, field });
  }
}

function checkText(value: Json, shape: Extract<ApiShape, { type: 'string' }>, checking: Checking): void {
  const { field } = checking;
  if (typeof value !== 'string') throw mustBe(checking, 'a string');
  if (shape.enum !== undefined && !shape.enum.includes(value))
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
