import { isJsonObject, type Json, type JsonObject, memberOf } from '../../../language/definition';
import type { MockAnswer, Mocks } from './test-case';

/** A MockConfigFile.json that cannot be used; the message names the entry and what is expected there. */
export class MockConfigError extends Error {
  override readonly name = 'MockConfigError';
}

/** Whether a JSON value is a MockConfigFile.json of Step Functions Local. */
export function isMockConfig(value: Json): value is JsonObject {
  return isJsonObject(value) && isJsonObject(value['StateMachines']);
}

/** Which test case of a MockConfigFile.json is meant. */
export interface MockConfigChoice {
  /** The state machine's name; if the file has only one, that one is used regardless of its name. */
  readonly stateMachineName: string;
  /** Absent: the only one. */
  readonly testCase?: string;
}

/**
 * Returns the mocks of one test case of a MockConfigFile.json: each state names an entry of `MockedResponses` whose
 * keys are calls (`0`, `1-2`) and whose values are `Return` or `Throw`. Throws {@link MockConfigError}.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html
 */
export function mocksOfMockConfig(config: JsonObject, { stateMachineName, testCase }: MockConfigChoice): Mocks {
  const machines = objectIn(config, 'StateMachines', 'the file');
  const machine = chooseMember(machines, stateMachineName, 'StateMachines');
  const cases = objectIn(machine, 'TestCases', 'a state machine');
  const states = chooseMember(cases, testCase, 'TestCases');
  const responses = objectIn(config, 'MockedResponses', 'the file');
  return Object.fromEntries(Object.entries(states).map(([state, name]) => [state, answersOf(responses, name, state)]));
}

function answersOf(responses: JsonObject, name: Json, state: string): readonly MockAnswer[] {
  const entry = typeof name === 'string' && Object.hasOwn(responses, name) ? responses[name] : undefined;
  if (!isJsonObject(entry))
    throw new MockConfigError(`\`${state}\` names \`${String(name)}\`, which \`MockedResponses\` does not hold`);
  const ranges = Object.entries(entry).map(([key, value]) => ({ ...rangeOf(key, String(name)), value }));
  ranges.sort((a, b) => a.from - b.from);
  const answers: MockAnswer[] = [];
  let expected = 0;
  for (const { from, to, value } of ranges) {
    if (from !== expected)
      throw new MockConfigError(`\`MockedResponses.${String(name)}\` has no answer for call ${expected}, or two`);
    answers.push({ ...answerOf(value, `${String(name)}.${from}`), times: to - from + 1 });
    expected = to + 1;
  }
  return answers;
}

function rangeOf(key: string, name: string): { readonly from: number; readonly to: number } {
  const match = /^(\d+)(?:-(\d+))?$/.exec(key);
  const from = Number(match?.[1]);
  const to = match?.[2] === undefined ? from : Number(match[2]);
  if (match === null || to < from || !Number.isSafeInteger(to))
    throw new MockConfigError(
      `\`${key}\` of \`MockedResponses.${name}\` is no call: \`0\`, or a range such as \`1-2\``,
    );
  return { from, to };
}

function answerOf(value: Json, path: string): MockAnswer {
  if (isJsonObject(value) && 'Return' in value) return { return: value['Return'] as Json };
  const thrown = isJsonObject(value) ? value['Throw'] : undefined;
  if (!isJsonObject(thrown) || typeof thrown['Error'] !== 'string')
    throw new MockConfigError(
      `\`MockedResponses.${path}\` must be \`{"Return": …}\` or \`{"Throw": {"Error", "Cause"}}\``,
    );
  const { Error: error, Cause: cause } = thrown;
  return { throw: { error, ...(typeof cause === 'string' ? { cause } : undefined) } };
}

function chooseMember(among: JsonObject, name: string | undefined, key: string): JsonObject {
  const names = Object.keys(among);
  const only = names.length === 1 && (name === undefined || key === 'StateMachines') ? names[0] : name;
  const found = only !== undefined && Object.hasOwn(among, only) ? among[only] : undefined;
  if (isJsonObject(found)) return found;
  const what = name === undefined ? `\`${key}\` holds several: name one` : `\`${key}\` holds no \`${name}\``;
  throw new MockConfigError(`${what}; there are ${names.map((each) => `\`${each}\``).join(', ') || 'none'}`);
}

function objectIn(object: JsonObject, key: string, owner: string): JsonObject {
  const value = memberOf(object, key);
  if (!isJsonObject(value)) throw new MockConfigError(`${owner} has no \`${key}\` with entries`);
  return value;
}
