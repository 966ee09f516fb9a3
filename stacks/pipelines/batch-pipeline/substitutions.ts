import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import type { ParsedDefinition, Substitutions } from '@document-pipelines/asl/load';
import type { Environment } from '../../../environments';
import type { DeadLetters } from '../../constructs/dead-letters';
import type { DocumentStore } from '../../constructs/document-store';
import type { Ledger } from '../../constructs/ledger';
import type { PipelineFunction } from '../../constructs/pipeline-function';
import type { DeploymentTarget } from '../../deployment-target';
import { functionVersions, namedResource, number, text } from '../../substitution-values';
import { maxAttemptsOfThrottles } from '../../throttles/throttle-retriers';
import type { DocumentPipeline } from '../document-pipeline/document-pipeline';
import { batchConcurrency } from './batch-concurrency';

/** The resources that the batch pipeline's definition may name. */
export interface BatchPipelineResources {
  readonly target: DeploymentTarget;
  readonly environment: Environment;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly deadLetters: DeadLetters;
  /** Processes each document. */
  readonly documentPipeline: DocumentPipeline;
  readonly calledFunctions: readonly PipelineFunction[];
  readonly batches: SnsTopic;
}

/** Between the states of an execution, and between its end and the moment that the batch is notified of it. */
const slackSeconds = 3600;

/** Returns the value of each `${Name}` of definitions/batch-pipeline.asl.yaml. */
export function batchPipelineSubstitutions(definition: ParsedDefinition, from: BatchPipelineResources): Substitutions {
  const { target, environment, store, ledger, deadLetters, documentPipeline, calledFunctions, batches } = from;
  return {
    Partition: text(target.partition),
    ResultsBucketName: namedResource(store.results.bucket, store.results.arn),
    LedgerTableName: namedResource(ledger.documents.name, ledger.documents.arn),
    DeadLetterQueueUrl: namedResource(deadLetters.documents.url, deadLetters.documents.arn),
    BatchesTopicArn: namedResource(batches.arn, batches.arn),
    ...functionVersions(definition, calledFunctions),
    // Calls for an alias are authorised with the machine's ARN, which is also used to derive the ARNs of executions.
    DocumentPipelineArn: namedResource(
      documentPipeline.machine.alias.arn,
      target.stateMachineArn(documentPipeline.node.id),
    ),
    DocumentTimeoutSeconds: number(documentPipeline.secondsInBatch + slackSeconds),
    BatchMaxConcurrency: number(environment.batch.maxConcurrency ?? batchConcurrency(environment)),
    BatchToleratedFailurePercentage: number(environment.batch.toleratedFailurePercentage),
    ThrottleMaxAttempts: number(
      maxAttemptsOfThrottles(definition.value, 'ThrottleMaxAttempts', environment.throttle.backlogSeconds),
    ),
  };
}
