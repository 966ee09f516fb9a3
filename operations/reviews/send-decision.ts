import { isJsonObject, type Json } from '@document-pipelines/asl/definition';
import type { Account } from '../account';
import type { ReviewerDecision } from './decision';

/** The response of the API of reviews. */
export interface DecisionAnswer {
  readonly statusCode: number;
  readonly body: Readonly<Record<string, Json>>;
}

/**
 * Sends a decision to the function of the API of reviews, in the event that API Gateway would create for a signed request of the
 * operator (payload format 2.0). Does not use the gateway, so that its authorisation does not matter: IAM or tokens of `review.jwt`.
 * Throws an Error with the function's error.
 */
export async function sendDecision(
  account: Account,
  reviewId: string,
  decision: ReviewerDecision,
): Promise<DecisionAnswer> {
  const { arn: userArn } = await account.caller();
  const event = {
    version: '2.0',
    routeKey: 'POST /reviews/{reviewId}/decision',
    pathParameters: { reviewId },
    body: JSON.stringify(decision),
    isBase64Encoded: false,
    requestContext: { http: { method: 'POST' }, authorizer: { iam: { userArn } } },
  };
  const input = { FunctionName: account.names.reviewDecisionFunctionName, Payload: Buffer.from(JSON.stringify(event)) };
  const answer = await account.call('lambda', 'Invoke', input);
  const text = Buffer.from(answer['Payload'] as Uint8Array).toString('utf8');
  if (answer['FunctionError'] !== undefined) throw new Error(`the decision could not be sent: ${text}`);
  const { statusCode, body } = JSON.parse(text) as { readonly statusCode: number; readonly body: string };
  const value = JSON.parse(body) as Json;
  if (!isJsonObject(value)) throw new Error(`the review API did not return an object: ${text}`);
  return { statusCode, body: value };
}

/** 0: as requested; 1: another decision was stored, or checks fail; 2: it could not be decided. */
export function statusOfAnswer({ statusCode, body }: DecisionAnswer): 0 | 1 | 2 {
  if (statusCode === 200) return 0;
  return body['error'] === 'ChecksFail' || body['error'] === 'DecidedAlready' ? 1 : 2;
}
