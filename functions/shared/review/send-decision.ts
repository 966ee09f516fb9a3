import { answerTask, type TaskAnswer, type TaskAnswerer } from '../platform/answer-task';
import { type Audit, writeAudit } from './audit';
import type { Review, StoredDecision } from './review';

/** The dependencies of carrying out a decision. */
export interface DecisionSender extends TaskAnswerer {
  readonly audit: Audit;
}

/**
 * Sends a stored decision to the waiting state: first the audit row, so that no execution continues without an account
 * of its decision. Returns `late` if the token is not awaited any more; the decision stays stored, and a later round of
 * the same execution is answered with it.
 */
export async function sendDecision(
  sender: DecisionSender,
  review: Review,
  { taskToken, decision }: { readonly taskToken: string; readonly decision: StoredDecision },
): Promise<'delivered' | 'late'> {
  await writeAudit(sender.audit, review, decision);
  return answerTask(sender, taskToken, answerOf(decision));
}

function answerOf({ decision, reviewer, fields, comment }: StoredDecision): TaskAnswer {
  if (decision === 'reject') {
    const reason = comment === undefined ? '' : `: ${comment}`;
    return { kind: 'failure', error: 'RejectedByReviewer', cause: `rejected by ${reviewer}${reason}` };
  }
  return { kind: 'success', output: { decision, reviewer, ...(fields !== undefined && { fields }) } };
}
