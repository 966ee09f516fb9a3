import { names, stateMachineArnOf } from '../world/names';
import type { UploadedDocument } from '../world/scenario';
import type { World } from '../world/world';
import { documentScenarios } from './document-scenarios';
import { filledDefinition } from './filled-definition';
import type { Pipeline } from './pipeline';

const values = {
  Partition: 'aws',
  DocumentBucketName: names.documents,
  ResultsBucketName: names.results,
  LedgerTableName: names.ledger,
  StoredTopicArn: names.stored,
  DeadLetterQueueUrl: names.deadLetters,
  DocumentPipelineArn: `${stateMachineArnOf('document-pipeline')}:live`,
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
  definition: (throttleMaxAttempts) => filledDefinition('document-pipeline', values, throttleMaxAttempts),
  deliver: (world, documents) => {
    for (const document of documents) begin(world, document);
  },
  scenarios: documentScenarios,
};

/** By the object's event, or as a batch does it. */
function begin(world: World, document: UploadedDocument): void {
  const { bucket, key, versionId, documentId, scenario } = document;
  const { batchId } = scenario;
  if (batchId === undefined) world.deliverEvent(document);
  else world.start(`${documentId}-${batchId}`, { bucket, key, versionId, batchId }, documentId);
}
