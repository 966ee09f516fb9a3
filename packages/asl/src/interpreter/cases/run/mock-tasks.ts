import type { Json } from '../../../language/definition';
import { StatesError } from '../../../language/expressions';
import type { Clock } from '../../clock';
import { mockResultProblem } from '../../mock-result-problem';
import type { RunningExecution } from '../../running-execution';
import type { TaskCall, TaskHandlers } from '../../task-handlers';
import { TaskTokenError } from '../../task-token';
import type { MockAnswer, MockAnswers, Mocks, StateMock } from '../case-file/test-case';

/** A request that a state made. */
export interface MockedCall {
  readonly stateName: string;
  readonly arguments: Json;
  readonly mapIndexes: readonly number[];
}

/** A call without a mock: the rest of the execution has no meaning. */
export interface MockRefusal {
  readonly stateName: string;
  readonly message: string;
  readonly help: string;
}

/** An answer instead of a mock: to the first call of a state (`once`), or to all. */
export interface InjectedAnswer {
  readonly stateName: string;
  readonly answer: MockAnswer;
  readonly once: boolean;
}

/** The dependencies of mocked tasks. */
export interface MockTasksDependencies {
  readonly mocks: Mocks;
  readonly clock: Clock;
  readonly injected?: InjectedAnswer;
  /** The execution that task tokens are answered to: the one that runs, or a child execution of its Distributed Maps. */
  execution(executionArn: string): TokenReceiver;
}

/** Where answers by task token are sent. */
export type TokenReceiver = Pick<RunningExecution, 'sendTaskSuccess' | 'sendTaskFailure' | 'sendTaskHeartbeat'>;

/**
 * Answers tasks from mocks. Guards that each list is used in order, by attempts and visits alike, and that a call
 * without an answer is rejected by name instead of answered with an invented value.
 */
export class MockTasks implements TaskHandlers {
  readonly calls: MockedCall[] = [];
  readonly refusals: MockRefusal[] = [];
  private readonly used = new Map<string, number>();
  private injections = 0;

  constructor(private readonly dependencies: MockTasksDependencies) {}

  async call(call: TaskCall, signal: AbortSignal): Promise<Json> {
    const { stateName, arguments: request, mapIndexes, taskToken, integration, executionArn } = call;
    this.calls.push({ stateName, arguments: request, mapIndexes });
    const answer = this.answerFor(call);
    this.refuseImpossible(call, answer);
    if (taskToken !== undefined) {
      void this.answerByToken({ taskToken, executionArn }, answer, signal);
      return {};
    }
    if (integration.kind === 'service' && integration.pattern.startsWith('sync')) call.submitted({});
    await this.delay(answer, signal);
    if (answer.throw !== undefined) throw new StatesError(answer.throw.error, answer.throw.cause);
    return answer.return as Json;
  }

  /** Returns the answer that the state's next call will get, without using it up; undefined without one. */
  upcoming(state: Pick<TaskCall, 'stateName' | 'mapIndexes'>): MockAnswer | undefined {
    const found = this.mockFor(state);
    if (found.answers === undefined || !isList(found.answers)) return found.answers;
    return nth(found.answers, this.used.get(found.key) ?? 0);
  }

  private async answerByToken(
    { taskToken, executionArn }: { readonly taskToken: string; readonly executionArn: string },
    answer: MockAnswer,
    signal: AbortSignal,
  ): Promise<void> {
    const execution = this.dependencies.execution(executionArn);
    try {
      await this.delay(answer, signal, () => execution.sendTaskHeartbeat(taskToken));
      if (answer.throw === undefined) execution.sendTaskSuccess(taskToken, answer.return as Json);
      else execution.sendTaskFailure(taskToken, answer.throw);
    } catch (error) {
      // The attempt has ended: this answer is not used any more.
      if (!(error instanceof TaskTokenError) && !signal.aborted) throw error;
    }
  }

  private async delay(answer: MockAnswer, signal: AbortSignal, beat?: () => void): Promise<void> {
    const { clock } = this.dependencies;
    const { heartbeatEverySeconds } = answer;
    let left = answer.timeout === true ? Number.POSITIVE_INFINITY : (answer.delaySeconds ?? 0);
    while (beat !== undefined && heartbeatEverySeconds !== undefined && left > heartbeatEverySeconds) {
      await clock.sleep(heartbeatEverySeconds, signal);
      beat();
      left -= heartbeatEverySeconds;
    }
    if (left === Number.POSITIVE_INFINITY) await new Promise(() => undefined);
    // A token is answered after the request was accepted, so even an answer without delay comes in a later turn.
    if (left > 0 || beat !== undefined) await clock.sleep(left, signal);
  }

  private answerFor(call: TaskCall): MockAnswer {
    const injected = this.injectedFor(call.stateName);
    if (injected !== undefined) return injected;
    const found = this.mockFor(call);
    if (found.answers === undefined) throw this.refuse(call.stateName, found.refused, found.help);
    const { answers, key } = found;
    if (!isList(answers)) return answers;
    const count = this.used.get(key) ?? 0;
    this.used.set(key, count + 1);
    const answer = nth(answers, count);
    if (answer !== undefined) return answer;
    const listed = answers.reduce((sum, { times = 1 }) => sum + times, 0);
    throw this.refuse(
      call.stateName,
      `\`${call.stateName}\` is called for the ${ordinal(count + 1)} time, and its mock lists ${plural(listed, 'answer')}`,
      'list another answer, give one `times`, or leave the list out: a single answer is given every time',
    );
  }

  /** A result that the called service cannot return would make the case test what cannot happen. Members may be left out. */
  private refuseImpossible({ stateName, integration }: TaskCall, { return: result }: MockAnswer): void {
    const problem = result === undefined ? undefined : mockResultProblem(result, integration, 'TYPES');
    if (problem === undefined) return;
    const help = 'mock what the API of the service returns: names in PascalCase, values of its types';
    throw this.refuse(stateName, `the mock of \`${stateName}\` is not what its service returns: ${problem}`, help);
  }

  private injectedFor(stateName: string): MockAnswer | undefined {
    const { injected } = this.dependencies;
    if (injected?.stateName !== stateName || (injected.once && this.injections > 0)) return undefined;
    this.injections++;
    return injected.answer;
  }

  private mockFor({ stateName, mapIndexes }: Pick<TaskCall, 'stateName' | 'mapIndexes'>): FoundMock {
    const { mocks } = this.dependencies;
    const mock: StateMock | undefined = Object.hasOwn(mocks, stateName) ? mocks[stateName] : undefined;
    if (mock === undefined)
      return {
        refused: `\`${stateName}\` calls, and no mock answers it`,
        help: `add \`${stateName}: { return: … }\` to \`mocks\``,
      };
    if (isList(mock) || !('iterations' in mock)) return { answers: mock as MockAnswers, key: stateName };
    const index = mapIndexes.join('.');
    const answers = Object.hasOwn(mock.iterations, index) ? mock.iterations[index] : mock.otherwise;
    if (answers !== undefined) return { answers, key: `${stateName} ${index}` };
    return {
      refused: `\`${stateName}\` calls in iteration ${index || 'none'}, and no mock answers it there`,
      help: `add \`${index || '0'}\` to its \`iterations\`, or \`otherwise\` for all that are not named`,
    };
  }

  private refuse(stateName: string, message: string, help: string): Error {
    this.refusals.push({ stateName, message, help });
    return new Error(message);
  }
}

type FoundMock =
  | { readonly answers: MockAnswers; readonly key: string }
  | { readonly answers?: undefined; readonly refused: string; readonly help: string };

function isList(mock: StateMock | MockAnswers): mock is readonly MockAnswer[] {
  return Array.isArray(mock);
}

function nth(answers: readonly MockAnswer[], index: number): MockAnswer | undefined {
  let left = index;
  for (const answer of answers) {
    left -= answer.times ?? 1;
    if (left < 0) return answer;
  }
  return undefined;
}

function ordinal(number: number): string {
  const ending = number % 100 >= 11 && number % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
