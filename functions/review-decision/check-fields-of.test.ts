import { fakeReviewWorld, firstRound } from '../../tests/fakes/fake-review-world';
import { earlierDocument } from '../process-invoice/earlier-document';
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

it('names an earlier document as the decision does, and owns its number no more than before', async () => {
  const { decider, tables } = await asked();
  const fields = { invoiceNumber: 'A-17', supplierName: 'Bolts', total: '12.00' };
  const before = tables.rows.size;
  await expect(checkFieldsOf(reviewId, { fields }, decider)).resolves.not.toMatchObject({
    failedChecks: expect.arrayContaining([expect.stringContaining('the same number')]),
  });
  expect(tables.rows.size).toBe(before);

  await earlierDocument(
    { documentId: 'earlier', key: 'incoming/e.pdf', documentType: 'invoice', fields },
    decider.invoices,
  );
  const sentence = 'incoming/e.pdf (document earlier) has the same number A-17, supplier and total 12.00.';
  const failing = { failedChecks: expect.arrayContaining([sentence]) };
  await expect(checkFieldsOf(reviewId, { fields }, decider)).resolves.toMatchObject(failing);
  const decision = { reviewId, decision: 'correct', reviewer: 'ann', fields };
  await expect(reviewDecision(decision, decider)).rejects.toMatchObject(failing);
});

it('rejects what the decision would: too many bytes, and a review whose time is over', async () => {
  const { decider, clock } = await asked();
  const fields = { supplierName: 'a'.repeat(120 * 1024) };
  await expect(checkFieldsOf(reviewId, { fields }, decider)).rejects.toThrow('more than 122880 bytes');
  clock.now += 2 * 3_600_000;
  await expect(checkFieldsOf(reviewId, {}, decider)).rejects.toMatchObject({ name: 'ReviewExpired' });
});

it('is not mistaken for a decision where the function is called directly', async () => {
  const { decider } = await asked();
  const event = { reviewId, decision: 'approve', reviewer: 'ann', checkOnly: true };
  await expect(reviewDecision(event, decider)).rejects.toThrow('checkOnly');
});
