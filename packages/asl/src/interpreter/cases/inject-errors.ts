import type { Caught, TaskState } from '../../language/definition';
import type { MockAnswer, Mocks, TestCase } from './case-file/test-case';
import { type PlacedState, statesOf } from './coverage/coverage-items';
import { type CaseRun, runCase } from './run/run-case';
import type { TestedMachine } from './run/tested-machine';

/** The next state of an execution after a Task that failed. */
export interface Landing {
  /** A catcher's `Next`; `retried`: the Task was called again and succeeded; `nothing`: the error was not caught. */
  readonly state: string | 'retried' | 'nothing';
  readonly status: string;
  /** The error that the execution ended with. */
  readonly error?: string;
  /** A call for which the case's mocks have no answer on this path. */
  readonly refusal?: string;
}

/** What came of one error in one Task. */
export interface Injection {
  readonly state: string;
  readonly error: string;
  /** The case that was changed. */
  readonly caseName: string;
  /** The Task failed so once. */
  readonly once: Landing;
  /** The Task failed so at every call. */
  readonly always: Landing;
}

/** What came of all of them, and the Tasks that no case reaches. */
export interface InjectionReport {
  readonly injections: readonly Injection[];
  readonly unreached: readonly string[];
}

/** A case and what it did undisturbed. */
export interface RanCase {
  readonly test: TestCase;
  readonly machine: TestedMachine;
  readonly run: CaseRun;
}

/**
 * Fails each Task with each error that its retriers and catchers name, and with States.TaskFailed and States.Timeout: once, and
 * at every call. The case that is changed is the first that reaches the Task and succeeds, else the first that reaches it.
 */
export async function injectErrors(machine: TestedMachine, ran: readonly RanCase[]): Promise<InjectionReport> {
  const injections: Injection[] = [];
  const unreached: string[] = [];
  const elsewhere = mocksOf(ran);
  for (const placed of statesOf(machine.definition)) {
    const { name, state } = placed;
    if (state.Type !== 'Task') continue;
    const reaching = ran.filter(({ run }) => run.path.includes(name) && run.refusals.length === 0);
    const chosen = reaching.find(({ run }) => run.record.status === 'SUCCEEDED') ?? reaching[0];
    if (chosen === undefined) unreached.push(name);
    else
      for (const error of errorsOf(state)) injections.push(await inject(withMocks(chosen, elsewhere), placed, error));
  }
  return { injections, unreached };
}

/**
 * Returns how other cases answer states that a changed case does not reach otherwise; cases that succeed come first.
 */
function mocksOf(ran: readonly RanCase[]): Mocks {
  const succeeded = ran.filter(({ run }) => run.record.status === 'SUCCEEDED');
  return Object.assign({}, ...[...ran, ...succeeded.toReversed()].map(({ test }) => test.mocks)) as Mocks;
}

function withMocks(ran: RanCase, elsewhere: Mocks): RanCase {
  return { ...ran, test: { ...ran.test, mocks: { ...elsewhere, ...ran.test.mocks } } };
}

/** The errors that a Task's retriers and catchers name, and those that any Task may meet. */
function errorsOf({ Retry = [], Catch = [] }: TaskState): string[] {
  const named = [...Retry, ...Catch]
    .flatMap(({ ErrorEquals }) => ErrorEquals)
    .filter((error) => error !== 'States.ALL');
  return [...new Set([...named, 'States.TaskFailed', 'States.Timeout'])];
}

async function inject({ machine, test }: RanCase, placed: PlacedState, error: string): Promise<Injection> {
  const stateName = placed.name;
  const answer: MockAnswer =
    error === 'States.Timeout' || error === 'States.HeartbeatTimeout'
      ? { timeout: true }
      : { throw: { error, cause: 'injected by asl test' } };
  const landingOf = async (once: boolean): Promise<Landing> =>
    landing(machine, placed, await runCase(machine, test, { injected: { stateName, answer, once } }));
  return { state: stateName, error, caseName: test.name, once: await landingOf(true), always: await landingOf(false) };
}

/** By the catcher of the Task itself, else of the nearest state around it that caught something. */
function landing({ definition }: TestedMachine, { name, around }: PlacedState, run: CaseRun): Landing {
  const { status, error } = run.record;
  const refusal = run.refusals[0]?.message;
  const rest = { status, ...(error === undefined ? {} : { error }), ...(refusal === undefined ? {} : { refusal }) };
  for (const owner of [name, ...around.toReversed()]) {
    const exit = run.exits.find((each) => each.kind === 'catcher' && each.stateName === owner);
    const state = statesOf(definition).find((placed) => placed.name === owner)?.state as Caught | undefined;
    const target = exit?.kind === 'catcher' ? state?.Catch?.[exit.index]?.Next : undefined;
    if (target !== undefined) return { state: target, ...rest };
  }
  const isRetried = run.retriers.some((retrier) => retrier.stateName === name);
  return { state: isRetried && run.left.has(name) ? 'retried' : 'nothing', ...rest };
}
