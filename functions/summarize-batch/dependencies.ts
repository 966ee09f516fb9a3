import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Log } from '../shared/platform/log';

/** The dependencies of summarize-batch. */
export interface SummarizeBatchDependencies {
  readonly log: Log;
  readonly s3: Pick<S3Client, 'send'>;
  readonly ledger: { readonly dynamodb: Pick<DynamoDBClient, 'send'>; readonly tableName: string };
  /** US dollars, from the stack: the region's. */
  readonly pricePerTransition: number;
  /** Rows of failed documents that are read at a time. */
  readonly concurrency: number;
}
