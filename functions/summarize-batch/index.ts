import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable, requiredWholeNumber } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type SummarizeBatchDependencies, type SummarizeBatchEvent, summarizeBatch } from './summarize-batch';

const log = new Logger();
const dependencies: SummarizeBatchDependencies = {
  log,
  s3: new S3Client(clientSettings),
  ledger: {
    dynamodb: new DynamoDBClient(clientSettings),
    tableName: requiredVariable(process.env, 'LEDGER_TABLE_NAME'),
  },
  pricePerTransition: price('PRICE_PER_TRANSITION'),
  concurrency: requiredWholeNumber(process.env, 'READ_CONCURRENCY'),
};

/** Returns US dollars. Throws an Error if the value is not a number. */
function price(name: string): number {
  const dollars = Number(requiredVariable(process.env, name));
  if (!(dollars > 0)) throw new Error(`environment variable ${name} must be a price in US dollars`);
  return dollars;
}

/**
 * Called by SummarizeBatch.
 *
 * Needs: s3:GetObject, s3:PutObject on `batches/*` of the results and s3:ListBucket on their bucket; dynamodb:GetItem on the
 * ledger.
 */
export const handler = loggedHandler(
  log,
  ({ batchId, executionArn }: SummarizeBatchEvent) => ({ batchId, executionArn }),
  (event) => summarizeBatch(event, dependencies),
);
