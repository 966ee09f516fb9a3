import { Construct } from 'constructs';
import type { ParsedDefinition, Substitutions } from '../../../asl/load';
import { DefinitionMachine } from '../../constructs/definition-machine';
import type { PipelineFunction } from '../../constructs/pipeline-function';
import { makeFunctions } from '../../constructs/pipeline-functions';
import { formerModels, modelSettings, models } from '../../models/model-values';
import { pollsWithin } from '../../polls-within';
import { documentTypeValues, functionVersions, named, number, text } from '../../substitution-values';
import { maxAttemptsOfThrottles } from '../../throttles/throttle-retriers';
import type { Surroundings } from '../surroundings';
import { functionNeeds } from './function-needs';
import { JobRole } from './job-role';

/** definitions/batch-inference.asl.yaml: whoever has many texts to read, and hours, starts an execution. */
export class BatchInference extends Construct {
  readonly machine: DefinitionMachine;
  private readonly jobRole: JobRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly surroundings: Surroundings,
  ) {
    super(scope, id);
    const definition = surroundings.definitionOf(id);
    this.jobRole = new JobRole(this, 'job-role', surroundings);
    const functions = makeFunctions(this, functionNeeds, surroundings);
    const substitutions = this.substitutions(definition, Object.values(functions));
    const former = formerModels(surroundings.place, surroundings.environment);
    this.machine = new DefinitionMachine(this, id, { ...surroundings.functions, definition, substitutions, former });
  }

  private substitutions(definition: ParsedDefinition, functions: readonly PipelineFunction[]): Substitutions {
    const { place, environment, notifications, deadLetters } = this.surroundings;
    const { jobTimeoutHours, firstPollSeconds: firstSeconds, maxPollSeconds: maxSeconds } = environment.batchInference;
    const { role } = this.jobRole;
    const boundSeconds = jobTimeoutHours * 3600 + endingSeconds;
    return {
      Partition: text(place.partition),
      ...functionVersions(definition, functions),
      JobRoleArn: named(role.arn, role.arn),
      JobNamePrefix: text(`${environment.name}-`),
      ...documentTypeValues,
      ModelId: models(place, environment).ModelId,
      ModelMaxTokens: number(environment.bedrock.maxTokens),
      ...modelSettings(environment.bedrock, { ToolChoice: 'tool' }),
      JobTimeoutHours: number(jobTimeoutHours),
      PollFirstSeconds: number(firstSeconds),
      PollMaxSeconds: number(maxSeconds),
      MaxPolls: number(pollsWithin(boundSeconds, { firstSeconds, maxSeconds })),
      StoredTopicArn: named(notifications.stored.arn, notifications.stored.arn),
      DeadLetterQueueUrl: named(deadLetters.documents.url, deadLetters.documents.arn),
      ThrottleMaxAttempts: number(
        maxAttemptsOfThrottles(definition.value, 'ThrottleMaxAttempts', environment.throttle.backlogSeconds),
      ),
    };
  }
}

/** Time that Bedrock has to end a job whose hours are over. */
const endingSeconds = 2 * 3600;
