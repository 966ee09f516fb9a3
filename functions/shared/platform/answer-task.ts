import { SendTaskFailureCommand, SendTaskSuccessCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { cutText } from './cut-text';
import { errorName, isNamed } from './error-name';
import type { Log } from './log';

/** The answer to a state that waits for a task token. */
export type TaskAnswer =
  | { readonly kind: 'success'; readonly output: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failure'; readonly error: string; readonly cause: string };

/** The dependencies of answering tasks. */
export interface TaskAnswerer {
  readonly states: Pick<SFNClient, 'send'>;
  readonly log: Log;
}

/**
 * Answers a waiting state. Returns `late` if the token is not awaited any more: it timed out, was answered before (by
 * SDK retries or repeated notices) or its execution has ended. That is not an error, since the result is in S3 or in
 * the callbacks table and the next attempt answers from there. Every other SDK error keeps its name.
 *
 * AWS: SendTaskSuccess (output ≤ 256 KiB), SendTaskFailure (error ≤ 256 characters, cause ≤ 32,768).
 */
export async function answerTask(
  answerer: TaskAnswerer,
  taskToken: string,
  answer: TaskAnswer,
): Promise<'delivered' | 'late'> {
  try {
    if (answer.kind === 'success') {
      await answerer.states.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(answer.output) }));
    } else {
      const { error, cause } = answer;
      await answerer.states.send(
        new SendTaskFailureCommand({ taskToken, error: error.slice(0, 256), cause: cutText(cause, 32_768) }),
      );
    }
    return 'delivered';
  } catch (error) {
    if (!isNamed(error, 'TaskTimedOut', 'TaskDoesNotExist')) throw error;
    answerer.log.warn('the answer came late: nobody waits for it any more', { errorName: errorName(error) });
    return 'late';
  }
}
