import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { ApiFile, type LiveTopics, NotFoundError, type UiPages } from '@document-pipelines/asl/ui';
import { UnreadableDocumentError } from '@document-pipelines/local-aws/reading';
import type { Account } from '../../account';
import { filterReviews } from '../../reviews/find-reviews';
import { type Review, readReviews } from '../../reviews/reviews';
import { reviewActs } from './review-acts';
import { ReviewDocuments } from './review-document';
import type { ReviewQueue, ShownReview } from './review-model';

/** Milliseconds between two looks at the reviews, while a page is open: on AWS each look is a scan. */
const lookEvery = { process: 2_000, endpoint: 2_000, aws: 15_000 } as const;

/** The inbox of reviews. */
export function reviewPages(account: Account): UiPages {
  const documents = new ReviewDocuments(account);
  const find = async (query: URLSearchParams): Promise<Review> => {
    const id = query.get('id');
    const found = (await readReviews(account)).find(({ reviewId }) => reviewId === id);
    if (found === undefined) throw new NotFoundError(`there is no review ${id ?? ''}`);
    return found;
  };
  return {
    module: join(__dirname, '..', 'page', 'reviews', 'index.ts'),
    routes: [
      { path: 'reviews', answer: async (query) => queueOf(await readReviews(account), query) },
      { path: 'review', answer: async (query) => shown(await find(query), account) },
      {
        path: 'review/document',
        answer: async (query) => readable(async () => ({ pages: await documents.pageCount(await find(query)) })),
      },
      {
        path: 'review/page',
        answer: async (query) => {
          const { png } = await readable(async () => documents.picture(await find(query), pageIn(query)));
          return new ApiFile(png, 'image/png', 'page.png');
        },
      },
      {
        path: 'review/words',
        answer: async (query) =>
          readable(async () => ({ words: await documents.words(await find(query), pageIn(query)) })),
      },
    ],
    acts: reviewActs(account),
    watch: (live) => watchReviews(account, live, () => documents.close()),
  };
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
      reasons,
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

/** A document that cannot be drawn is no defect of the page. */
async function readable<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableDocumentError) throw new UserError(error.message);
    throw error;
  }
}

function watchReviews(account: Account, live: LiveTopics, end: () => void): () => void {
  let seen: string | undefined;
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking || !live.isWatched()) return;
    isLooking = true;
    try {
      const now = JSON.stringify(
        (await readReviews(account)).map(({ reviewId, status, round }) => [reviewId, status, round]),
      );
      if (seen !== undefined && seen !== now) live.publish('reviews');
      seen = now;
    } catch {
      // The page asks itself, and shows the error.
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), lookEvery[account.kind]);
  timer.unref();
  return () => {
    clearInterval(timer);
    end();
  };
}
