import { answerTask, type TaskAnswer, type TaskAnswerer } from '../platform/answer-task';
import type { StoredDecision } from './review';

/**
 * Gives the waiting RequestReview a decision. `late` means that nobody waits any more; the decision stays stored, and a later
 * round of the same execution is answered with it.
 */
export function sendDecision(
  answerer: TaskAnswerer,
  taskToken: string,
  decision: StoredDecision,
): Promise<'delivered' | 'late'> {
  return answerTask(answerer, taskToken, answerOf(decision));
}

function answerOf({ decision, reviewer, fields, comment }: StoredDecision): TaskAnswer {
  if (decision === 'reject') {
    const reason = comment === undefined ? '' : `: ${comment}`;
    return { kind: 'failure', error: 'RejectedByReviewer', cause: `rejected by ${reviewer}${reason}` };
  }
  return { kind: 'success', output: { decision, reviewer, ...(fields !== undefined && { fields }) } };
}
