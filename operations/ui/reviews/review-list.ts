import { shareCalls } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import { type Review, readReview, readReviews } from '../../reviews/reviews';

/** Milliseconds between two looks at the reviews. The table has no index of those that wait: each look is a scan, which AWS charges. */
const lookEvery = { process: 2_000, endpoint: 2_000, aws: 15_000 } as const;
/** A look takes at most this share of the time, however many reviews there are. */
const mostOfTime = 0.1;

/** Guards that the open pages share one scan of the reviews at a time, and that none follows while it is recent. */
export class ReviewList {
  private last:
    | { readonly reviews: readonly Review[]; readonly at: number; readonly tookMilliseconds: number }
    | undefined;

  constructor(
    private readonly account: Account,
    private readonly now: () => number = Date.now,
  ) {}

  /** Milliseconds until the next look is due. */
  get dueMilliseconds(): number {
    if (this.last === undefined) return 0;
    const pause = Math.max(lookEvery[this.account.kind], this.last.tookMilliseconds / mostOfTime);
    return Math.max(0, this.last.at + pause - this.now());
  }

  /** Returns all reviews, as they were at the last look if that is recent. */
  async all(): Promise<readonly Review[]> {
    return this.last !== undefined && this.dueMilliseconds > 0 ? this.last.reviews : this.look();
  }

  /** Reads all reviews. Calls at the same time share one reading. */
  readonly look = shareCalls(() => this.read());

  /** Returns one review as it is now; undefined without one. */
  one(reviewId: string): Promise<Review | undefined> {
    return readReview(this.account, reviewId);
  }

  /** Whether the reviews are known to this page, so that a part that does not change needs no request. */
  known(reviewId: string): Review | undefined {
    return this.last?.reviews.find((review) => review.reviewId === reviewId);
  }

  /** A decision was made here: the review does not wait any more. */
  noteDecided(reviewId: string): void {
    if (this.last === undefined) return;
    const noted = (review: Review): Review =>
      review.reviewId === reviewId ? { ...review, status: 'DECIDED' } : review;
    this.last = { ...this.last, reviews: this.last.reviews.map(noted) };
  }

  private async read(): Promise<readonly Review[]> {
    const begun = this.now();
    const reviews = await readReviews(this.account);
    this.last = { reviews, at: this.now(), tookMilliseconds: this.now() - begun };
    return reviews;
  }
}
