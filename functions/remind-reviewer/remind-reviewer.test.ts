import { fakeReviewWorld, firstRound } from '../../tests/fakes/fake-review-world';
import { requestReview } from '../request-review/request-review';
import { reviewDecision } from '../review-decision/review-decision';
import { remindReviewer } from './remind-reviewer';

const reviewId = 'review-0123456789abcdef';
const reminder = { reviewId, executionArn: 'arn:execution', round: 1, reminder: 1 };

describe('remindReviewer', () => {
  it('reminds of a review that still waits', async () => {
    const world = fakeReviewWorld();
    await requestReview(firstRound, world.asker);

    await expect(remindReviewer(reminder, world.reminder)).resolves.toEqual({ outcome: 'reminded' });

    expect(world.notices.slice(1)).toEqual([
      {
        topic: 'arn:reviews',
        subject: `Reminder: ${reviewId} still waits for a decision`,
        message: expect.objectContaining({
          kind: 'reminder',
          reviewId,
          link: `https://reviews.example/reviews/${reviewId}`,
          answerBefore: '2024-01-01T01:00:00.000Z',
        }),
      },
    ]);
  });

  it.each([
    ['is not there', 'gone', async () => undefined],
    [
      'is decided',
      'decided',
      async (world: ReturnType<typeof fakeReviewWorld>) => {
        await requestReview(firstRound, world.asker);
        await reviewDecision({ reviewId, decision: 'approve', reviewer: 'ann' }, world.decider);
      },
    ],
    [
      'is in its second round',
      'overtaken',
      async (world: ReturnType<typeof fakeReviewWorld>) => {
        await requestReview({ ...firstRound, round: 2 }, world.asker);
      },
    ],
    [
      "is another execution's",
      'overtaken',
      async (world: ReturnType<typeof fakeReviewWorld>) => {
        world.ledgerRow('RECEIVED', 'arn:redrive');
        await requestReview({ ...firstRound, executionArn: 'arn:redrive' }, world.asker);
      },
    ],
    [
      'has expired',
      'expired',
      async (world: ReturnType<typeof fakeReviewWorld>) => {
        await requestReview(firstRound, world.asker);
        world.clock.now += 3600 * 1000;
      },
    ],
  ])('leaves people in peace when the review %s', async (_, outcome, prepare) => {
    const world = fakeReviewWorld();
    await prepare(world);
    const told = world.notices.length;

    await expect(remindReviewer(reminder, world.reminder)).resolves.toEqual({ outcome });

    expect(world.notices).toHaveLength(told);
  });
});
