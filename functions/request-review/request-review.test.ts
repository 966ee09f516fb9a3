import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { crashAt, everyCrash, fakeClient, fakeLog, type Interruption, on } from '../shared/fakes/fake-client';
import { fakeStates } from '../shared/fakes/fake-states';
import { fakeTables } from '../shared/fakes/fake-table';
import { reviewDecision } from '../review-decision/review-decision';
import { type RequestReviewEvent, type RequestReviewParts, requestReview } from './request-review';

const documentId = '0123456789abcdef'.repeat(4);
const reviewId = 'review-0123456789abcdef';
const reviewRow = `callbacks/review/${reviewId}`;

const event: RequestReviewEvent = {
  taskToken: 'token-1',
  documentId,
  bucket: 'documents',
  key: 'incoming/a.pdf',
  documentType: 'invoice',
  fields: { total: '10.00' },
  confidence: 0.5,
  textUri: 's3://results/text.txt',
  reasons: ['confidence 0.5 is under 0.8', ['The invoice gives no total.', 'Line 1: …']],
  round: 1,
  timeoutSeconds: 3600,
  executionArn: 'arn:execution',
};
const secondRound = { ...event, round: 2, taskToken: 'token-2' };

function world(interruption?: Interruption) {
  const tables = fakeTables(interruption);
  const states = fakeStates(['token-1', 'token-2'], interruption);
  const notices: { subject: string; message: Record<string, unknown> }[] = [];
  const sns = fakeClient<SNSClient>(
    [
      on(PublishCommand, ({ Subject, Message }) => {
        notices.push({ subject: Subject ?? '', message: JSON.parse(Message ?? '') });
        return {};
      }),
    ],
    interruption,
  );
  const log = fakeLog();
  const parts: RequestReviewParts = {
    log,
    states: states.states,
    callbacks: { dynamodb: tables.dynamodb, tableName: 'callbacks' },
    ledger: { dynamodb: tables.dynamodb, tableName: 'ledger' },
    topic: { sns, arn: 'arn:reviews' },
    now: () => Date.UTC(2024, 0, 1),
  };
  const row = (status: string, executionArn = 'arn:execution') =>
    tables.rows.set(`ledger/${documentId}`, {
      documentId: { S: documentId },
      status: { S: status },
      executionArn: { S: executionArn },
    });
  row('RECEIVED');
  return { parts, tables, states, notices, log, row };
}

describe('requestReview', () => {
  it('writes the token, marks the ledger, then tells', async () => {
    const { parts, tables, notices } = world();

    await expect(requestReview(event, parts)).resolves.toEqual({ reviewId, outcome: 'asked' });

    expect(tables.rows.get(reviewRow)).toMatchObject({
      status: { S: 'WAITING' },
      taskToken: { S: 'token-1' },
      round: { N: '1' },
      reasons: { S: '["confidence 0.5 is under 0.8","The invoice gives no total.","Line 1: …"]' },
      fields: { S: '{"total":"10.00"}' },
      expiresAt: { N: String(Date.UTC(2024, 0, 31, 1) / 1000) },
    });
    expect(tables.rows.get(`ledger/${documentId}`)).toMatchObject({
      status: { S: 'IN_REVIEW' },
      reviewId: { S: reviewId },
    });
    expect(notices).toEqual([
      {
        subject: `${reviewId} waits for a decision`,
        message: expect.objectContaining({
          reviewId,
          documentId,
          key: 'incoming/a.pdf',
          fields: { total: '10.00' },
          answerBefore: '2024-01-01T01:00:00.000Z',
        }),
      },
    ]);
  });

  it('tells and logs the name of the review, never the token', async () => {
    const { parts, notices, log } = world();

    await requestReview(event, parts);

    expect(JSON.stringify([notices, log.lines])).not.toContain('token-1');
  });

  it('puts the second round in the place of the first', async () => {
    const { parts, tables, notices } = world();
    await requestReview(event, parts);

    await expect(requestReview(secondRound, parts)).resolves.toMatchObject({ outcome: 'asked' });

    expect(tables.rows.get(reviewRow)).toMatchObject({ taskToken: { S: 'token-2' }, round: { N: '2' } });
    expect(notices[1]?.subject).toBe(`Second request: ${reviewId} waits for a decision`);
  });

  it('does not let a late repeat of the first round take the second one back', async () => {
    const { parts, tables } = world();
    await requestReview(secondRound, parts);

    await expect(requestReview(event, parts)).resolves.toMatchObject({ outcome: 'overtaken' });

    expect(tables.rows.get(reviewRow)).toMatchObject({ taskToken: { S: 'token-2' } });
  });

  it('answers the second round with a decision that came in the last moment', async () => {
    const { parts, states, notices } = world();
    await requestReview(event, parts);
    states.answers.set('token-1', 'timed out');
    const decision = { reviewId, decision: 'correct', reviewer: 'ann', fields: { total: '12.00' } };
    await expect(reviewDecision(decision, parts)).resolves.toMatchObject({ accepted: true, delivered: false });

    await expect(requestReview(secondRound, parts)).resolves.toEqual({ reviewId, outcome: 'answered' });

    expect(states.answers.get('token-2')).toEqual({
      output: { decision: 'correct', reviewer: 'ann', fields: { total: '12.00' } },
    });
    expect(notices).toHaveLength(1);
  });

  it('asks anew for another execution of the same document', async () => {
    const { parts, tables, row } = world();
    await requestReview(event, parts);
    await reviewDecision({ reviewId, decision: 'approve', reviewer: 'ann' }, parts);
    row('RECEIVED', 'arn:redrive');

    await requestReview({ ...event, executionArn: 'arn:redrive', taskToken: 'token-2' }, parts);

    expect(tables.rows.get(reviewRow)).toMatchObject({ status: { S: 'WAITING' }, executionArn: { S: 'arn:redrive' } });
    expect(tables.rows.get(reviewRow)).not.toHaveProperty('decision');
  });

  it.each([
    ['is stored', 'STORED', 'arn:execution'],
    ['is rejected', 'REJECTED', 'arn:execution'],
    ["is another execution's", 'RECEIVED', 'arn:other'],
  ])('throws, and tells nobody, when the document %s', async (_, status, executionArn) => {
    const { parts, notices, row } = world();
    row(status, executionArn);

    await expect(requestReview(event, parts)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });

    expect(notices).toEqual([]);
  });

  it('leaves fields out of a notice that they would make too long', async () => {
    const { parts, notices } = world();

    await requestReview({ ...event, fields: { text: 'x'.repeat(255 * 1024) } }, parts);

    expect(notices[0]?.message).not.toHaveProperty('fields');
    expect(notices[0]?.message).toHaveProperty('fieldsOmitted');
  });

  it.each(everyCrash(3))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const { parts, tables, notices } = world(crashAt(call, moment));
    await expect(requestReview(event, parts)).rejects.toMatchObject({ name: 'Crash' });

    await expect(requestReview(event, parts)).resolves.toEqual({ reviewId, outcome: 'asked' });

    expect(tables.rows.get(reviewRow)).toMatchObject({ status: { S: 'WAITING' }, taskToken: { S: 'token-1' } });
    expect(tables.rows.get(`ledger/${documentId}`)).toMatchObject({ status: { S: 'IN_REVIEW' } });
    expect(notices.length).toBeGreaterThanOrEqual(1);
  });
});
