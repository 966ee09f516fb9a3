import { nearestWord } from '@document-pipelines/asl/diagnostics';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import type { OperatorCommands } from '../operator-commands';
import type { Review } from './reviews';

/** Which of the waiting reviews are listed; absent members do not filter. */
export interface ReviewFilter {
  /** Words of a reason; case is ignored. */
  readonly reason?: string;
  /** Only what the model was less sure of, from 0 to 1; a review without a confidence is not among them. */
  readonly confidenceBelow?: number;
}

/** Returns the reviews that match a filter. */
export function filterReviews(
  reviews: readonly Review[],
  { reason, confidenceBelow }: ReviewFilter,
): readonly Review[] {
  const words = reason?.toLowerCase();
  return reviews
    .filter(({ reasons }) => words === undefined || reasons.some((each) => each.toLowerCase().includes(words)))
    .filter(({ confidence = 1 }) => confidenceBelow === undefined || confidence < confidenceBelow);
}

/**
 * Returns the reviews of ids, beginnings of ids or keys, each once. Throws CannotRunError before any change; it names similar ones,
 * not all.
 */
export function findReviews(
  reviews: readonly Review[],
  ids: readonly string[],
  commands: OperatorCommands,
): readonly Review[] {
  return [...new Set(ids.map((id) => findReview(reviews, id, commands)))];
}

const mostNamed = 3;

function findReview(reviews: readonly Review[], id: string, commands: OperatorCommands): Review {
  const exact = reviews.find(({ reviewId }) => reviewId === id);
  if (exact !== undefined) return exact;
  const matching = reviews.filter(({ reviewId, key }) => reviewId.startsWith(id) || key === id);
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined)
    throw new CannotRunError(`${id} matches ${matching.length} reviews, ${nameReviews(matching)}: use a longer id`);
  const waiting = reviews.filter(({ status }) => status === 'WAITING').length;
  const near = nearReviews(reviews, id);
  const hint = near.length === 0 ? '' : `; similar: ${nameReviews(near)}`;
  throw new CannotRunError(
    `there is no review ${id}${hint}; \`${commands.review('list')}\` lists ${waiting} waiting review(s)`,
  );
}

/** Returns reviews whose id begins alike or differs by a typo, or whose document's name contains what was written. */
function nearReviews(reviews: readonly Review[], id: string): readonly Review[] {
  const slip = nearestWord(
    id,
    reviews.map(({ reviewId }) => reviewId),
  );
  const beginning = id.slice(0, 'review-'.length + 3);
  return [
    ...reviews.filter(({ reviewId }) => reviewId === slip),
    ...reviews.filter(({ reviewId }) => reviewId !== slip && id.length > 9 && reviewId.startsWith(beginning)),
    ...reviews.filter(({ key }) => key.toLowerCase().includes(id.toLowerCase())),
  ];
}

function nameReviews(reviews: readonly Review[]): string {
  const shown = reviews.slice(0, mostNamed).map(({ reviewId, key }) => `${reviewId} (${key})`);
  const more = reviews.length > mostNamed ? [`${reviews.length - mostNamed} more`] : [];
  return [...shown, ...more].join(', ');
}
