import { DescribeExecutionCommand, type DescribeExecutionCommandOutput, type SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { type FailedExecution, failedExecutionOf } from '../shared/failure/failed-execution';
import { isNamed } from '../shared/platform/error-name';

/**
 * EventBridge's "Step Functions Execution Status Change". Input, error and cause may be left out when they are large.
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export const executionStatusEvent = z.object({
  detail: z.object({
    executionArn: z.string(),
    stateMachineArn: z.string(),
    stateMachineVersionArn: z.nullish(z.string()),
    status: z.string(),
    input: z.nullish(z.string()),
    error: z.nullish(z.string()),
    cause: z.nullish(z.string()),
  }),
});

/** Such an event. */
export type ExecutionStatusEvent = z.infer<typeof executionStatusEvent>;

/** Returns what happened: from DescribeExecution while it returns the execution, else from the event. */
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
