import { fakeReviewWorld, firstRound } from '../../tests/fakes/fake-review-world';
import { requestReview } from '../request-review/request-review';
import { checkFieldsOf } from './check-fields-of';
import { reviewDecision } from './review-decision';

const reviewId = 'review-0123456789abcdef';

async function asked() {
  const world = fakeReviewWorld();
  await requestReview(firstRound, world.asker);
  return world;
}

it('reads fields as a correction does, and decides nothing', async () => {
  const { decider, tables } = await asked();
  const before = JSON.stringify([...tables.rows]);
  await expect(checkFieldsOf(reviewId, { fields: { total: '1,234.5' } }, decider)).resolves.toMatchObject({
    fields: { total: '1234.50' },
    diff: [{ field: 'total', before: '10.00', after: '1234.50' }],
    failedChecks: [
      'The invoice gives no number.',
      'The invoice gives no date.',
      'Neither sums nor lines confirm the total 1234.50 EUR.',
    ],
  });
  await expect(checkFieldsOf(reviewId, {}, decider)).resolves.toMatchObject({ diff: [] });
  await expect(checkFieldsOf(reviewId, { fields: { total: 'soon' } }, decider)).rejects.toThrow('soon');
  expect(JSON.stringify([...tables.rows])).toBe(before);
});

it('is not mistaken for a decision where the function is called directly', async () => {
  const { decider } = await asked();
  const event = { reviewId, decision: 'approve', reviewer: 'ann', checkOnly: true };
  await expect(reviewDecision(event, decider)).rejects.toThrow('checkOnly');
});
