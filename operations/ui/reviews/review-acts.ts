import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Act } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import { audited } from '../../changes';
import type { ReviewerDecision } from '../../reviews/decision';
import { type DecisionAnswer, sendDecision, statusOfAnswer } from '../../reviews/send-decision';
import type { CheckOutcome, DecisionOutcome } from './review-model';

type Checked = { readonly reviewId: string } & ReviewerDecision;

/**
 * Deciding reviews, as `pipelines review` does, and checking a correction while it is typed. `onDecided` is called with each review that
 * has a decision, whoever made it.
 */
export function reviewActs(account: Account, onDecided: (reviewId: string) => void): readonly Act[] {
  return [
    {
      name: 'reviews/check',
      changesNothing: true,
      check: (input) => ({ reviewId: idIn(input), fields: fieldsIn(input) ?? {} }),
      describe: (input) => `Check the fields of ${idIn(input)}`,
      run: async (input): Promise<Json> => {
        const fields = fieldsIn(input) ?? {};
        const { statusCode, body } = await sendDecision(account, idIn(input), {
          decision: 'correct',
          fields,
          checkOnly: true,
        });
        if (body['error'] === 'InvalidDecision') return { invalid: String(body['message']) } satisfies CheckOutcome;
        if (statusCode !== 200) throw new UserError(String(body['message'] ?? statusCode));
        const { fields: readAs = {}, failedChecks = [] } = body;
        return { fields: readAs, failedChecks };
      },
    },
    {
      name: 'reviews/decide',
      check: (input) => decisionIn(input) as Json,
      describe: (input) => {
        const { reviewId, decision, fields, accept } = decisionIn(input);
        const changed = fields === undefined ? '' : `: ${Object.keys(fields).join(', ')}`;
        return `${decision} ${reviewId}${changed}${accept === true ? ', although a check fails' : ''}`;
      },
      run: async (input) => {
        const { reviewId, ...decision } = decisionIn(input);
        let answer: DecisionAnswer | undefined;
        const request = { reviewIds: [reviewId], ...decision };
        await audited(account, { command: `review ${decision.decision}`, request }, async () => {
          answer = await sendDecision(account, reviewId, decision);
          return statusOfAnswer(answer);
        });
        const outcome = outcomeOf(answer as DecisionAnswer | undefined);
        if (outcome.kind !== 'checksFail') onDecided(reviewId);
        return outcome as unknown as Json;
      },
    },
  ];
}

function outcomeOf(answer: DecisionAnswer | undefined): DecisionOutcome {
  const { statusCode = 500, body = {} } = answer ?? {};
  if (body['error'] === 'DecidedAlready' || body['accepted'] === false)
    return {
      kind: 'conflict',
      decision: String(body['decision']),
      reviewer: String(body['reviewer']),
      decidedAt: String(body['decidedAt']),
    };
  if (statusCode === 200) return { kind: 'decided', delivered: body['delivered'] !== false };
  if (body['error'] === 'ChecksFail')
    return { kind: 'checksFail', failedChecks: (body['failedChecks'] ?? []) as readonly string[] };
  throw new UserError(String(body['message'] ?? statusCode));
}

function decisionIn(input: unknown): Checked {
  const { decision, comment, accept } = (isObject(input) ? input : {}) as Readonly<Record<string, unknown>>;
  const fields = fieldsIn(input);
  if (decision !== 'approve' && decision !== 'reject' && decision !== 'correct')
    throw new UserError('decision must be approve, reject or correct');
  if ((decision === 'correct') !== (fields !== undefined)) throw new UserError('correct, and only it, has fields');
  if (comment !== undefined && typeof comment !== 'string') throw new UserError('comment must be text');
  if (accept !== undefined && typeof accept !== 'boolean') throw new UserError('accept must be true or false');
  return {
    reviewId: idIn(input),
    decision,
    ...(fields === undefined ? {} : { fields }),
    ...(comment === undefined || comment.trim() === '' ? {} : { comment }),
    ...(accept === true ? { accept } : {}),
  };
}

function idIn(input: unknown): string {
  const id = isObject(input) ? input['reviewId'] : undefined;
  if (typeof id !== 'string' || !/^[\w-]{1,128}$/.test(id)) throw new UserError('reviewId must name a review');
  return id;
}

function fieldsIn(input: unknown): Readonly<Record<string, Json>> | undefined {
  const fields = isObject(input) ? input['fields'] : undefined;
  if (fields === undefined) return undefined;
  if (!isObject(fields)) throw new UserError('fields must be an object');
  return fields as Readonly<Record<string, Json>>;
}

function isObject(value: unknown): value is JsonObject {
  return isJsonObject(value as Json);
}
