import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { TextractClient } from '@aws-sdk/client-textract';
import { completeExtraction, type NoticeEvent } from '../../../../functions/complete-extraction/complete-extraction';
import { type ExtractTextEvent, extractText } from '../../../../functions/extract-text/extract-text';
import { type PrepareBatchEvent, prepareBatch } from '../../../../functions/prepare-batch/prepare-batch';
import { type ProcessInvoiceEvent, processDocument } from '../../../../functions/process-invoice/process-invoice';
import type { ExecutionStatusEvent } from '../../../../functions/record-failed-execution/failed-execution';
import { recordFailedExecution } from '../../../../functions/record-failed-execution/record-failed-execution';
import { type SummarizeBatchEvent, summarizeBatch } from '../../../../functions/summarize-batch/summarize-batch';
import {
  type ValidateDocumentEvent,
  validateDocument,
} from '../../../../functions/validate-document/validate-document';
import { names } from '../names';
import type { Sender } from './invocation';

/** The clients of one invocation, and its time. */
export interface FunctionDependencies {
  readonly s3: Pick<S3Client, 'send'>;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly textract: Pick<TextractClient, 'send'>;
  readonly states: Pick<SFNClient, 'send'>;
  readonly sns: Pick<SNSClient, 'send'>;
  readonly sqs: Pick<SQSClient, 'send'>;
  /** A client of one pipeline alone, through which faults reach the function as through the others. */
  wired<Client extends Sender>(client: Client): Client;
  now(): number;
}

/** A function: receives its event and returns its result. */
export type FunctionUnderFault = (event: unknown, dependencies: FunctionDependencies) => Promise<unknown>;

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Small, so that a document of a few lines is a long one. */
const forModel = { maxBytes: 100 * 1024, maxCharacters: 200, maxParts: 4, redactedKinds: [] };

/** The functions' real work by their names, with everything around them in memory; those of reviews are in review-functions.ts. */
export const functionsUnderFault: Readonly<Record<string, FunctionUnderFault>> = {
  'validate-document': (event, { s3 }) =>
    validateDocument(event as ValidateDocumentEvent, {
      s3,
      log,
      maxDocumentBytes: 20_000_000,
      maxPages: 500,
      wholePdfMaxBytes: 50 * 1024 * 1024,
    }),
  'extract-text': (event, dependencies) =>
    extractText(event as ExtractTextEvent, {
      ...extraction(dependencies),
      notices: { topicArn: names.textractNotices, roleArn: names.textractRole },
      syncMaxBytes: 5_000_000,
      now: dependencies.now,
    }),
  'complete-extraction': (event, dependencies) => completeExtraction(event as NoticeEvent, extraction(dependencies)),
  'prepare-batch': (event, { s3 }) =>
    prepareBatch(event as PrepareBatchEvent, {
      s3,
      log,
      documentsBucketName: names.documents,
      resultsBucketName: names.results,
      maxItems: 1_000,
      concurrency: 10,
    }),
  'summarize-batch': (event, { s3, dynamodb }) =>
    summarizeBatch(event as SummarizeBatchEvent, {
      s3,
      log,
      ledger: { dynamodb, tableName: names.ledger },
      pricePerTransition: 0.000_025,
      concurrency: 10,
    }),
  'process-invoice': (event, { dynamodb, now }) =>
    processDocument(event as ProcessInvoiceEvent, { invoices: { dynamodb, tableName: names.invoices }, now }),
  'record-failed-execution': (event, { states, dynamodb, sqs, now }) =>
    recordFailedExecution(event as ExecutionStatusEvent, {
      states,
      log,
      documentPipelineName: 'document-pipeline',
      ledger: { dynamodb, tableName: names.ledger },
      deadLetters: { sqs, queueUrl: names.deadLetters },
      now,
    }),
};

function extraction({ s3, dynamodb, textract, states }: FunctionDependencies) {
  return {
    log,
    textract,
    states,
    results: { s3, bucketName: names.results, forModel },
    callbacks: { dynamodb, tableName: names.callbacks },
  };
}
