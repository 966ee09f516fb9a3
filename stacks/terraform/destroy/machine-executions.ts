import { paginateListExecutions, SFNClient, StateMachineDoesNotExist, StopExecutionCommand } from '@aws-sdk/client-sfn';

/** The executions of state machines, which Step Functions must end before it deletes the state machine. */
export interface MachineExecutions {
  /** Returns the running executions of a state machine; empty if it does not exist. */
  running(stateMachineArn: string): Promise<readonly RunningExecution[]>;
  /** Stops an execution, and those that its Map states have started. */
  stop(executionArn: string): Promise<void>;
}

/** A running execution. */
export interface RunningExecution {
  readonly arn: string;
  readonly name: string;
  readonly startedAt: Date | undefined;
}

/**
 * Uses Step Functions in a region, with the SDK's usual credentials. Throws what the SDK throws.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
 */
export function machineExecutions(region: string): MachineExecutions {
  // Thousands of executions may wait: each throttled call is repeated.
  const client = new SFNClient({ region, maxAttempts: 10 });
  return {
    async running(stateMachineArn) {
      const found: RunningExecution[] = [];
      try {
        for await (const { executions = [] } of paginateListExecutions(
          { client },
          { stateMachineArn, statusFilter: 'RUNNING' },
        )) {
          found.push(...executions.map(toRunningExecution));
        }
      } catch (error) {
        if (!(error instanceof StateMachineDoesNotExist)) throw error;
      }
      return found;
    },
    async stop(executionArn) {
      await client.send(new StopExecutionCommand({ executionArn, cause: 'The environment is destroyed' }));
    },
  };
}

function toRunningExecution(execution: {
  readonly executionArn?: string | undefined;
  readonly name?: string | undefined;
  readonly startDate?: Date | undefined;
}): RunningExecution {
  return { arn: execution.executionArn ?? '', name: execution.name ?? '', startedAt: execution.startDate };
}
