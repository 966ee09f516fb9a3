import { CannotRunError } from '../environment/cannot-run-error';
import type { Console } from '../environment/console';
import { type EnvironmentOptions, withEnvironment } from '../environment/open-environment';
import { decideReview } from './decide-review';
import { type DecideAction, decisionOf } from './decision';
import { type Review, readReviews } from './reviews';

/** `asl local review …`: which review, and what is to be done with it. */
export type ReviewAction =
  | { readonly kind: 'list' }
  | { readonly kind: 'show'; readonly reviewId: string }
  | DecideAction;

/** Lists, shows or answers reviews; an answer is followed to its end. 0, or 1 where that end is not an allowed one. */
export async function review(action: ReviewAction, options: EnvironmentOptions): Promise<0 | 1> {
  const decision = action.kind === 'decide' ? decisionOf(action) : undefined;
  return withEnvironment({ ...options, command: 'asl local review' }, async (environment) => {
    const reviews = await readReviews(environment.local, environment.outputs);
    if (action.kind === 'list') return list(reviews, options.console);
    const found = findReview(reviews, action.reviewId);
    if (decision === undefined) return show(found, options.console);
    return decideReview(found, decision, { environment, options });
  });
}

function list(reviews: readonly Review[], console: Console): 0 {
  const waiting = reviews.filter(({ status }) => status === 'WAITING');
  if (waiting.length === 0) console.say('no document waits for a person');
  for (const { reviewId, key, documentType, reasons, round } of waiting) {
    console.print(`${reviewId}  ${key}  ${documentType}${round > 1 ? `  (request ${round})` : ''}`);
    for (const reason of reasons) console.print(`    ${reason}`);
  }
  return 0;
}

function show(found: Review, console: Console): 0 {
  const { reviewId, key, documentType, documentId, status, round, reasons, textUri, fields, answerBefore } = found;
  console.print(`${reviewId}: ${status}, request ${round}`);
  if (documentId !== undefined) console.print(`document  ${key} (${documentId})`);
  console.print(`type      ${documentType}`);
  if (documentId !== undefined) console.print(`text      ${textUri}`);
  if (status === 'WAITING') console.print(`until     ${answerBefore}`);
  for (const reason of reasons) console.print(`reason    ${reason}`);
  for (const line of JSON.stringify(fields, undefined, 2).split('\n')) console.print(line);
  return 0;
}

/** A review by its id, or by the beginning of one. */
function findReview(reviews: readonly Review[], reviewId: string): Review {
  const matching = reviews.filter(
    (candidate) => candidate.reviewId === reviewId || candidate.reviewId.startsWith(reviewId),
  );
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return only;
  const known = reviews.filter(({ status }) => status === 'WAITING').map((candidate) => candidate.reviewId);
  const waiting = known.length === 0 ? 'none waits' : `waiting: ${known.join(', ')}`;
  throw new CannotRunError(
    only === undefined
      ? `there is no review ${reviewId}; ${waiting}`
      : `${reviewId} is the beginning of several reviews; ${waiting}`,
  );
}
