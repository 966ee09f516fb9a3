import type { ParsedDefinition, Substitutions } from '@document-pipelines/asl/load';
import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import type { DeadLetters } from '../../constructs/dead-letters';
import { DefinitionMachine } from '../../constructs/definition-machine';
import type { DocumentStore } from '../../constructs/document-store';
import type { Notifications } from '../../constructs/notifications';
import type { PipelineFunction } from '../../constructs/pipeline-function';
import { makeFunctions } from '../../constructs/pipeline-functions';
import type { StackSettings } from '../../constructs/stack-settings';
import { formerModels, modelSettings, models } from '../../models/model-values';
import { pollsWithin } from '../../polls-within';
import { documentTypeValues, functionVersions, namedResource, number, text } from '../../substitution-values';
import { maxAttemptsOfThrottles } from '../../throttles/throttle-retriers';
import { functionNeeds } from './function-needs';
import { JobRole } from './job-role';

/** The options of batch inference. */
export interface BatchInferenceOptions {
  readonly settings: StackSettings;
  readonly environment: Environment;
  readonly definition: ParsedDefinition;
  readonly store: DocumentStore;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
}

/** definitions/batch-inference.asl.yaml: an execution is started for many texts that may take hours. */
export class BatchInference extends Construct {
  readonly machine: DefinitionMachine;
  private readonly jobRole: JobRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly options: BatchInferenceOptions,
  ) {
    super(scope, id);
    const { settings, environment, definition, store } = options;
    const { target } = settings;
    this.jobRole = new JobRole(this, 'job-role', { target, environment, results: store.results });
    const calledFunctions = Object.values(makeFunctions(this, functionNeeds, { settings, environment, store }));
    const substitutions = this.substitutions(calledFunctions);
    const former = formerModels(target, environment);
    this.machine = new DefinitionMachine(this, id, { settings, definition, substitutions, former });
  }

  private substitutions(calledFunctions: readonly PipelineFunction[]): Substitutions {
    const { settings, environment, definition, notifications, deadLetters } = this.options;
    const { target } = settings;
    const { jobTimeoutHours, firstPollSeconds: firstSeconds, maxPollSeconds: maxSeconds } = environment.batchInference;
    const { role } = this.jobRole;
    const boundSeconds = jobTimeoutHours * 3600 + endingSeconds;
    return {
      Partition: text(target.partition),
      ...functionVersions(definition, calledFunctions),
      JobRoleArn: namedResource(role.arn, role.arn),
      JobNamePrefix: text(`${environment.name}-`),
      ...documentTypeValues,
      ModelId: models(target, environment).ModelId,
      ModelMaxTokens: number(environment.bedrock.maxTokens),
      ...modelSettings(environment.bedrock, { ToolChoice: 'tool' }),
      JobTimeoutHours: number(jobTimeoutHours),
      PollFirstSeconds: number(firstSeconds),
      PollMaxSeconds: number(maxSeconds),
      MaxPolls: number(pollsWithin(boundSeconds, { firstSeconds, maxSeconds })),
      StoredTopicArn: namedResource(notifications.stored.arn, notifications.stored.arn),
      DeadLetterQueueUrl: namedResource(deadLetters.documents.url, deadLetters.documents.arn),
      ThrottleMaxAttempts: number(
        maxAttemptsOfThrottles(definition.value, 'ThrottleMaxAttempts', environment.throttle.backlogSeconds),
      ),
    };
  }
}

/** Time that Bedrock has to end a job whose hours are over. */
const endingSeconds = 2 * 3600;
