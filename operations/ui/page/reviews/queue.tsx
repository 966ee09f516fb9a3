import { useEffect, useRef } from 'preact/hooks';
import type { QueuedReview } from '../../reviews/review-model';

/** The waiting reviews: one tab stop, the arrows move. */
export function Queue({
  reviews,
  selected,
  onSelect,
}: {
  readonly reviews: readonly QueuedReview[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(
    () => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
    [selected],
  );
  return (
    <div
      ref={list}
      class="queue"
      role="listbox"
      aria-label="Queue"
      tabIndex={0}
      aria-activedescendant={`queue-${reviews[selected]?.reviewId ?? ''}`}
    >
      {reviews.map(({ reviewId, key, documentType, confidence, reasons, round }, index) => (
        <div
          key={reviewId}
          id={`queue-${reviewId}`}
          role="option"
          aria-selected={index === selected}
          class="queued"
          onClick={() => onSelect(index)}
        >
          <span class="queued-name" title={key}>
            {key.split('/').at(-1)}
          </span>
          <span class="queued-confidence">{confidence ?? ''}</span>
          <span class="muted small queued-reason" title={reasons.join('\n')}>
            {documentType}
            {round > 1 ? `, request ${round}` : ''}: {reasons[0] ?? ''}
          </span>
        </div>
      ))}
    </div>
  );
}
