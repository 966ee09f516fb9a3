import type { Json } from '../../asl/definition';
import { type TaskHandlers, TestStateError, type TestStateRequest, testState } from '../../interpreter';
import type { Judgement } from './judge-definitions';

/** A line of test_state.jsonl. */
export interface TestStateCase {
  readonly id: string;
  readonly request: TestStateRequest;
  readonly expected?: Json;
  readonly expectedError?: { readonly code: string; readonly message: string };
  readonly nondeterministic?: readonly string[];
}

/** The structural comparison of a folder's compare.mjs: null, or a reason. */
export type Diff = (expected: Json, actual: Json, path: string, nondeterministic: ReadonlySet<string>) => string | null;

/** Why our answer to a TestState call is not that of AWS; undefined where it is. */
export async function judgeTestState(recorded: TestStateCase, diff: Diff): Promise<Judgement> {
  const { id, request, expected, expectedError, nondeterministic = [] } = recorded;
  try {
    const response = await testState(request, { tasks: recordedTasks(expected) });
    if (expectedError !== undefined) return { id, why: `AWS refuses it (${expectedError.message}), we answer` };
    const paths = new Set(nondeterministic);
    return { id, why: diff(asValues(expected!), asValues({ ...response } as Json), '$', paths) ?? undefined };
  } catch (error) {
    return { id, why: whyRefused(error, expectedError) };
  }
}

/** Clients of AWS put this before the message; some recordings have it. */
const clientPrefix = /^An error occurred \(\w+\) when calling the TestState operation: /;

function whyRefused(error: unknown, expected: TestStateCase['expectedError']): string | undefined {
  const { name, message } = error as Error;
  if (!(error instanceof TestStateError) || expected === undefined) return `we refuse it: ${message}`;
  const wanted = `${expected.code}: ${expected.message.replace(clientPrefix, '')}`;
  return wanted === `${name}: ${message}` ? undefined : `expected ${wanted}, got ${name}: ${message}`;
}

/** A Task without a mock was really called: its result is what was recorded of it. */
function recordedTasks(expected: Json | undefined): TaskHandlers {
  const { output } = (expected ?? {}) as { readonly output?: Json };
  return { call: async () => (typeof output === 'string' ? (JSON.parse(output) as Json) : (output ?? null)) };
}

/** The texts that hold objects or arrays as values: AWS's answers were recorded with some of them parsed. */
function asValues(value: Json): Json {
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) return parsedOr(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(asValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asValues(member)]));
}

function parsedOr(text: string): Json {
  try {
    return asValues(JSON.parse(text) as Json);
  } catch {
    return text;
  }
}
