import type { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import type { ParsedDefinition, Substitutions } from '@document-pipelines/asl/load';
import type { Environment } from '../../../environments';
import type { DeadLetters } from '../../constructs/dead-letters';
import type { DocumentStore } from '../../constructs/document-store';
import type { PipelineFunction } from '../../constructs/pipeline-function';
import type { DeploymentTarget } from '../../deployment-target';
import { functionVersions, namedResource, number, text } from '../../substitution-values';
import { maxAttemptsOfThrottles } from '../../throttles/throttle-retriers';

/** The section `training` of an environment that has one. */
export type TrainingSettings = NonNullable<Environment['training']>;

/** The resources that the definition may name. */
export interface TrainModelResources {
  readonly target: DeploymentTarget;
  readonly environment: Environment;
  readonly store: DocumentStore;
  readonly deadLetters: DeadLetters;
  readonly training: TrainingSettings;
  readonly models: DynamodbTable;
  readonly publishedModels: SnsTopic;
  readonly role: IamRole;
  readonly calledFunctions: readonly PipelineFunction[];
}

/** Returns the value of each `${Name}` of definitions/train-model.asl.yaml. */
export function trainModelSubstitutions(definition: ParsedDefinition, from: TrainModelResources): Substitutions {
  const { target, environment, training, store, deadLetters, models, publishedModels, role, calledFunctions } = from;
  const baseModelArn = `arn:${target.partition}:bedrock:${target.region}::foundation-model/${training.baseModelId}`;
  return {
    Partition: text(target.partition),
    ModelsTableName: namedResource(models.name, models.arn),
    ResultsBucketName: namedResource(store.results.bucket, store.results.arn),
    PublishedModelsTopicArn: namedResource(publishedModels.arn, publishedModels.arn),
    DeadLetterQueueUrl: namedResource(deadLetters.documents.url, deadLetters.documents.arn),
    ...functionVersions(definition, calledFunctions),
    TrainingRoleArn: namedResource(role.arn, role.arn),
    BaseModelId: namedResource(training.baseModelId, baseModelArn),
    EpochCount: number(training.epochCount),
    TrainingTimeoutSeconds: number(Math.round(training.maxHours * 3600)),
    ApprovalTimeoutSeconds: number(environment.review.timeoutSeconds),
    MaxValidationLoss: number(training.maxValidationLoss),
    MinimumImprovement: number(training.minimumImprovement),
    ThrottleMaxAttempts: number(
      maxAttemptsOfThrottles(definition.value, 'ThrottleMaxAttempts', environment.throttle.backlogSeconds),
    ),
  };
}
