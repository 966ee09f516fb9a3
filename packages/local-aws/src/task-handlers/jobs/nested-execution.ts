import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import { describeExecution, startExecution, stopExecution } from '../step-functions';
import type { AwaitedJobType } from './awaited-job';

/** Resolves when an execution has ended, or is not known. */
export type ExecutionEnded = (executionArn: string) => Promise<void>;

/**
 * `states:startExecution.sync` and `.sync:2`: an execution of another machine, awaited. The result is the output of DescribeExecution;
 * `.sync:2` has input and output as JSON (`asJson`). When the Task no longer waits, a timeout included, the execution is stopped:
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export function nestedExecution(executionEnded: ExecutionEnded, asJson: boolean): AwaitedJobType {
  return {
    begin: startExecution,
    async ended({ ExecutionArn: arn }, { serviceCall }) {
      await executionEnded(String(arn));
      const told = await describeExecution(arn, serviceCall);
      return asJson ? { ...told, ...parseMember(told, 'Input'), ...parseMember(told, 'Output') } : told;
    },
    hasSucceeded: ({ Status }) => Status === 'SUCCEEDED',
    stop: ({ ExecutionArn: arn }, { call, serviceCall }) =>
      stopExecution(arn, stopCause(call.executionArn), serviceCall),
    isStoppedByTimeout: true,
  };
}

function parseMember(told: JsonObject, name: 'Input' | 'Output'): JsonObject {
  const { [name]: text } = told;
  return typeof text === 'string' ? { [name]: JSON.parse(text) as Json } : {};
}

/** The words are AWS's. */
function stopCause(executionArn: string): string {
  return `The Task state in AWS Step Functions execution [${executionArn}] which was managing this resource was aborted`;
}
