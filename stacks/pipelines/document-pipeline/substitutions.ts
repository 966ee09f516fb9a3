import type { ParsedDefinition, Substitutions } from '@document-pipelines/asl/load';
import type { Environment } from '../../../environments';
import type { DeadLetters } from '../../constructs/dead-letters';
import type { DocumentStore } from '../../constructs/document-store';
import type { Ledger } from '../../constructs/ledger';
import type { Notifications } from '../../constructs/notifications';
import type { PipelineFunction } from '../../constructs/pipeline-function';
import type { DeploymentTarget } from '../../deployment-target';
import { modelSettings, models } from '../../models/model-values';
import { documentTypeValues, functionVersions, namedResource, number, text } from '../../substitution-values';
import { maxAttemptsOfThrottles } from '../../throttles/throttle-retriers';

/** The resources that the document pipeline's definition may name. */
export interface DocumentPipelineResources {
  readonly target: DeploymentTarget;
  readonly environment: Environment;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly calledFunctions: readonly PipelineFunction[];
}

/** The tools that the definition offers, by the placeholders that force them. */
export const documentPipelineTools = {
  ForcedDocumentTool: 'record_document',
  ForcedMergeTool: 'record_merged_document',
  ForcedSummaryTool: 'record_summary',
};

/**
 * Bytes of all parts' answers together: a merge carries them as text, in which a quote has two, within a state's 256
 * KiB.
 */
const answersMaxBytes = 100_000;

/** Returns the value of each `${Name}` of definitions/document-pipeline.asl.yaml. */
export function documentPipelineSubstitutions(
  definition: ParsedDefinition,
  from: DocumentPipelineResources,
): Substitutions {
  const { target, environment, store, ledger, notifications, deadLetters, calledFunctions } = from;
  const ownArn = target.stateMachineArn('document-pipeline');
  return {
    Partition: text(target.partition),
    DocumentBucketName: namedResource(store.documents.bucket, store.documents.arn),
    ResultsBucketName: namedResource(store.results.bucket, store.results.arn),
    LedgerTableName: namedResource(ledger.documents.name, ledger.documents.arn),
    StoredTopicArn: namedResource(notifications.stored.arn, notifications.stored.arn),
    DeadLetterQueueUrl: namedResource(deadLetters.documents.url, deadLetters.documents.arn),
    // Composed: a reference of the machine to itself would be a cycle. Calls for an alias are authorised with the machine's ARN.
    DocumentPipelineArn: namedResource(`${ownArn}:live`, ownArn),
    ...functionVersions(definition, calledFunctions),
    ...documentTypeValues,
    ...models(target, environment),
    ModelMaxTokens: number(environment.bedrock.maxTokens),
    ...modelSettings(environment.bedrock, documentPipelineTools),
    MaxParts: number(environment.bedrock.maxParts),
    PartConcurrency: number(environment.bedrock.partConcurrency),
    PartAnswerMaxBytes: number(Math.floor(answersMaxBytes / environment.bedrock.maxParts)),
    ExtractionTimeoutSeconds: number(environment.extraction.timeoutSeconds),
    ReviewTimeoutSeconds: number(environment.review.timeoutSeconds),
    ReviewConfidenceThreshold: number(environment.review.confidenceThreshold),
    ThrottleMaxAttempts: number(
      maxAttemptsOfThrottles(definition.value, 'ThrottleMaxAttempts', environment.throttle.backlogSeconds),
    ),
  };
}
