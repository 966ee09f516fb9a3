import type { ParsedDefinition, Substitutions, SubstitutionValue } from '../asl/load';
import type { Environment } from '../environments';
import type { DeadLetters } from './constructs/dead-letters';
import type { DocumentFunctions } from './constructs/document-functions';
import type { DocumentStore } from './constructs/document-store';
import type { Ledger } from './constructs/ledger';
import type { Notifications } from './constructs/notifications';
import type { PipelineFunction } from './constructs/pipeline-function';
import type { Place } from './place';
import { maxAttemptsOfThrottles } from './throttle-retriers';

/** What the document pipeline's definition may name. */
export interface DefinitionResources {
  readonly place: Place;
  readonly environment: Environment;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly functions: DocumentFunctions;
}

/** What stands for each `${Name}` of definitions/document-pipeline.asl.yaml. */
export function documentPipelineSubstitutions(definition: ParsedDefinition, from: DefinitionResources): Substitutions {
  const { place, environment, store, ledger, notifications, deadLetters, functions } = from;
  return {
    Partition: text(place.partition),
    DocumentBucketName: named(store.documents.bucket, store.documents.arn),
    ResultsBucketName: named(store.results.bucket, store.results.arn),
    LedgerTableName: named(ledger.documents.name, ledger.documents.arn),
    StoredTopicArn: named(notifications.stored.arn, notifications.stored.arn),
    DeadLetterQueueUrl: named(deadLetters.documents.url, deadLetters.documents.arn),
    ValidateDocumentFunctionArn: publishedVersion(functions.validateDocument),
    ExtractTextFunctionArn: publishedVersion(functions.extractText),
    ProcessInvoiceFunctionArn: publishedVersion(functions.processInvoice),
    RequestReviewFunctionArn: publishedVersion(functions.requestReview),
    ModelId: model(place, environment.bedrock),
    ModelMaxTokens: number(environment.bedrock.maxTokens),
    ExtractionTimeoutSeconds: number(environment.extraction.timeoutSeconds),
    ReviewTimeoutSeconds: number(environment.review.timeoutSeconds),
    ReviewConfidenceThreshold: number(environment.review.confidenceThreshold),
    ThrottleMaxAttempts: number(
      maxAttemptsOfThrottles(definition.value, 'ThrottleMaxAttempts', environment.throttle.backlogSeconds),
    ),
  };
}

/**
 * The version that this deployment publishes: an execution calls the code it was deployed with to its end. The role may call
 * every version, since one that waits for a person still calls the older one after the next deployment.
 */
function publishedVersion({ function: { qualifiedArn, arn } }: PipelineFunction): SubstitutionValue {
  const reason = 'an execution under way calls the version that it began with';
  return { kind: 'text', value: qualifiedArn, arn: `${arn}:*`, reason };
}

/** A profile is called in this account, and the model behind it in every region that it spreads calls over. */
function model(place: Place, { modelId, inferenceProfile }: Environment['bedrock']): SubstitutionValue {
  const modelIn = (region: string) => `arn:${place.partition}:bedrock:${region}::foundation-model/${modelId}`;
  if (inferenceProfile === undefined) return named(modelId, modelIn(place.region));
  return {
    kind: 'text',
    value: inferenceProfile.id,
    arns: [
      place.arnOf('bedrock', `inference-profile/${inferenceProfile.id}`),
      ...inferenceProfile.regions.map((region) => modelIn(region)),
    ],
    reason: 'an inference profile needs its own ARN and its model in every region it routes to',
  };
}

function text(value: string): SubstitutionValue {
  return { kind: 'text', value };
}

function named(value: string, arn: string): SubstitutionValue {
  return { kind: 'text', value, arn };
}

function number(value: number): SubstitutionValue {
  return { kind: 'number', value };
}
