import type { Json, JsonObject } from '../../language/definition';
import type { RandomSource } from '../../language/expressions';
import { type Clock, realClock } from '../clock';
import { systemRandom } from '../random';
import { errorOutputOf, type Failure, failureOfEvaluation, failureOfTask } from '../run/failure';
import { matchesError, pauseSeconds } from '../run/retry';
import { StateView } from '../states/state-view';
import type { CallStep, ExitStep, MapRunStep, MapStep, Step } from '../states/step';
import type { TaskHandlers } from '../task-handlers';
import { checkTestStateRequest, type ParsedRequest } from './check-request';
import { inspectItems, isOverThreshold } from './inspect-map';
import { Inspection } from './inspection';
import { testContext, tokenOf } from './test-context';
import {
  type InspectionData,
  TestStateError,
  type TestStateRequest,
  type TestStateResponse,
} from './test-state-request';
import { type TestedState, testedState } from './tested-state';

/** The dependencies of testing a state, besides the request; tasks only if a Task is tested without a mock. */
export interface TestStateDependencies {
  readonly clock?: Clock;
  readonly random?: RandomSource;
  readonly tasks?: TaskHandlers;
}

/**
 * TestState: one state, once, with its result mocked or called. Throws TestStateError for what AWS rejects.
 * https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
 */
export async function testState(
  request: TestStateRequest,
  dependencies: TestStateDependencies = {},
): Promise<TestStateResponse> {
  const tested = testedState(request.definition, request.stateName);
  return new StateTest(request, tested, checkTestStateRequest(request, tested), dependencies).run();
}

type ErrorDetails = InspectionData['errorDetails'];

/** One test. Its inspection collects the state's data. */
class StateTest {
  private readonly inspection: Inspection;
  private readonly view: StateView;
  private readonly context: JsonObject;
  private readonly random: RandomSource;

  constructor(
    private readonly request: TestStateRequest,
    private readonly tested: TestedState,
    private readonly parsed: ParsedRequest,
    private readonly dependencies: TestStateDependencies,
  ) {
    const { clock = realClock, random = systemRandom } = dependencies;
    const { input, variables } = parsed;
    const context = parsed.context ?? testContext(request, input, { clock, random });
    this.context = context;
    this.random = random;
    this.inspection = new Inspection(tested.written.Type, (value) => this.textOf(value));
    this.view = new StateView(input, variables, {
      random,
      now: () => clock.now(),
      contextObject: () => context,
      inspect: this.inspection.note,
    });
  }

  async run(): Promise<TestStateResponse> {
    const { compiled } = this.tested;
    this.inspection.note('input', this.parsed.input);
    try {
      const step = compiled.enter(this.view);
      return await this.follow(step);
    } catch (thrown) {
      if (thrown instanceof TestStateError) throw thrown;
      return this.failed(failureOfEvaluation(thrown, compiled.name, 2));
    }
  }

  private async follow(step: Step): Promise<TestStateResponse> {
    switch (step.kind) {
      case 'exit':
        return this.exited(step);
      case 'fail':
        return this.answer('FAILED', { error: step.error, cause: step.cause });
      case 'wait':
        return this.completed(this.parsed.input);
      case 'call':
        return this.called(step);
      case 'map':
      case 'mapRun':
        return this.iterated(step);
      case 'parallel':
        return this.mocked();
      default:
        return step satisfies never;
    }
  }

  private async called(step: CallStep): Promise<TestStateResponse> {
    if (this.request.mock !== undefined) return this.mocked();
    const { tasks } = this.dependencies;
    if (tasks === undefined) throw new Error('a Task is only tested with a mock here: nothing carries tasks out');
    try {
      const result = await tasks.call(this.taskCall(step), new AbortController().signal);
      return this.resulted(result);
    } catch (thrown) {
      return this.failed(failureOfTask(thrown));
    }
  }

  private taskCall(step: CallStep) {
    const { compiled } = this.tested;
    const { Execution, StateMachine } = this.context as { Execution?: JsonObject; StateMachine?: JsonObject };
    if (compiled.type !== 'Task') throw new Error(`\`${compiled.name}\` is not a Task`);
    const { resource, integration } = compiled.task;
    return {
      ...step,
      resource,
      integration,
      stateName: compiled.name,
      executionArn: String(Execution?.['Id'] ?? ''),
      stateMachineArn: String(StateMachine?.['Id'] ?? ''),
      roleArn: this.request.roleArn,
      taskToken: tokenOf(this.context),
      retryCount: this.request.stateConfiguration?.retrierRetryCount ?? 0,
      submitted: () => undefined,
      mapIndexes: [],
    };
  }

  private async iterated(step: MapStep | MapRunStep): Promise<TestStateResponse> {
    const { stateConfiguration = {} } = this.request;
    const count = await inspectItems(this.tested, {
      step,
      view: this.view,
      note: this.inspection.note,
      stateConfiguration,
    });
    const failures = stateConfiguration.mapIterationFailureCount ?? 0;
    if (count !== undefined && failures > count)
      throw new TestStateError(
        'ValidationException',
        `stateConfiguration.mapIterationFailureCount is ${failures}, but the Map has ${count} items`,
      );
    if (
      this.request.mock?.errorOutput === undefined &&
      isOverThreshold(this.inspection.data(undefined), failures, count ?? 0)
    )
      return this.failed({
        error: 'States.ExceedToleratedFailureThreshold',
        cause: 'The specified tolerated failure threshold was exceeded',
      });
    return this.mocked();
  }

  private mocked(): TestStateResponse {
    const { errorOutput } = this.request.mock!;
    if (errorOutput !== undefined) return this.failed(errorOutput);
    return this.resulted(this.parsed.mockResult?.value ?? null);
  }

  private resulted(result: Json): TestStateResponse {
    this.inspection.note('result', result);
    return this.completed(result);
  }

  private completed(result: Json): TestStateResponse {
    const { compiled } = this.tested;
    if (!('complete' in compiled)) throw new Error(`\`${compiled.name}\` waits for no result`);
    return this.exited(compiled.complete(this.view, result));
  }

  private exited({ output, assigned, next }: ExitStep): TestStateResponse {
    if (assigned !== undefined) this.inspection.note('variables', { ...this.parsed.variables, ...assigned });
    return this.answer('SUCCEEDED', { output: this.textOf(output), nextState: next });
  }

  /** Retry, else Catch, else the state fails. */
  private failed(failure: Failure): TestStateResponse {
    const { compiled } = this.tested;
    const { error, cause } = failure;
    const retryIndex = compiled.retriers.findIndex(({ errorEquals }) => matchesError(errorEquals, failure));
    const retrier = compiled.retriers[retryIndex];
    const used = this.request.stateConfiguration?.retrierRetryCount ?? 0;
    const retried = retrier === undefined ? undefined : { retryIndex };
    if (retrier !== undefined && used < retrier.maxAttempts) {
      const retryBackoffIntervalSeconds = pauseSeconds(retrier, used, this.random);
      return this.answer('RETRIABLE', { error, cause }, { retryIndex, retryBackoffIntervalSeconds });
    }
    return this.caught(failure, retried) ?? this.answer('FAILED', { error, cause }, retried);
  }

  private caught(failure: Failure, details: ErrorDetails): TestStateResponse | undefined {
    const { compiled } = this.tested;
    const { error, cause } = failure;
    const catchIndex = compiled.catchers.findIndex(({ errorEquals }) => matchesError(errorEquals, failure));
    const catcher = compiled.catchers[catchIndex];
    if (catcher === undefined) return undefined;
    const { output, next } = catcher.exit(this.view, errorOutputOf(failure));
    const texts = { output: this.textOf(output), error, cause, nextState: next };
    return this.answer('CAUGHT_ERROR', texts, { ...details, catchIndex });
  }

  private answer(
    status: TestStateResponse['status'],
    texts: Omit<TestStateResponse, 'status' | 'inspectionData'>,
    details?: ErrorDetails,
  ): TestStateResponse {
    const told = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
    const { inspectionLevel = 'INFO' } = this.request;
    if (inspectionLevel === 'INFO') return { status, ...told };
    return { status, ...told, inspectionData: this.inspection.data(details) };
  }

  /** Returns a value as text; the request's own values keep their original text. */
  private textOf(value: Json): string {
    const { input } = this.request;
    const { mockResult } = this.parsed;
    if (value === mockResult?.value && typeof value === 'object') return mockResult.text;
    if (value === this.parsed.input && input !== undefined && typeof value === 'object') return input;
    return JSON.stringify(value);
  }
}
