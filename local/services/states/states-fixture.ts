import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../../asl/definition';
import { realClock, seededRandom, type TaskCall } from '../../../interpreter';
import type { ServiceEvent } from '../event-bus';
import { ServiceError, type Shape } from '../service';
import { createStates, type States } from '.';

const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
export const machineArn = 'arn:aws:states:eu-west-1:123456789012:stateMachine:greet';
export const roleArn = 'arn:aws:iam::123456789012:role/greet';

const policies = {
  allowsAssume: (arn: string) =>
    arn === roleArn ? ({ allowed: true } as const) : { allowed: false, reason: 'because of its trust policy' },
};

/** Ends at once with a greeting of its input's `name`. */
export const pass = {
  QueryLanguage: 'JSONata',
  StartAt: 'Greet',
  States: { Greet: { Type: 'Pass', Output: { hello: '{% $states.input.name %}' }, End: true } },
};

/** Waits for the answer to a task token. */
export const ask = {
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      TimeoutSeconds: 600,
      End: true,
    },
  },
};

/** Step Functions on a folder of its own, whose tasks answer `{}`; it guards that `states` is the one opened last. */
export class StatesForTest {
  readonly published: ServiceEvent[] = [];
  readonly calls: TaskCall[] = [];
  readonly #stateFolder = mkdtempSync(join(tmpdir(), 'states-'));
  #states = this.#opened(async (event) => void this.published.push(event));

  get states(): States {
    return this.#states;
  }

  /** Opens the same folder as another process would; what it tells the event bus goes to `publish`. */
  open(publish: (event: ServiceEvent) => Promise<void> = async (event) => void this.published.push(event)): void {
    this.#states = this.#opened(publish);
  }

  async end(): Promise<void> {
    await this.#states.close();
    rmSync(this.#stateFolder, { recursive: true });
  }

  call(operation: string, input: Shape): Promise<Shape> {
    return this.#states.service.operations[operation]!.run(input, { kind: 'operator' });
  }

  /** What an operation is refused with, as `name: message`; nothing where it is taken. */
  refusal(operation: string, input: Shape): Promise<unknown> {
    return this.call(operation, input).then(
      () => undefined,
      (error: unknown) => (error instanceof ServiceError ? `${error.name}: ${error.message}` : error),
    );
  }

  createMachine(statesOf: Json, more: Shape = {}): Promise<Shape> {
    const definition = JSON.stringify(statesOf);
    return this.call('CreateStateMachine', { name: 'greet', definition, roleArn, ...more });
  }

  /** The description of an execution, once it has ended. */
  async ended(executionArn: unknown): Promise<Shape> {
    for (;;) {
      const described = await this.call('DescribeExecution', { executionArn });
      if (described['status'] !== 'RUNNING' && !this.#states.isEnding) return described;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** The token of this task call, counted from 1, once the execution waits for its answer. */
  async asked(count = 1): Promise<string> {
    while (this.calls.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    return this.calls[count - 1]!.taskToken!;
  }

  #opened(publish: (event: ServiceEvent) => Promise<void>): States {
    return createStates({
      place: { ...place, stateFolder: this.#stateFolder },
      clock: realClock,
      random: seededRandom(1),
      policies,
      tasks: {
        call: async (call) => {
          this.calls.push(call);
          return {};
        },
      },
      eventBus: { publish },
    });
  }
}
