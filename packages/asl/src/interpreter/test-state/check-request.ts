import { isJsonObject, type Json, type JsonObject } from '../../language/definition';
import { mockResultProblem } from '../mock-result-problem';
import {
  type StateMock,
  type TestedStateConfiguration,
  TestStateError,
  type TestStateRequest,
} from './test-state-request';
import type { TestedState } from './tested-state';

/** The JSON texts of a request as values. */
export interface ParsedRequest {
  readonly input: Json;
  readonly variables: JsonObject;
  readonly context?: JsonObject;
  /** With the text that it came in. */
  readonly mockResult?: { readonly value: Json; readonly text: string };
}

/** Rejects what TestState does not accept, in AWS's words, and parses the texts. Throws TestStateError. */
export function checkTestStateRequest(request: TestStateRequest, tested: TestedState): ParsedRequest {
  const { mock, context, variables } = request;
  const isGroup = tested.written.Type === 'Map' || tested.written.Type === 'Parallel';
  if (mock === undefined && isGroup) throw new TestStateError('InvalidDefinition', groupsNeedMocks);
  if (mock === undefined && tested.written.Type === 'Task' && request.roleArn === undefined)
    throw validationException('RoleArn must be specified when testing a Task state');
  if (mock === undefined && context !== undefined && tested.written.Type === 'Task')
    throw validationException('Context can only be specified when a mock is specified');
  checkCounts(request.stateConfiguration ?? {});
  return {
    input: parseJsonText(request.input ?? '{}', 'InvalidExecutionInput', 'Invalid State Machine Execution Input'),
    variables: object(variables ?? '{}', 'Variables'),
    context: context === undefined ? undefined : checkContext(context),
    mockResult: mock === undefined ? undefined : checkMock(mock, request, tested),
  };
}

const groupsNeedMocks =
  'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]';

function checkCounts({ retrierRetryCount = 0, mapIterationFailureCount = 0 }: TestedStateConfiguration): void {
  for (const [name, count] of Object.entries({ retrierRetryCount, mapIterationFailureCount })) {
    if (!Number.isInteger(count) || count < 0)
      throw validationException(
        `Value '${count}' at 'stateConfiguration.${name}' failed to satisfy constraint: Member must be an integer greater than or equal to 0`,
      );
  }
}

function checkMock(
  { result, errorOutput, fieldValidationMode = 'STRICT' }: StateMock,
  { revealSecrets }: TestStateRequest,
  { written, compiled }: TestedState,
): ParsedRequest['mockResult'] {
  if (written.Type !== 'Task' && written.Type !== 'Map' && written.Type !== 'Parallel')
    throw validationException(`State type '${written.Type}' is not supported when a mock is specified`);
  if (revealSecrets === true)
    throw validationException('TestState does not support RevealSecrets when a mock is specified.');
  if (result !== undefined && errorOutput !== undefined)
    throw validationException('A test mock should have only one of the following fields: [result, errorOutput].');
  if (result === undefined) return undefined;
  const value = parseJsonText(result, 'ValidationException', 'Mocked result must be valid JSON');
  const isWritten = written.Type === 'Map' && written.ResultWriter !== undefined;
  if (isWritten && !isJsonObject(value)) throw validationException('Mocked result must be a JSON object.');
  if (written.Type !== 'Task' && !isWritten && !Array.isArray(value))
    throw validationException('Mocked result must be an array.');
  if (written.Type === 'Parallel' && (value as readonly Json[]).length !== written.Branches.length)
    throw validationException(`Mocked result must be an array of ${written.Branches.length}, one for each branch.`);
  const problem =
    compiled.type === 'Task' ? mockResultProblem(value, compiled.task.integration, fieldValidationMode) : undefined;
  if (problem !== undefined) throw validationException(problem);
  return { value, text: result };
}

/** What the members of a context object have to be. */
const contextTypes: Readonly<Record<string, 'string' | 'number'>> = {
  'Execution.Id': 'string',
  'Execution.Name': 'string',
  'Execution.RoleArn': 'string',
  'Execution.StartTime': 'string',
  'Execution.RedriveCount': 'number',
  'State.EnteredTime': 'string',
  'State.Name': 'string',
  'State.RetryCount': 'number',
  'StateMachine.Id': 'string',
  'StateMachine.Name': 'string',
  'Task.Token': 'string',
};

function checkContext(text: string): JsonObject {
  const context = object(text, 'Context object');
  for (const [part, value] of Object.entries(context)) {
    if (!isJsonObject(value)) throw validationException(`Invalid Context object provided: ${part} must be an object`);
    for (const [name, member] of Object.entries(value)) {
      const type = contextTypes[`${part}.${name}`];
      if (type !== undefined && typeof member !== type)
        throw validationException(`Invalid Context object provided: ${part}.${name} must be a ${type}`);
    }
  }
  return context;
}

function object(text: string, what: string): JsonObject {
  const value = parseJsonText(text, 'ValidationException', `Invalid ${what} provided: must be valid JSON`);
  if (isJsonObject(value)) return value;
  throw validationException(`Invalid ${what} provided: must be a JSON object`);
}

function parseJsonText(text: string, name: TestStateError['name'], otherwise: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new TestStateError(name, otherwise);
  }
}

function validationException(message: string): TestStateError {
  return new TestStateError('ValidationException', message);
}
