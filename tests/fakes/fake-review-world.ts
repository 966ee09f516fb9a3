import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { RemindReviewerDependencies } from '../../functions/remind-reviewer/remind-reviewer';
import type { RequestReviewDependencies, RequestReviewEvent } from '../../functions/request-review/request-review';
import type { ReviewDecisionDependencies } from '../../functions/review-decision/review-decision';
import { fakeClient, fakeLog, type Interruption, on } from './fake-client';
import { fakeScheduler } from './fake-scheduler';
import { fakeStates } from './fake-states';
import { fakeTables } from './fake-table';

/** The document that reviews are about in tests. */
export const reviewedDocumentId = '0123456789abcdef'.repeat(4);

/** The input of RequestReview for it, in the first round. */
export const firstRound: RequestReviewEvent = {
  taskToken: 'token-1',
  documentId: reviewedDocumentId,
  bucket: 'documents',
  key: 'incoming/a.pdf',
  documentType: 'invoice',
  fields: { total: '10.00', currency: 'EUR' },
  confidence: 0.5,
  textUri: 's3://results/text.txt',
  reasons: ['confidence 0.5 is under 0.8', ['The invoice gives no total.', 'Line 1: …']],
  round: 1,
  timeoutSeconds: 3600,
  executionArn: 'arn:execution',
};

/** A notice as it was sent. */
export interface SentNotice {
  readonly topic: string;
  readonly subject: string;
  readonly message: Readonly<Record<string, unknown>>;
}

/** Everything that requests reviews, reminds of them and accepts decisions, in memory, from 2024-01-01T00:00:00Z. */
export function fakeReviewWorld(interruption?: Interruption) {
  const tables = fakeTables(interruption);
  const states = fakeStates(['token-1', 'token-2'], interruption);
  const scheduler = fakeScheduler(interruption);
  const notices: SentNotice[] = [];
  const sns = fakeClient<SNSClient>(
    [
      on(PublishCommand, ({ TopicArn = '', Subject = '', Message = '' }) => {
        notices.push({ topic: TopicArn, subject: Subject, message: JSON.parse(Message) });
        return {};
      }),
    ],
    interruption,
  );
  const log = fakeLog();
  const clock = { now: Date.UTC(2024, 0, 1) };
  const callbacks = { dynamodb: tables.dynamodb, tableName: 'callbacks' };
  const asker: RequestReviewDependencies & ReviewDecisionDependencies = {
    log,
    states: states.states,
    callbacks,
    invoices: { dynamodb: tables.dynamodb, tableName: 'invoices' },
    audit: { dynamodb: tables.dynamodb, tableName: 'audit' },
    ledger: { dynamodb: tables.dynamodb, tableName: 'ledger' },
    reminders: {
      scheduler: scheduler.scheduler,
      groupName: 'reminders',
      functionArn: 'arn:remind-reviewer',
      roleArn: 'arn:role',
      deadLetterArn: 'arn:undelivered',
      fractions: [0.5, 0.9],
    },
    topics: { sns, reviewsArn: 'arn:reviews', escalationsArn: 'arn:escalations' },
    reviewUrl: 'https://reviews.example',
    now: () => clock.now,
  };
  const reminder: RemindReviewerDependencies = { ...asker, topic: { sns, arn: 'arn:reviews' } };
  const decider: ReviewDecisionDependencies = asker;
  const ledgerRow = (status: string, executionArn = 'arn:execution') =>
    tables.rows.set(`ledger/${reviewedDocumentId}`, {
      documentId: { S: reviewedDocumentId },
      status: { S: status },
      executionArn: { S: executionArn },
    });
  ledgerRow('RECEIVED');
  return { asker, reminder, decider, tables, states, schedules: scheduler.schedules, notices, log, clock, ledgerRow };
}
