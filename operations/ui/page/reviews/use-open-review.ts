import { changeQuery, location } from '@document-pipelines/asl/ui/page';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { QueuedReview, ReviewQueue } from '../../reviews/review-model';

/** The reviews that still wait, and the one that is open. */
export interface OpenReview {
  readonly reviews: readonly QueuedReview[];
  /** Where the open one is; -1 if it does not wait any more, and without reviews. */
  readonly at: number;
  /** It stays until a person leaves it: a list that changes must not exchange what is looked at. */
  readonly current?: QueuedReview;
  /** The one after it. */
  readonly next?: QueuedReview;
  readonly select: (index: number) => void;
  /** Leaves it for the next one, the first after the last. */
  readonly goOn: () => void;
  /** It is decided: it leaves the list at once, before the server lists it no more. */
  readonly remove: () => void;
}

/** Keeps which review is open; its id is in the address. */
export function useOpenReview(queue: ReviewQueue | undefined): OpenReview {
  const wanted = location.value.query.get('id') ?? undefined;
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const reviews = useMemo(
    () => (queue?.reviews ?? []).filter((review) => !removed.has(requestOf(review))),
    [queue, removed],
  );
  const at = useMemo(() => reviews.findIndex(({ reviewId }) => reviewId === wanted), [reviews, wanted]);
  const last = useRef<{ readonly review: QueuedReview; readonly at: number } | undefined>(undefined);
  const found = reviews[at];
  if (found !== undefined) last.current = { review: found, at };
  const former = last.current?.review;
  const isLeft = former !== undefined && former.reviewId === wanted;
  const current = found ?? (isLeft ? former : queue === undefined ? undefined : unlisted(wanted));
  // Those behind it have moved up if it is gone.
  const following = found !== undefined ? reviews[at + 1] : reviews[isLeft ? (last.current?.at ?? 0) : 0];
  const next = following ?? reviews.find((review) => review !== current);
  const open = (review: QueuedReview | undefined): void => changeQuery({ id: review?.reviewId }, { replace: true });
  // An address without a review: from now on the first is open, whatever comes before it.
  useEffect(() => {
    if (current === undefined && next !== undefined) open(next);
  }, [current === undefined, next]);
  return {
    reviews,
    at,
    ...(current === undefined ? {} : { current }),
    ...(next === undefined ? {} : { next }),
    select: (index) => open(reviews[Math.max(0, Math.min(reviews.length - 1, index))] ?? current),
    goOn: () => open(next ?? current),
    remove: () => {
      if (current === undefined) return;
      setRemoved((before) => new Set([...before, requestOf(current)]));
      open(next);
    },
  };
}

/** A review that is named in the address and does not wait: it says itself why. */
function unlisted(reviewId: string | undefined): QueuedReview | undefined {
  return reviewId === undefined ? undefined : { reviewId, key: reviewId, documentType: '', reason: '', round: 1 };
}

/** A review that is asked for again is another request. */
function requestOf({ reviewId, round }: QueuedReview): string {
  return `${reviewId} ${round}`;
}
