import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import {
  type Clock,
  type CompiledStateMachine,
  type ExecutionRecord,
  executionArnOfTaskToken,
  type MapObjects,
  type RandomSource,
  type RunningExecution,
  redriveExecution,
  redriveStatusOf,
  startExecution,
  type TaskHandlers,
} from '@document-pipelines/asl/interpreter';
import { fakeClient, on, serviceError } from '../../../fakes/fake-client';
import { executionArnOf, names, stateMachineArnOf, stateMachineNameOf } from '../names';

/** Dependencies of executions, with callbacks for their starts and ends. */
export interface ExecutionsDependencies {
  /** By their names. */
  readonly stateMachines: Readonly<Record<string, CompiledStateMachine>>;
  /** Where Distributed Maps read their items and leave their results. */
  readonly mapObjects?: MapObjects;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly tasks: TaskHandlers;
  /** A child of a Distributed Map begins; other executions are known to the caller of `start`. */
  childBegan?(executionArn: string, input: JsonObject, parentArn: string): void;
  ended(record: ExecutionRecord): void;
}

/** An execution and, once it has ended, when. */
export interface KnownExecution {
  readonly running: RunningExecution;
  readonly input: JsonObject;
  /** Undefined while it is open. */
  record: ExecutionRecord | undefined;
  /** When it ended without success, in milliseconds: after each redrive it may do so again. */
  readonly badEnds: number[];
}

/** Step Functions over the real interpreter: starts, redrives, task tokens, DescribeExecution. */
export class Executions {
  readonly known = new Map<string, KnownExecution>();

  constructor(private readonly dependencies: ExecutionsDependencies) {}

  /**
   * As StartExecution: returns the open execution with the same name and input. Throws ExecutionAlreadyExists if the input differs,
   * and for the name of a closed one with any input.
   */
  start(stateMachineName: string, name: string, input: JsonObject): RunningExecution {
    const executionArn = executionArnOf(stateMachineName, name);
    const known = this.known.get(executionArn);
    if (known !== undefined) return sameExecution(known, input);
    const running = startExecution({
      ...this.surroundingsOf(executionArn),
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

  /** As RedriveExecution: continues where it failed. Returns undefined if that is not possible, or not any more. */
  redrive(executionArn: string): RunningExecution | undefined {
    const { record, input } = this.known.get(executionArn) ?? {};
    if (record === undefined || input === undefined) return undefined;
    if (redriveStatusOf(record, this.dependencies.clock.now()).redriveStatus !== 'REDRIVABLE') return undefined;
    const running = redriveExecution(record, this.surroundingsOf(executionArn));
    this.follow(running, input);
    return running;
  }

  /** Sends the result of a waiting Task. Throws TaskTokenError if no Task waits. */
  answer(taskToken: string, answer: (running: RunningExecution) => void): object {
    const known = this.known.get(executionArnOfTaskToken(taskToken));
    if (known === undefined) throw serviceError('TaskDoesNotExist');
    answer(known.running);
    return {};
  }

  /** The client that functions use to send task results. */
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

  private surroundingsOf(executionArn: string) {
    const { stateMachines, childBegan: _childBegan, ended: _ended, ...dependencies } = this.dependencies;
    const stateMachineName = stateMachineNameOf(executionArn);
    const stateMachine = stateMachines[stateMachineName];
    if (stateMachine === undefined) throw new Error(`there is no state machine ${stateMachineName} under fault`);
    const children = {
      began: (child: RunningExecution) => this.childBegan(child, executionArn),
      load: async (childArn: string) => this.known.get(childArn)?.record,
    };
    return { ...dependencies, stateMachine, children };
  }

  private follow(running: RunningExecution, input: JsonObject): void {
    const { badEnds = [] } = this.known.get(running.executionArn) ?? {};
    const execution: KnownExecution = { running, input, record: undefined, badEnds };
    this.known.set(running.executionArn, execution);
    void running.result.then((record) => {
      execution.record = record;
      if (record.status !== 'SUCCEEDED') badEnds.push(record.stopDate ?? 0);
      this.dependencies.ended(record);
    });
  }

  private childBegan(child: RunningExecution, parentArn: string): void {
    const { input } = child.record();
    const given = isJsonObject(input) ? input : {};
    this.follow(child, given);
    this.dependencies.childBegan?.(child.executionArn, given, parentArn);
  }

  private describe(executionArn: string) {
    const known = this.known.get(executionArn);
    if (known === undefined) throw serviceError('ExecutionDoesNotExist');
    const { record, running, input } = known;
    return {
      executionArn,
      status: record?.status ?? 'RUNNING',
      input: JSON.stringify(isJsonObject(input) ? input : {}),
      redriveCount: running.record().redriveCount,
      ...(record?.error !== undefined && { error: record.error }),
      ...(record?.cause !== undefined && { cause: record.cause }),
    };
  }
}

function sameExecution({ running, input, record }: KnownExecution, asked: JsonObject): RunningExecution {
  if (record === undefined && JSON.stringify(input) === JSON.stringify(asked)) return running;
  throw serviceError('ExecutionAlreadyExists', `Execution Already Exists: '${running.executionArn}'`);
}
