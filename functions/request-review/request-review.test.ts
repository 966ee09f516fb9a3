import { crashAt, everyCrash } from '../../tests/fakes/fake-client';
import {
  reviewedDocumentId as documentId,
  firstRound as event,
  fakeReviewWorld,
} from '../../tests/fakes/fake-review-world';
import { reviewDecision } from '../review-decision/review-decision';
import { requestReview } from './request-review';

const reviewId = 'review-0123456789abcdef';
const reviewRow = `callbacks/review/${reviewId}`;
const secondRound = { ...event, round: 2, taskToken: 'token-2' };

describe('requestReview', () => {
  it('writes the token, marks the ledger, plans the reminders, then tells', async () => {
    const { asker, tables, notices } = fakeReviewWorld();

    await expect(requestReview(event, asker)).resolves.toEqual({ reviewId, outcome: 'asked' });

    expect(tables.rows.get(reviewRow)).toMatchObject({
      status: { S: 'WAITING' },
      taskToken: { S: 'token-1' },
      round: { N: '1' },
      reasons: { S: '["confidence 0.5 is under 0.8","The invoice gives no total.","Line 1: …"]' },
      fields: { S: '{"total":"10.00","currency":"EUR"}' },
      answerBefore: { S: '2024-01-01T01:00:00.000Z' },
      reminders: { N: '2' },
      expiresAt: { N: String(Date.UTC(2024, 0, 31, 1) / 1000) },
    });
    expect(tables.rows.get(`ledger/${documentId}`)).toMatchObject({
      status: { S: 'IN_REVIEW' },
      reviewId: { S: reviewId },
    });
    expect(notices).toEqual([
      {
        topic: 'arn:reviews',
        subject: `${reviewId} waits for a decision`,
        message: expect.objectContaining({
          kind: 'asked',
          reviewId,
          documentId,
          key: 'incoming/a.pdf',
          fields: event.fields,
          answerBefore: '2024-01-01T01:00:00.000Z',
          link: `https://reviews.example/reviews/${reviewId}`,
        }),
      },
    ]);
  });

  it('plans reminders within the time that a person has, each deleting itself', async () => {
    const { asker, schedules } = fakeReviewWorld();

    await requestReview(event, asker);

    const planned = [...schedules.values()];
    expect(planned.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual([
      'at(2024-01-01T00:30:00)',
      'at(2024-01-01T00:54:00)',
    ]);
    for (const { Name = '', ...schedule } of planned) {
      expect(Name).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
      expect(schedule).toMatchObject({
        GroupName: 'reminders',
        ActionAfterCompletion: 'DELETE',
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: 'arn:remind-reviewer', RoleArn: 'arn:role', DeadLetterConfig: { Arn: 'arn:undelivered' } },
      });
    }
    expect(JSON.parse(planned[1]?.Target?.Input ?? '')).toEqual({
      reviewId,
      executionArn: 'arn:execution',
      round: 1,
      reminder: 2,
      waitedSeconds: 3240,
    });
  });

  it('puts the second round in the place of the first, and tells a further audience', async () => {
    const { asker, tables, notices, schedules } = fakeReviewWorld();
    await requestReview(event, asker);

    await expect(requestReview(secondRound, asker)).resolves.toMatchObject({ outcome: 'asked' });

    expect(tables.rows.get(reviewRow)).toMatchObject({ taskToken: { S: 'token-2' }, round: { N: '2' } });
    expect(notices.slice(1).map(({ topic }) => topic)).toEqual(['arn:escalations', 'arn:reviews']);
    expect(notices[1]?.subject).toBe(`Second request: ${reviewId} waits for a decision`);
    expect(schedules.size).toBe(4);
  });

  it('does not let a late repeat of the first round take the second one back', async () => {
    const { asker, tables } = fakeReviewWorld();
    await requestReview(secondRound, asker);

    await expect(requestReview(event, asker)).resolves.toMatchObject({ outcome: 'overtaken' });

    expect(tables.rows.get(reviewRow)).toMatchObject({ taskToken: { S: 'token-2' } });
  });

  it('answers the second round with a decision that came in the last moment', async () => {
    const { asker, states, notices, tables } = fakeReviewWorld();
    await requestReview(event, asker);
    states.answers.set('token-1', 'timed out');
    const decision = { reviewId, decision: 'correct', reviewer: 'ann', fields: { total: '12.00' }, accept: true };
    await expect(reviewDecision(decision, asker)).resolves.toMatchObject({ accepted: true, delivered: false });

    await expect(requestReview(secondRound, asker)).resolves.toEqual({ reviewId, outcome: 'answered' });

    expect(states.answers.get('token-2')).toEqual({
      output: { decision: 'correct', reviewer: 'ann', fields: { total: '12.00', currency: 'EUR' } },
    });
    expect(notices).toHaveLength(1);
    expect([...tables.rows.keys()].filter((name) => name.startsWith('audit/'))).toHaveLength(1);
  });

  it('writes the audit row of a decision whose own writer was killed before it', async () => {
    // The reviewer's call: reads the review, stores the decision, crashes before the audit row.
    const { asker, tables, states } = fakeReviewWorld(crashAt(8, 'before'));
    await requestReview(event, asker);
    const decision = { reviewId, decision: 'approve', reviewer: 'ann' };
    await expect(reviewDecision(decision, asker)).rejects.toMatchObject({ name: 'Crash' });
    expect([...tables.rows.keys()].filter((name) => name.startsWith('audit/'))).toEqual([]);

    await expect(requestReview(secondRound, asker)).resolves.toEqual({ reviewId, outcome: 'answered' });

    expect(tables.rows.get(`audit/${reviewId}/arn:execution`)).toMatchObject({ reviewer: { S: 'ann' } });
    expect(states.answers.has('token-2')).toBe(true);
  });

  it('asks anew for another execution of the same document, with reminders of its own', async () => {
    const { asker, tables, ledgerRow, schedules } = fakeReviewWorld();
    await requestReview(event, asker);
    await reviewDecision({ reviewId, decision: 'approve', reviewer: 'ann' }, asker);
    ledgerRow('RECEIVED', 'arn:redrive');

    await requestReview({ ...event, executionArn: 'arn:redrive', taskToken: 'token-2' }, asker);

    expect(tables.rows.get(reviewRow)).toMatchObject({ status: { S: 'WAITING' }, executionArn: { S: 'arn:redrive' } });
    expect(tables.rows.get(reviewRow)).not.toHaveProperty('decision');
    expect(schedules.size).toBe(2);
  });

  it.each([
    ['is stored', 'STORED', 'arn:execution'],
    ['is rejected', 'REJECTED', 'arn:execution'],
    ["is another execution's", 'RECEIVED', 'arn:other'],
  ])('throws, and tells nobody, when the document %s', async (_, status, executionArn) => {
    const { asker, notices, schedules, ledgerRow } = fakeReviewWorld();
    ledgerRow(status, executionArn);

    await expect(requestReview(event, asker)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });

    expect(notices).toEqual([]);
    expect(schedules.size).toBe(0);
  });

  it('leaves fields out of a notice that they would make too long', async () => {
    const { asker, notices } = fakeReviewWorld();

    await requestReview({ ...event, fields: { text: 'x'.repeat(255 * 1024) } }, asker);

    expect(notices[0]?.message).not.toHaveProperty('fields');
    expect(notices[0]?.message).toHaveProperty('fieldsOmitted');
  });

  it.each(everyCrash(5))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const { asker, tables, notices, schedules } = fakeReviewWorld(crashAt(call, moment));
    await expect(requestReview(event, asker)).rejects.toMatchObject({ name: 'Crash' });

    await expect(requestReview(event, asker)).resolves.toEqual({ reviewId, outcome: 'asked' });

    expect(tables.rows.get(reviewRow)).toMatchObject({ status: { S: 'WAITING' }, taskToken: { S: 'token-1' } });
    expect(tables.rows.get(`ledger/${documentId}`)).toMatchObject({ status: { S: 'IN_REVIEW' } });
    expect(schedules.size).toBe(2);
    expect(notices.length).toBeGreaterThanOrEqual(1);
  });
});
