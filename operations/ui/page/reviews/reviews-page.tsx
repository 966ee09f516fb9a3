import { Problem, timeText, useResource } from '@document-pipelines/asl/ui/page';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DecisionOutcome, ReviewQueue, ShownReview } from '../../reviews/review-model';
import { PageImage } from './page-image';
import { nameOf, Queue } from './queue';
import { ReviewForm } from './review-form';
import { filterOf, ReviewsBar } from './reviews-bar';
import { useAhead } from './use-ahead';
import { useOpenReview } from './use-open-review';

const didWhat: Readonly<Record<string, string>> = { approve: 'approved', correct: 'corrected', reject: 'rejected' };

/** The inbox: the queue, the page of the document, its fields. */
export function ReviewsPage(_: unknown) {
  const queue = useResource<ReviewQueue>('reviews', filterOf(), { topic: 'reviews', keep: true });
  const [said, setSaid] = useState<string | undefined>();
  const open = useOpenReview(queue.value);
  const { current, next } = open;
  const finish = (outcome: DecisionOutcome, decision: string): void => {
    if (current === undefined) return;
    if (outcome.kind === 'checksFail') {
      setSaid('It is not decided: a check fails.');
      return;
    }
    open.remove();
    setSaid(
      `${nameOf(current.key)} ${sayOutcome(outcome, decision)}${next === undefined ? '' : ` Next: ${nameOf(next.key)}.`}`,
    );
  };
  const box = useRef<HTMLDivElement>(null);
  // What had the focus is gone with its review.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, [current?.reviewId]);
  useAhead(next === current ? undefined : next?.reviewId);
  return (
    <div class="reviews">
      <ReviewsBar queue={queue.value} shown={open.reviews.length} said={said} />
      {queue.error === undefined ? null : <Problem error={queue.error} onRetry={queue.reload} />}
      {current === undefined ? (
        <Empty queue={queue.value} />
      ) : (
        <div class="reviews-body">
          <Queue reviews={open.reviews} selected={open.at} box={box} onSelect={open.select} />
          <OneReview
            key={`${current.reviewId} ${current.round}`}
            id={current.reviewId}
            onOutcome={finish}
            onSkip={open.goOn}
          />
        </div>
      )}
    </div>
  );
}

function sayOutcome(outcome: Exclude<DecisionOutcome, { readonly kind: 'checksFail' }>, decision: string): string {
  if (outcome.kind === 'decided')
    return `is ${didWhat[decision] ?? 'decided'}${outcome.delivered ? '.' : '; its execution no longer waits for it.'}`;
  const when = timeText(Date.parse(outcome.decidedAt));
  return `was decided before: ${outcome.reviewer} was first (${outcome.decision}, ${when}). That decision stands.`;
}

function Empty({ queue }: { readonly queue: ReviewQueue | undefined }) {
  if (queue === undefined) return <p class="empty">Reading reviews …</p>;
  if (queue.reviews.length > 0) return null;
  return (
    <p class="empty">{queue.waiting === 0 ? 'No document waits for a person.' : `0 of ${queue.waiting} match.`}</p>
  );
}

function OneReview({
  id,
  onOutcome,
  onSkip,
}: {
  readonly id: string;
  readonly onOutcome: (outcome: DecisionOutcome, decision: string) => void;
  readonly onSkip: () => void;
}) {
  const review = useResource<ShownReview>('review', { id }, { topic: 'reviews', keep: true });
  const [value, setValue] = useState<string | undefined>();
  if (review.value === undefined)
    return review.error === undefined ? (
      <p class="empty">Reading the review …</p>
    ) : (
      <Problem error={review.error} onRetry={review.reload} />
    );
  return (
    <>
      <ReviewForm review={review.value} onFocus={setValue} onOutcome={onOutcome} onSkip={onSkip} />
      {review.value.hasDocument ? (
        <PageImage id={id} value={value} />
      ) : (
        <p class="empty">It is not about a document.</p>
      )}
    </>
  );
}
