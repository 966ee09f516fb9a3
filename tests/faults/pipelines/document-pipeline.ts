import { names } from '../world/names';
import { documentScenarios } from './document-scenarios';
import { filledDefinition } from './filled-definition';
import type { Pipeline } from './pipeline';

/** What stands for the document pipeline's placeholders. */
export const documentPipelineValues = {
  Partition: 'aws',
  DocumentBucketName: names.documents,
  ResultsBucketName: names.results,
  LedgerTableName: names.ledger,
  StoredTopicArn: names.stored,
  DeadLetterQueueUrl: names.deadLetters,
  ValidateDocumentFunctionArn: `${names.functionPrefix}validate-document:1`,
  ExtractTextFunctionArn: `${names.functionPrefix}extract-text:1`,
  ProcessInvoiceFunctionArn: `${names.functionPrefix}process-invoice:1`,
  RequestReviewFunctionArn: `${names.functionPrefix}request-review:1`,
  ModelId: 'model',
  ModelMaxTokens: 2_000,
  ExtractionTimeoutSeconds: 3_600,
  ReviewTimeoutSeconds: 604_800,
  ReviewConfidenceThreshold: 0.8,
  MaxParts: 4,
  PartConcurrency: 2,
  PartAnswerMaxBytes: 25_000,
} as const;

/** The document pipeline, as it is deployed, with names made up. */
export const documentPipeline: Pipeline = {
  name: 'document-pipeline',
  definition: (throttleMaxAttempts) =>
    filledDefinition('document-pipeline', documentPipelineValues, throttleMaxAttempts),
  scenarios: documentScenarios,
};
