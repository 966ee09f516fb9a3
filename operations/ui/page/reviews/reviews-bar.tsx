import { changeQuery, countText, location, plural } from '@document-pipelines/asl/ui/page';
import type { ReviewQueue } from '../../reviews/review-model';

const limits = ['0.5', '0.6', '0.7', '0.8', '0.9', '0.95'];

/** The filter of the address. */
export function filterOf(): { readonly reason: string; readonly confidence: string } {
  const { query } = location.value;
  return { reason: query.get('reason') ?? '', confidence: query.get('confidence') ?? '' };
}

/** How many reviews are left, the filters, and what was decided last. */
export function ReviewsBar({
  queue,
  shown,
  said,
}: {
  readonly queue: ReviewQueue | undefined;
  readonly shown: number;
  readonly said: string | undefined;
}) {
  const { reason, confidence } = filterOf();
  // The server lists some that have been decided here since.
  const left = queue === undefined ? 0 : queue.waiting - (queue.reviews.length - shown);
  const filter = (change: { readonly reason: string } | { readonly confidence: string }): void =>
    changeQuery({ ...change, id: undefined }, { replace: true });
  return (
    <header class="reviews-bar">
      <h1>Reviews</h1>
      <span>{queue === undefined ? '' : `${countText(shown)} of ${plural(left, 'review')} left`}</span>
      <label>
        Reason
        <input type="search" value={reason} onInput={(event) => filter({ reason: event.currentTarget.value })} />
      </label>
      <label>
        Confidence below
        <select value={confidence} onChange={(event) => filter({ confidence: event.currentTarget.value })}>
          <option value="">any</option>
          {limits.map((limit) => (
            <option key={limit}>{limit}</option>
          ))}
        </select>
      </label>
      <span class="said" role="status">
        {said}
      </span>
    </header>
  );
}
