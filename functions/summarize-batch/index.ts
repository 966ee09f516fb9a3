import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable, requiredWholeNumber } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type SummarizeBatchEvent, type SummarizeBatchParts, summarizeBatch } from './summarize-batch';

const log = new Logger();
const parts: SummarizeBatchParts = {
  log,
  s3: new S3Client(clientSettings),
  ledger: {
    dynamodb: new DynamoDBClient(clientSettings),
    tableName: requiredVariable(process.env, 'LEDGER_TABLE_NAME'),
  },
  deadLetters: {
    // The client's own endpoint, not the queue URL's host: an endpoint set by environment must hold for SQS as for the others.
    sqs: new SQSClient({ ...clientSettings, useQueueUrlAsEndpoint: false }),
    queueUrl: requiredVariable(process.env, 'DEAD_LETTER_QUEUE_URL'),
  },
  prices: {
    perTransition: price('PRICE_PER_TRANSITION'),
    perExpressRequest: price('PRICE_PER_EXPRESS_REQUEST'),
    perGigabyteSecond: price('PRICE_PER_GIGABYTE_SECOND'),
  },
  concurrency: requiredWholeNumber(process.env, 'RECORD_CONCURRENCY'),
  now: Date.now,
};

/** US dollars. Throws an Error for what is no number. */
function price(name: string): number {
  const dollars = Number(requiredVariable(process.env, name));
  if (!(dollars > 0)) throw new Error(`environment variable ${name} must be a price in US dollars`);
  return dollars;
}

/**
 * Called by SummarizeBatch.
 *
 * Needs: s3:GetObject, s3:PutObject on `batches/*` of the results and s3:ListBucket on their bucket; dynamodb:GetItem, UpdateItem on the
 * ledger; sqs:SendMessage on the dead-letter queue.
 */
export const handler = loggedHandler(
  log,
  ({ batchId, executionArn }: SummarizeBatchEvent) => ({ batchId, executionArn }),
  (event) => summarizeBatch(event, parts),
);
