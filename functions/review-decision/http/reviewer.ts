import type { HttpRequest } from './http-request';

/** The caller is known to the API, but has no name to sign a decision with. */
export class MissingReviewer extends Error {
  override readonly name = 'MissingReviewer';
}

/**
 * Returns who decides, from what the authoriser has checked and never from the body: the ARN of the caller (IAM), or
 * the claim of the token that the environment names (JWT). Throws MissingReviewer.
 */
export function reviewerOf({ requestContext: { authorizer } }: HttpRequest, claim: string): string {
  const reviewer = authorizer?.jwt === undefined ? authorizer?.iam?.userArn : authorizer.jwt.claims[claim];
  if (typeof reviewer === 'string' && reviewer.trim() !== '') return reviewer;
  throw new MissingReviewer(
    authorizer?.jwt === undefined
      ? 'the request is not signed'
      : `the token has no claim ${claim}, which names who decides`,
  );
}
