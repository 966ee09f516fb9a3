import { CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { crashAt, everyCrash, fakeClient, fakeLog, type Interruption, on } from '../../tests/fakes/fake-client';
import { fakeStates } from '../../tests/fakes/fake-states';
import { fakeTables } from '../../tests/fakes/fake-table';
import { reviewDecision } from '../review-decision/review-decision';
import type { ReviewAsker } from '../shared/review/ask-reviewer';
import { approvalIdOf, type RequestApprovalEvent, requestApproval } from './request-approval';

const reviewId = approvalIdOf('letters', 'v2');
const reviewRow = `callbacks/review/${reviewId}`;

const event: RequestApprovalEvent = {
  taskToken: 'token-1',
  modelName: 'letters',
  version: 'v2',
  outputModelArn: 'arn:aws:bedrock:us-east-1:123456789012:custom-model/base/abc',
  validationLoss: 1.98765,
  trainingLoss: 1.5,
  compared: { version: 'v1', validationLoss: 2.5 },
  metricsUri: 's3://results/models/letters/v2/metrics.csv',
  round: 1,
  timeoutSeconds: 3600,
  executionArn: 'arn:execution',
};
const secondRound = { ...event, round: 2, taskToken: 'token-2' };

function world(interruption?: Interruption) {
  const tables = fakeTables(interruption);
  const states = fakeStates(['token-1', 'token-2'], interruption);
  const notices: { topic: string | undefined; message: Record<string, unknown> }[] = [];
  const sns = fakeClient<SNSClient>(
    [
      on(PublishCommand, ({ TopicArn, Message }) => {
        notices.push({ topic: TopicArn, message: JSON.parse(Message ?? '') });
        return {};
      }),
    ],
    interruption,
  );
  const schedules: string[] = [];
  const scheduler = fakeClient<SchedulerClient>(
    [
      on(CreateScheduleCommand, ({ Name }) => {
        schedules.push(Name ?? '');
        return {};
      }),
    ],
    interruption,
  );
  const log = fakeLog();
  const asker: ReviewAsker = {
    log,
    states: states.states,
    callbacks: { dynamodb: tables.dynamodb, tableName: 'callbacks' },
    audit: { dynamodb: tables.dynamodb, tableName: 'audit' },
    reminders: {
      scheduler,
      groupName: 'reminders',
      functionArn: 'arn:remind',
      roleArn: 'arn:role',
      deadLetterArn: 'arn:queue',
      fractions: [0.5],
    },
    topics: { sns, reviewsArn: 'arn:reviews', escalationsArn: 'arn:escalations' },
    reviewUrl: 'https://reviews.example',
    now: () => Date.UTC(2026, 0, 1),
  };
  const invoices = { dynamodb: tables.dynamodb, tableName: 'invoices' };
  return { asker, invoices, tables, states, notices, schedules, log };
}

describe('requestApproval', () => {
  it('writes the token, plans the reminder, then tells what was measured', async () => {
    const { asker, tables, notices, schedules } = world();

    await expect(requestApproval(event, asker)).resolves.toEqual({ reviewId, outcome: 'asked' });

    expect(reviewId).toMatch(/^approval-[0-9a-f]{16}$/);
    expect(tables.rows.get(reviewRow)).toMatchObject({
      status: { S: 'WAITING' },
      taskToken: { S: 'token-1' },
      documentType: { S: 'model' },
      executionArn: { S: 'arn:execution' },
    });
    expect(tables.rows.get(reviewRow)).not.toHaveProperty('documentId');
    expect(schedules).toHaveLength(1);
    expect(notices).toEqual([
      {
        topic: 'arn:reviews',
        message: expect.objectContaining({
          reviewId,
          documentType: 'model',
          reasons: ['letters v2 has a validation loss of 1.988; the published version v1 has 2.500'],
          fields: expect.objectContaining({ modelName: 'letters', version: 'v2', compared: event.compared }),
        }),
      },
    ]);
  });

  it('touches no row of the ledger', async () => {
    const { asker, tables } = world();
    await requestApproval(event, asker);
    expect([...tables.rows.keys()]).toEqual([reviewRow]);
  });

  it('says so when no version is published yet', async () => {
    const { asker, notices } = world();
    await requestApproval({ ...event, compared: {} }, asker);
    expect(notices[0]?.message['reasons']).toEqual([
      'letters v2 has a validation loss of 1.988; no version is published yet',
    ]);
  });

  it('tells and logs the name of the approval, never the token', async () => {
    const { asker, notices, log } = world();
    await requestApproval(event, asker);
    expect(JSON.stringify([notices, log.lines])).not.toContain('token-1');
  });

  it('has another id for another version, and for another model', () => {
    expect(new Set([approvalIdOf('a', '1'), approvalIdOf('a', '2'), approvalIdOf('b', '1')]).size).toBe(3);
  });

  it('is answered by the decision that a person gave in the last moment of the first round', async () => {
    const { asker, invoices, states, notices } = world();
    await requestApproval(event, asker);
    states.answers.set('token-1', 'timed out');
    const dependencies = { ...asker, invoices };
    await reviewDecision({ reviewId, decision: 'reject', reviewer: 'ann', comment: 'too dear' }, dependencies);

    await expect(requestApproval(secondRound, asker)).resolves.toEqual({ reviewId, outcome: 'answered' });

    expect(states.answers.get('token-2')).toEqual({
      error: 'RejectedByReviewer',
      cause: expect.stringContaining('too dear'),
    });
    expect(notices).toHaveLength(1);
  });

  it('asks for yes or no: a correction is refused', async () => {
    const { asker, invoices, tables } = world();
    await requestApproval(event, asker);
    const dependencies = { ...asker, invoices };

    await expect(
      reviewDecision({ reviewId, decision: 'correct', reviewer: 'ann', fields: { validationLoss: 1 } }, dependencies),
    ).rejects.toMatchObject({ name: 'InvalidDecision' });

    expect(tables.rows.get(reviewRow)).toMatchObject({ status: { S: 'WAITING' } });
  });

  it.each(everyCrash(3))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const { asker, tables, notices } = world(crashAt(call, moment));
    await expect(requestApproval(event, asker)).rejects.toMatchObject({ name: 'Crash' });

    await expect(requestApproval(event, asker)).resolves.toEqual({ reviewId, outcome: 'asked' });

    expect(tables.rows.get(reviewRow)).toMatchObject({ status: { S: 'WAITING' }, taskToken: { S: 'token-1' } });
    expect(notices.length).toBeGreaterThanOrEqual(1);
  });
});
