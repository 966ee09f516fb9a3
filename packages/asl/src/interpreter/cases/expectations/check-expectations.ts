import { isJsonObject, type Json, type JsonObject } from '../../../language/definition';
import type { SourceSpan } from '../../../language/diagnostics';
import type { ExpectedCalls, TestCase } from '../case-file/test-case';
import { failingState } from '../run/failing-state';
import type { CaseRun } from '../run/run-case';
import { compareJson, type Difference } from './compare-json';
import { listDifference } from './list-difference';

/** One expectation that an execution did not meet. */
export interface UnmetExpectation {
  /** `status`, `output.outcome`, `path`, `calls.Notify[0].TopicArn` … */
  readonly expectation: string;
  /** What was expected and what was found, in one line. */
  readonly message: string;
  /** Lists side by side: a line begins with `  `, `- ` (expected, absent) or `+ ` (found, not expected). */
  readonly lines?: readonly string[];
  /** The line of the cases file that is not met. */
  readonly span: SourceSpan;
}

/** Which expectations of a case its execution did not meet, in the order in which a reader wants them. */
export function checkExpectations(test: TestCase, run: CaseRun): UnmetExpectation[] {
  const refusal = run.refusals[0];
  if (refusal !== undefined) {
    const message = `${refusal.message}: ${refusal.help}`;
    return [{ expectation: 'mocks', message, span: test.span }];
  }
  return [
    ...status(test, run),
    ...failure(test, run),
    ...output(test, run),
    ...path(test, run),
    ...calls(test, run),
    ...events(test, run),
    ...variables(test, run),
  ];
}

function status({ expect, spanOf }: TestCase, { record }: CaseRun): UnmetExpectation[] {
  const isFailureExpected = expect.error !== undefined || expect.cause !== undefined;
  const expected = expect.status ?? (isFailureExpected ? 'FAILED' : 'SUCCEEDED');
  if (record.status === expected) return [];
  const state = failingState(record.history);
  const where = state === undefined ? '' : ` in \`${state}\``;
  const why =
    record.error === undefined ? '' : `: ${record.error}${record.cause === undefined ? '' : `: ${record.cause}`}`;
  const message = `expected ${expected}, was ${record.status}${where}${short(why, 300)}`;
  return [{ expectation: 'status', message, span: spanOf(expect.status === undefined ? [] : ['status']) }];
}

function failure({ expect, spanOf }: TestCase, { record }: CaseRun): UnmetExpectation[] {
  const { error, cause } = expect;
  const unmet: UnmetExpectation[] = [];
  if (error !== undefined && record.error !== error)
    unmet.push({
      expectation: 'error',
      message: `expected ${error}, was ${record.error ?? 'none'}`,
      span: spanOf(['error']),
    });
  if (cause !== undefined && record.cause?.includes(cause) !== true)
    unmet.push({
      expectation: 'cause',
      message: `expected to include ${showValue(cause)}, was ${record.cause === undefined ? 'none' : showValue(record.cause, 400)}`,
      span: spanOf(['cause']),
    });
  return unmet;
}

function output({ expect, spanOf }: TestCase, { record }: CaseRun): UnmetExpectation[] {
  const isSubset = expect.output === undefined;
  const key = isSubset ? 'outputIncludes' : 'output';
  const expected = expect[key];
  if (expected === undefined) return [];
  return compareJson(expected, record.output, { isSubset }).map((difference) => unequal(key, difference, spanOf));
}

function path({ expect, spanOf }: TestCase, run: CaseRun): UnmetExpectation[] {
  if (expect.path === undefined) return [];
  const lines = listDifference(expect.path, run.path);
  const first = lines.find(({ kind }) => kind !== 'both');
  if (first === undefined) return [];
  const signs = { both: '  ', expected: '- ', actual: '+ ' } as const;
  return [
    {
      expectation: 'path',
      message: 'the execution went another way (- expected, + taken)',
      lines: lines.map(({ kind, text }) => signs[kind] + text),
      span: spanOf(first.index < expect.path.length ? ['path', first.index] : ['path']),
    },
  ];
}

function calls({ expect, spanOf }: TestCase, run: CaseRun): UnmetExpectation[] {
  return Object.entries(expect.calls ?? {}).flatMap(([state, expected]) => {
    const made = run.calls.filter(({ stateName }) => stateName === state).map((call) => call.arguments);
    return callsOf({ state, expected, made, spanOf });
  });
}

interface StateCalls {
  readonly state: string;
  readonly expected: ExpectedCalls;
  readonly made: readonly Json[];
  readonly spanOf: TestCase['spanOf'];
}

function callsOf({ state, expected, made, spanOf }: StateCalls): UnmetExpectation[] {
  const name = `calls.${state}`;
  const count = typeof expected === 'number' ? expected : isRequestList(expected) ? expected.length : undefined;
  if ((count ?? Math.max(1, made.length)) !== made.length) {
    const due = count === undefined ? 'at least one call' : plural(count);
    return [{ expectation: name, message: `expected ${due}, ${made.length} made`, span: spanOf(['calls', state]) }];
  }
  if (typeof expected === 'number') return [];
  const due = isRequestList(expected)
    ? expected.map((request, index) => ({ request, below: ['calls', state, index] }))
    : made.map(() => ({ request: expected, below: ['calls', state] }));
  return due.flatMap(({ request, below }, index) => {
    const differences = compareJson(request, made[index], { isSubset: true });
    return differences.map((each) => unequal(`${name}[${index}]`, each, (at) => spanOf([...below, ...at.slice(1)])));
  });
}

function isRequestList(expected: ExpectedCalls): expected is readonly JsonObject[] {
  return Array.isArray(expected);
}

function events({ expect, spanOf }: TestCase, { record }: CaseRun): UnmetExpectation[] {
  let from = 0;
  for (const [index, type] of (expect.events ?? []).entries()) {
    const found = record.history.findIndex((event, at) => at >= from && event.type === type);
    if (found === -1) {
      const after = index === 0 ? '' : ` after ${expect.events?.[index - 1]}`;
      return [
        { expectation: 'events', message: `expected ${type}${after}, none came`, span: spanOf(['events', index]) },
      ];
    }
    from = found + 1;
  }
  return [];
}

function variables({ expect, spanOf }: TestCase, { record }: CaseRun): UnmetExpectation[] {
  if (expect.variables === undefined) return [];
  const assigned: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const { stateExitedEventDetails: details } of record.history)
    for (const [name, text] of Object.entries(details?.assignedVariables ?? {}))
      assigned[name] = JSON.parse(text) as Json;
  return compareJson(expect.variables, assigned, { isSubset: true }).map((each) => unequal('variables', each, spanOf));
}

function unequal(key: string, difference: Difference, spanOf: TestCase['spanOf']): UnmetExpectation {
  const { path: at } = difference;
  const expected = 'expected' in difference ? showValue(difference.expected) : 'nothing';
  const actual = 'actual' in difference ? showValue(difference.actual) : 'absent';
  return {
    expectation: key + pathText(at),
    message: `expected ${expected}, was ${actual}`,
    span: spanOf([key, ...at]),
  };
}

function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step) =>
      typeof step === 'number' ? `[${step}]` : /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`,
    )
    .join('');
}

/** Returns a JSON value in one line, cut if it is long. */
function showValue(value: Json | undefined, length = 120): string {
  const text = value === undefined ? 'absent' : JSON.stringify(isJsonObject(value) ? value : value);
  return short(text, length);
}

function short(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

function plural(count: number): string {
  return `${count} call${count === 1 ? '' : 's'}`;
}
