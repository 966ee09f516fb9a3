import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { isJsonObject, type Json, type JsonObject } from '../../../../asl/definition';
import { fakeClient, on, serviceError } from '../../../../functions/shared/fakes/fake-client';
import {
  type Clock,
  type CompiledStateMachine,
  executionArnOfTaskToken,
  type ExecutionRecord,
  type MapObjects,
  type RandomSource,
  type RunningExecution,
  startExecution,
  type TaskHandlers,
} from '../../../../interpreter';
import { executionArnOf, names, stateMachineArnOf } from '../names';

/** What executions run on, and who is told of their beginnings and ends. */
export interface ExecutionsPlace {
  /** By their names. */
  readonly stateMachines: Readonly<Record<string, CompiledStateMachine>>;
  /** Where Distributed Maps read their items and leave their results. */
  readonly mapObjects?: MapObjects;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly tasks: TaskHandlers;
  /** A child of a Distributed Map begins; others are known to whoever starts them. */
  childBegan?(executionArn: string, input: JsonObject, parentArn: string): void;
  ended(record: ExecutionRecord): void;
}

/** An execution and, once it has ended, when. */
export interface KnownExecution {
  readonly running: RunningExecution;
  readonly input: JsonObject;
  record: ExecutionRecord | undefined;
}

/** Step Functions over the real interpreter: starts, task tokens, DescribeExecution. */
export class Executions {
  readonly known = new Map<string, KnownExecution>();

  constructor(private readonly place: ExecutionsPlace) {}

  /** Starts an execution; the same name again is the same execution, as AWS has it for the same input. */
  start(stateMachineName: string, name: string, input: JsonObject): RunningExecution {
    const { stateMachines, childBegan: _childBegan, ended: _ended, ...surroundings } = this.place;
    const executionArn = executionArnOf(stateMachineName, name);
    const known = this.known.get(executionArn);
    if (known !== undefined) return known.running;
    const stateMachine = stateMachines[stateMachineName];
    if (stateMachine === undefined) throw new Error(`there is no state machine ${stateMachineName} under fault`);
    const running = startExecution({
      ...surroundings,
      stateMachine,
      children: { began: (child) => this.childBegan(child, executionArn) },
      stateMachineArn: stateMachineArnOf(stateMachineName),
      stateMachineName,
      roleArn: names.executionRole,
      name,
      executionArn,
      input,
      type: 'STANDARD',
    });
    this.follow(running, input);
    return running;
  }

  /** Answers a waiting Task. Throws TaskTokenError when nobody waits. */
  answer(taskToken: string, answer: (running: RunningExecution) => void): object {
    const known = this.known.get(executionArnOfTaskToken(taskToken));
    if (known === undefined) throw serviceError('TaskDoesNotExist');
    answer(known.running);
    return {};
  }

  /** The client that functions answer tokens with. */
  client() {
    return fakeClient<SFNClient>([
      on(SendTaskSuccessCommand, ({ taskToken = '', output = '' }) =>
        this.answer(taskToken, (running) => running.sendTaskSuccess(taskToken, JSON.parse(output) as Json)),
      ),
      on(SendTaskFailureCommand, ({ taskToken = '', error, cause }) =>
        this.answer(taskToken, (running) =>
          running.sendTaskFailure(taskToken, {
            ...(error !== undefined && { error }),
            ...(cause !== undefined && { cause }),
          }),
        ),
      ),
      on(DescribeExecutionCommand, ({ executionArn = '' }) => this.describe(executionArn)),
    ]);
  }

  private follow(running: RunningExecution, input: JsonObject): void {
    const execution: KnownExecution = { running, input, record: undefined };
    this.known.set(running.executionArn, execution);
    void running.result.then((record) => {
      execution.record = record;
      this.place.ended(record);
    });
  }

  private childBegan(child: RunningExecution, parentArn: string): void {
    const { input } = child.record();
    const given = isJsonObject(input) ? input : {};
    this.follow(child, given);
    this.place.childBegan?.(child.executionArn, given, parentArn);
  }

  private describe(executionArn: string) {
    const known = this.known.get(executionArn);
    if (known === undefined) throw serviceError('ExecutionDoesNotExist');
    const { record, input } = known;
    return {
      executionArn,
      status: record?.status ?? 'RUNNING',
      input: JSON.stringify(isJsonObject(input) ? input : {}),
      redriveCount: 0,
      ...(record?.error !== undefined && { error: record.error }),
      ...(record?.cause !== undefined && { cause: record.cause }),
    };
  }
}
