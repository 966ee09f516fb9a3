import {
  apiAddress,
  changeQuery,
  get,
  location,
  Problem,
  plural,
  timeText,
  useKeys,
  useResource,
} from '@document-pipelines/asl/ui/page';
import { useEffect, useState } from 'preact/hooks';
import type { DecisionOutcome, ReviewQueue, ShownReview } from '../../reviews/review-model';
import { PageImage } from './page-image';
import { Queue } from './queue';
import { ReviewForm } from './review-form';

/** The inbox: the queue, the page of the document, its fields. */
export function ReviewsPage(_: unknown) {
  const { query } = location.value;
  const filter = { reason: query.get('reason') ?? '', confidence: query.get('confidence') ?? '' };
  const queue = useResource<ReviewQueue>('reviews', filter, { topic: 'reviews', keep: true });
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState<string | undefined>();
  const reviews = (queue.value?.reviews ?? []).filter(({ reviewId, round }) => !decided.has(`${reviewId} ${round}`));
  const wanted = query.get('id');
  const at = Math.max(
    0,
    reviews.findIndex(({ reviewId }) => reviewId === wanted),
  );
  const current = reviews[at];
  const select = (index: number): void => {
    const next = reviews[Math.max(0, Math.min(reviews.length - 1, index))];
    if (next !== undefined) changeQuery({ id: next.reviewId }, { replace: true });
  };
  const next = reviews[at + 1] ?? reviews[0];
  const finish = (outcome: DecisionOutcome): void => {
    if (current === undefined || outcome.kind === 'checksFail') {
      setSaid('It is not decided: a check fails.');
      return;
    }
    setDecided(new Set([...decided, `${current.reviewId} ${current.round}`]));
    changeQuery({ id: next === current ? undefined : next?.reviewId }, { replace: true });
    setSaid(
      outcome.kind === 'conflict'
        ? `${current.key}: ${outcome.reviewer} was first (${outcome.decision}, ${timeText(Date.parse(outcome.decidedAt))}). That decision stands.`
        : `${current.key} is decided${outcome.delivered ? '' : '; its execution no longer waits for it'}.`,
    );
  };
  useKeys({ ArrowDown: () => select(at + 1), ArrowUp: () => select(at - 1) });
  useAhead(next === current ? undefined : next?.reviewId);
  const left = (queue.value?.waiting ?? 0) - decidedOf(queue.value, decided);
  return (
    <div class="reviews">
      <header class="reviews-bar">
        <h1>Reviews</h1>
        <output>{queue.value === undefined ? '' : `${reviews.length} of ${plural(left, 'review')} left`}</output>
        <label>
          Reason
          <input
            type="search"
            value={filter.reason}
            onInput={(event) => changeQuery({ reason: event.currentTarget.value, id: undefined }, { replace: true })}
          />
        </label>
        <label>
          Confidence below
          <select
            value={filter.confidence}
            onChange={(event) =>
              changeQuery({ confidence: event.currentTarget.value, id: undefined }, { replace: true })
            }
          >
            <option value="">any</option>
            {['0.5', '0.6', '0.7', '0.8', '0.9', '0.95'].map((limit) => (
              <option key={limit}>{limit}</option>
            ))}
          </select>
        </label>
        <span class="said" role="status">
          {said}
        </span>
      </header>
      {queue.error === undefined ? null : <Problem error={queue.error} onRetry={queue.reload} />}
      {current === undefined ? (
        <Empty queue={queue.value} left={left} />
      ) : (
        <div class="reviews-body">
          <Queue reviews={reviews} selected={at} onSelect={select} />
          <OneReview
            key={`${current.reviewId} ${current.round}`}
            id={current.reviewId}
            onOutcome={finish}
            onSkip={() => select(at + 1 < reviews.length ? at + 1 : 0)}
          />
        </div>
      )}
    </div>
  );
}

function decidedOf(queue: ReviewQueue | undefined, decided: ReadonlySet<string>): number {
  return (queue?.reviews ?? []).filter(({ reviewId, round }) => decided.has(`${reviewId} ${round}`)).length;
}

function Empty({ queue, left }: { readonly queue: ReviewQueue | undefined; readonly left: number }) {
  if (queue === undefined) return <p class="empty">Reading reviews …</p>;
  if (left === 0) return <p class="empty">No document waits for a person.</p>;
  return (
    <p class="empty">
      0 of {left} match. <a href="/reviews">Remove the filters</a>
    </p>
  );
}

function OneReview({
  id,
  onOutcome,
  onSkip,
}: {
  readonly id: string;
  readonly onOutcome: (outcome: DecisionOutcome) => void;
  readonly onSkip: () => void;
}) {
  const review = useResource<ShownReview>('review', { id });
  const [value, setValue] = useState<string | undefined>();
  if (review.error !== undefined) return <Problem error={review.error} onRetry={review.reload} />;
  if (review.value === undefined) return <p class="empty">Reading the review …</p>;
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

/** Loads the picture and the words of the next review ahead. */
function useAhead(id: string | undefined): void {
  useEffect(() => {
    if (id === undefined) return undefined;
    const leaving = new AbortController();
    const timer = window.setTimeout(() => {
      new Image().src = apiAddress('review/page', { id, page: 1 });
      void get('review/words', { id, page: 1 }, leaving.signal).catch(() => undefined);
    }, 300);
    return () => {
      window.clearTimeout(timer);
      leaving.abort();
    };
  }, [id]);
}
