import type { MockAnswer, MockAnswers, Mocks } from '@document-pipelines/asl/cases';
import type { Json } from '@document-pipelines/asl/definition';
import { StatesError, type TaskCall, type TaskHandlers } from '@document-pipelines/asl/interpreter';
import type { TestCaseRequest } from '../services/states';

/**
 * Mocks the tasks of one execution with the test case that it was started with; states that the case does not name call the service,
 * as in Step Functions Local. Guards that the responses of a state are used call by call, and that calls after the last one fail.
 */
export class MockedTasks implements TaskHandlers {
  private readonly calls = new Map<string, number>();

  constructor(
    private readonly mocks: Mocks,
    private readonly request: TestCaseRequest,
  ) {}

  async call(call: TaskCall, signal: AbortSignal): Promise<Json> {
    const { stateName, taskToken, integration } = call;
    if (!Object.hasOwn(this.mocks, stateName)) return this.request.otherwise.call(call, signal);
    const answer = this.nextAnswer(stateName);
    if (taskToken !== undefined) {
      // The token's result is sent after the request was accepted.
      setImmediate(() => this.answerByToken(taskToken, answer, signal));
      return {};
    }
    if (integration.kind === 'service' && integration.pattern.startsWith('sync')) call.submitted({});
    if (answer.throw !== undefined) throw new StatesError(answer.throw.error, answer.throw.cause);
    return answer.return as Json;
  }

  private answerByToken(taskToken: string, answer: MockAnswer, signal: AbortSignal): void {
    if (signal.aborted) return;
    const execution = this.request.execution();
    if (answer.throw === undefined) execution.sendTaskSuccess(taskToken, answer.return as Json);
    else execution.sendTaskFailure(taskToken, answer.throw);
  }

  private nextAnswer(stateName: string): MockAnswer {
    const count = this.calls.get(stateName) ?? 0;
    this.calls.set(stateName, count + 1);
    const answers = this.mocks[stateName] as MockAnswers;
    if (!isList(answers)) return answers;
    let left = count;
    for (const answer of answers) {
      left -= answer.times ?? 1;
      if (left < 0) return answer;
    }
    throw new StatesError(
      'States.Runtime',
      `the test case ${this.request.testCase} has no response for call ${count} of ${stateName}`,
    );
  }
}

function isList(answers: MockAnswers): answers is readonly MockAnswer[] {
  return Array.isArray(answers);
}
