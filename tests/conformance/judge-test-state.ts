import type { Json } from '@document-pipelines/asl/definition';
import {
  type TaskHandlers,
  TestStateError,
  type TestStateRequest,
  testState,
} from '@document-pipelines/asl/interpreter';
import type { Judgement } from './judge-definitions';

/** A line of test_state.jsonl. */
export interface TestStateCase {
  readonly id: string;
  readonly request: TestStateRequest;
  readonly expected?: Json;
  readonly expectedError?: { readonly code: string; readonly message: string };
  readonly nondeterministic?: readonly string[];
}

/** The structural comparison of a folder's compare.mjs: returns null, or a reason. */
export type Diff = (expected: Json, actual: Json, path: string, nondeterministic: ReadonlySet<string>) => string | null;

/** Returns why our result of a TestState call is not that of AWS; undefined if it is. */
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

/** A Task without a mock called the service: its recorded result is used. */
function recordedTasks(expected: Json | undefined): TaskHandlers {
  const { output } = (expected ?? {}) as { readonly output?: Json };
  return { call: async () => (typeof output === 'string' ? (JSON.parse(output) as Json) : (output ?? null)) };
}

/** Parses the strings that hold objects or arrays: AWS's results were recorded with some of them parsed. */
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
