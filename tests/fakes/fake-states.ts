import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { fakeClient, type Interruption, on, serviceError } from './fake-client';

/** The part of Step Functions that functions use: a token is used once; a second result, or one that is not awaited, is late. */
export function fakeStates(tokens: readonly string[], interruption?: Interruption) {
  const answers = new Map<string, unknown>();
  const executions = new Map<string, Partial<DescribeExecutionCommandOutput>>();
  const answer = (token = '', value: unknown) => {
    if (!tokens.includes(token)) throw serviceError('TaskDoesNotExist');
    if (answers.has(token)) throw serviceError('TaskTimedOut');
    answers.set(token, value);
    return {};
  };
  const states = fakeClient<SFNClient>(
    [
      on(SendTaskSuccessCommand, ({ taskToken, output }) => answer(taskToken, { output: JSON.parse(output ?? '') })),
      on(SendTaskFailureCommand, ({ taskToken, error, cause }) => answer(taskToken, { error, cause })),
      on(DescribeExecutionCommand, ({ executionArn }) => {
        const found = executions.get(executionArn ?? '');
        if (found === undefined) throw serviceError('ExecutionDoesNotExist');
        return found;
      }),
    ],
    interruption,
  );
  return { states, answers, executions };
}
