import type { z } from 'zod';
import { SimulatedClock, seededRandom, type TestStateRequest, testState } from '../../../interpreter';
import { startCase } from '../../../interpreter/cases';
import { stateDetail, summarizeStates } from '../../model';
import { NotFoundError } from '../../pages';
import type { testInput } from '../act-inputs';
import type { CaseReport } from '../case-results';
import type { BookEntry } from '../definition-book';
import { casesOf, prepareRun } from './prepare-run';
import { ownEvents, recordRun } from './start-run';

/** Tests one state with a mocked result or error, as the API TestState does. Throws TestStateError for what AWS rejects. */
export async function runStateTest(entry: BookEntry, given: z.infer<typeof testInput>): Promise<object> {
  const { machine, given: base } = prepareRun(entry, { file: entry.file });
  const { input, variables, context, retryCount } = given;
  const mock = mockOf(given);
  const request: TestStateRequest = {
    definition: JSON.stringify(machine.definition),
    stateName: nameAt(entry, given.path),
    inspectionLevel: 'TRACE',
    ...(isGiven(input) ? { input } : {}),
    ...(isGiven(variables) ? { variables } : {}),
    ...(isGiven(context) ? { context } : {}),
    ...(mock === undefined ? {} : { mock }),
    ...(retryCount === undefined ? {} : { stateConfiguration: { retrierRetryCount: retryCount } }),
  };
  // A Task without a mock would be called: AWS then asks for a role.
  return testState(request, { clock: new SimulatedClock(base.now), random: seededRandom(base.seed) });
}

function mockOf({ result, error, cause, fieldValidation }: z.infer<typeof testInput>): TestStateRequest['mock'] {
  if (isGiven(error)) return { errorOutput: { error, ...(cause === undefined ? {} : { cause }) } };
  if (!isGiven(result)) return undefined;
  return { result, ...(fieldValidation === undefined ? {} : { fieldValidationMode: fieldValidation }) };
}

/** What a state begins with in a case. */
export interface StateExample {
  readonly caseName: string;
  readonly input?: string;
  /** All variables, as a JSON object. */
  readonly variables: string;
  /** Of a Task: the answer of its first call. */
  readonly result?: string;
}

/** Returns what a state begins with in the first case that enters it; undefined if none does. */
export async function stateExample(
  entry: BookEntry,
  path: string,
  cases: CaseReport,
): Promise<StateExample | undefined> {
  const name = nameAt(entry, path);
  const rows = cases.kind === 'done' || cases.kind === 'running' ? cases.rows : [];
  const row = rows.find(({ states }) => states.includes(name));
  if (row === undefined || casesOf(entry.file) === undefined) return undefined;
  const request = { file: entry.file, caseName: row.name };
  const prepared = prepareRun(entry, request);
  const recorded = recordRun(prepared, { ...request, kind: 'run', id: 'example' });
  const { running, result } = startCase(prepared.machine, prepared.given, {
    onHistoryEvent: ownEvents(recorded, () => running.executionArn),
  });
  await result;
  const { tree, visits } = recorded.execution();
  const { items } = summarizeStates(tree, visits);
  const detail = stateDetail(tree, visits, { path: tree.byName.get(name)?.path ?? path, items });
  const [attempt] = detail?.attempts ?? [];
  const before = (detail?.variables ?? []).flatMap(({ name: variable, before: value }) =>
    value === undefined ? [] : [`${JSON.stringify(variable)}: ${value}`],
  );
  return {
    caseName: row.name,
    ...(detail?.input === undefined ? {} : { input: detail.input.text }),
    variables: `{${before.join(', ')}}`,
    ...(attempt?.answer === undefined || attempt.status !== 'succeeded' ? {} : { result: attempt.answer.text }),
  };
}

function nameAt({ drawable }: BookEntry, path: string): string {
  const state = drawable?.tree.byPath.get(path);
  if (state === undefined) throw new NotFoundError(`there is no state ${path}`);
  return state.name;
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
