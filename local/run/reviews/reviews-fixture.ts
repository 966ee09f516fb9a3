import type { Look } from '../environment/look';
import type { Review } from './reviews';

/** A review that waits. */
export const waiting: Review = {
  reviewId: 'review-0123456789abcdef',
  documentId: 'd1',
  key: 'incoming/a.pdf',
  documentType: 'invoice',
  status: 'WAITING',
  round: 1,
  confidence: 0.7,
  reasons: ['The total is missing.'],
  fields: { total: null },
  textUri: 's3://results/d1/text.txt',
  executionArn: 'arn:e',
  answerBefore: '2026-12-05T00:00:00.000Z',
};

/** An environment whose calls are answered by this function. */
export function lookWith(
  answer: (operation: string, input: Readonly<Record<string, unknown>>) => object,
  stateFolder = '/nowhere',
): Look {
  const names = {
    documentBucketName: 'documents',
    resultsBucketName: 'results',
    ledgerTableName: 'ledger',
    callbacksTableName: 'callbacks',
    deadLetterQueueUrl: 'u',
    reviewDecisionFunctionName: 'f',
    reviewApiEndpoint: 'e',
    maxDocumentBytes: 1,
    region: 'us-east-1',
  };
  const services = {
    call: async (_service: string, operation: string, input: Readonly<Record<string, unknown>>) => ({
      ...answer(operation, input),
    }),
  };
  return { environment: 'dev', outputs: {}, names, stateFolder, services };
}
