import { useWindow } from '@document-pipelines/asl/ui/page';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { QueuedReview } from '../../reviews/review-model';

/** Pixels of a row; the style sheet has the same. */
const rowHeight = 58;

/** The waiting reviews, of which only those in view exist: one tab stop, the arrows move. https://www.w3.org/WAI/ARIA/apg/patterns/listbox/ */
export function Queue({
  reviews,
  selected,
  box,
  onSelect,
}: {
  readonly reviews: readonly QueuedReview[];
  /** -1: the review that is shown does not wait any more. */
  readonly selected: number;
  /** Gets the focus when the form that had it is gone. */
  readonly box: RefObject<HTMLDivElement | null>;
  readonly onSelect: (index: number) => void;
}) {
  const { scroller, from, to, height, onScroll, show } = useWindow(reviews.length, rowHeight);
  useEffect(() => (selected < 0 ? undefined : show(selected)), [selected]);
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: selected + 1,
    ArrowUp: selected - 1,
    PageDown: selected + page,
    PageUp: selected - page,
    Home: 0,
    End: reviews.length - 1,
  };
  const press = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onSelect(step);
  };
  const isShown = selected >= from && selected < to;
  return (
    <div class="queue" ref={scroller} onScroll={onScroll}>
      <div
        ref={box}
        role="listbox"
        aria-label="Queue"
        tabIndex={0}
        aria-activedescendant={isShown ? `queue-${reviews[selected]?.reviewId}` : undefined}
        style={{ height: `${reviews.length * rowHeight}px` }}
        onKeyDown={press}
      >
        {reviews.slice(from, to).map((review, offset) => (
          <Queued
            key={review.reviewId}
            review={review}
            at={from + offset}
            count={reviews.length}
            isSelected={from + offset === selected}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  );
}

function Queued({
  review: { reviewId, key, documentType, confidence, reason, round },
  at,
  count,
  isSelected,
  onSelect,
}: {
  readonly review: QueuedReview;
  readonly at: number;
  readonly count: number;
  readonly isSelected: boolean;
  readonly onSelect: (index: number) => void;
}) {
  return (
    <div
      id={`queue-${reviewId}`}
      role="option"
      aria-selected={isSelected}
      aria-posinset={at + 1}
      aria-setsize={count}
      class="queued"
      style={{ top: `${at * rowHeight}px` }}
      onClick={() => onSelect(at)}
    >
      <span class="queued-name" title={key}>
        {nameOf(key)}
      </span>
      <span class="queued-confidence">{confidence ?? ''}</span>
      <span class="muted small queued-reason" title={reason}>
        {documentType}
        {round > 1 ? `, request ${round}` : ''}: {reason}
      </span>
    </div>
  );
}

/** The name of a document without its folders. */
export function nameOf(key: string): string {
  return key.split('/').at(-1) ?? key;
}
