import { join } from 'node:path';
import { ApiFile, type LiveTopics, NotFoundError, type UiPages } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import { filterReviews } from '../../reviews/find-reviews';
import type { Review } from '../../reviews/reviews';
import { reviewActs } from './review-acts';
import { ReviewDocuments } from './review-document';
import { ReviewList } from './review-list';
import type { ReviewQueue, ShownReview } from './review-model';

/** Characters of a reason in the queue. */
const reasonCharacters = 200;

/** The inbox of reviews. */
export function reviewPages(account: Account): UiPages {
  const documents = new ReviewDocuments(account);
  const list = new ReviewList(account);
  const find = async (query: URLSearchParams): Promise<Review> => given(await list.one(idIn(query)), query);
  /** For its document, which stays the same. */
  const located = async (query: URLSearchParams): Promise<Review> => list.known(idIn(query)) ?? find(query);
  return {
    module: join(__dirname, '..', 'page', 'reviews', 'index.ts'),
    routes: [
      { path: 'reviews', answer: async (query) => queueOf(await list.all(), query) },
      { path: 'review', answer: async (query) => shown(await find(query), account) },
      {
        path: 'review/document',
        answer: async (query) => ({ pages: await documents.pageCount(await located(query)) }),
      },
      {
        path: 'review/page',
        answer: async (query, signal) => {
          const png = await documents.picture(await located(query), pageIn(query), signal);
          return new ApiFile(png, 'image/png', 'page.png');
        },
      },
      {
        path: 'review/words',
        answer: async (query, signal) => ({
          words: await documents.words(await located(query), pageIn(query), signal),
        }),
      },
    ],
    acts: reviewActs(account, (reviewId) => list.noteDecided(reviewId)),
    watch: (live) => watchReviews(list, live, () => void documents.close()),
  };
}

function idIn(query: URLSearchParams): string {
  return (query.get('id') ?? '').slice(0, 128);
}

function given(review: Review | undefined, query: URLSearchParams): Review {
  if (review === undefined) throw new NotFoundError(`there is no review ${idIn(query)}`);
  return review;
}

function pageIn(query: URLSearchParams): number {
  return Number(query.get('page') ?? 1);
}

function queueOf(reviews: readonly Review[], query: URLSearchParams): ReviewQueue {
  const waiting = reviews.filter(({ status }) => status === 'WAITING');
  const reason = query.get('reason') ?? '';
  const below = Number(query.get('confidence') ?? '');
  const filter = { ...(reason === '' ? {} : { reason }), ...(below > 0 ? { confidenceBelow: below } : {}) };
  return {
    waiting: waiting.length,
    reviews: filterReviews(waiting, filter).map(({ reviewId, key, documentType, confidence, reasons, round }) => ({
      reviewId,
      key,
      documentType,
      reason: (reasons[0] ?? '').slice(0, reasonCharacters),
      round,
      ...(confidence === undefined ? {} : { confidence }),
    })),
  };
}

function shown(review: Review, { commands }: Account): ShownReview {
  const { documentId, decision, textUri: _, ...rest } = review;
  const { decision: decided, reviewer, decidedAt } = decision ?? {};
  return {
    ...rest,
    hasDocument: documentId !== undefined,
    command: commands.review('show', review.reviewId),
    ...(decision === undefined
      ? {}
      : { decision: { decision: String(decided), reviewer: String(reviewer), decidedAt: String(decidedAt) } }),
  };
}

/** Looks at the reviews while a page is open, and reports what has changed. Returns what ends it. */
function watchReviews(list: ReviewList, live: LiveTopics, end: () => void): () => void {
  let seen: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    if (live.isWatched() && list.dueMilliseconds === 0) {
      // The page asks itself, and shows the error.
      const now = await list.look().then(statesOf, () => seen);
      if (seen !== undefined && seen !== now) live.publish('reviews');
      seen = now;
    }
    if (timer !== undefined) plan();
  };
  const plan = (): void => {
    timer = setTimeout(() => void look(), Math.max(500, list.dueMilliseconds)).unref();
  };
  plan();
  return () => {
    clearTimeout(timer);
    timer = undefined;
    end();
  };
}

function statesOf(reviews: readonly Review[]): string {
  return JSON.stringify(reviews.map(({ reviewId, status, round }) => [reviewId, status, round]));
}
