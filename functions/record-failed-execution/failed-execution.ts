import { DescribeExecutionCommand, type DescribeExecutionCommandOutput, type SFNClient } from '@aws-sdk/client-sfn';
import { type FailedExecution, failedExecutionOf } from '../shared/failure/failed-execution';
import { isNamed } from '../shared/platform/error-name';

/** EventBridge's "Step Functions Execution Status Change". Input, error and cause may be left out when they are large. */
export interface ExecutionStatusEvent {
  readonly detail: {
    readonly executionArn: string;
    readonly stateMachineArn: string;
    readonly stateMachineVersionArn?: string | null;
    readonly status: string;
    readonly input?: string | null;
    readonly error?: string | null;
    readonly cause?: string | null;
  };
}

/** Gathers what happened: DescribeExecution where it still answers, else the event. */
export async function readFailedExecution(
  states: Pick<SFNClient, 'send'>,
  { detail }: ExecutionStatusEvent,
): Promise<FailedExecution> {
  const described = await describe(states, detail.executionArn);
  const input = described.input ?? detail.input ?? undefined;
  const { stateMachineVersionArn = detail.stateMachineVersionArn ?? undefined, redriveCount } = described;
  return failedExecutionOf({
    executionArn: detail.executionArn,
    stateMachineName: detail.stateMachineArn.split(':').at(-1) ?? 'unknown',
    input,
    error: described.error ?? detail.error ?? `Execution.${detail.status}`,
    cause: described.cause ?? detail.cause ?? `the execution ended ${detail.status} and gave no cause`,
    ...(stateMachineVersionArn !== undefined && { stateMachineVersionArn }),
    ...(redriveCount !== undefined && { redriveCount }),
  });
}

async function describe(
  states: Pick<SFNClient, 'send'>,
  executionArn: string,
): Promise<Partial<DescribeExecutionCommandOutput>> {
  try {
    return await states.send(new DescribeExecutionCommand({ executionArn }));
  } catch (error) {
    if (!isNamed(error, 'ExecutionDoesNotExist')) throw error;
    return {};
  }
}
