import { Construct } from 'constructs';
import type { ParsedDefinition, Substitutions } from '../../../asl/load';
import { DefinitionMachine } from '../../constructs/definition-machine';
import { PipelineFunction } from '../../constructs/pipeline-function';
import { allow } from '../../policy';
import { pollsWithin } from '../../polls-within';
import { seeWhatIsMissing } from '../../statements';
import { formerModels, modelSettings, models } from '../../models/model-values';
import { named, number, publishedVersion, text } from '../../substitution-values';
import { maxAttemptsOfThrottles } from '../../throttles/throttle-retriers';
import type { Surroundings } from '../surroundings';
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
    const substitutions = this.substitutions(definition, this.prepareInference(), this.joinInference());
    const former = formerModels(surroundings.place, surroundings.environment);
    this.machine = new DefinitionMachine(this, id, { ...surroundings.functions, definition, substitutions, former });
  }

  /** Holds one input file in memory at a time. */
  private prepareInference(): PipelineFunction {
    const { functions, store, environment } = this.surroundings;
    const { redaction = [], batchInference } = environment;
    const { minRecords, maxRecords, maxTextBytes } = batchInference;
    return new PipelineFunction(this, 'prepare-inference', functions, {
      memoryMegabytes: 1024,
      timeoutSeconds: functionSeconds,
      environment: {
        RESULTS_BUCKET_NAME: store.results.bucket,
        MIN_RECORDS: String(minRecords),
        MAX_RECORDS: String(maxRecords),
        MAX_RECORDS_PER_FILE: '10000',
        MAX_BYTES_PER_FILE: '64000000',
        MAX_TEXT_BYTES: String(maxTextBytes),
        REDACTED_KINDS: redaction.join(','),
      },
      may: [
        allow('ReadManifestsAndTexts', ['s3:GetObject'], `${store.results.arn}/*`),
        allow('WriteTheInput', ['s3:PutObject'], `${store.results.arn}/inference/*`),
        seeWhatIsMissing(store.results),
      ],
    });
  }

  /** Streams the output; an answer lies under its document's id, which may begin with anything. */
  private joinInference(): PipelineFunction {
    const { functions, store } = this.surroundings;
    return new PipelineFunction(this, 'join-inference', functions, {
      memoryMegabytes: 1024,
      timeoutSeconds: functionSeconds,
      environment: { RESULTS_BUCKET_NAME: store.results.bucket },
      may: [
        allow(
          'ReadTheOutput',
          ['s3:GetObject'],
          [`${store.results.arn}/inference/*`, `${store.results.arn}/*/inference.json`],
        ),
        allow(
          'KeepTheAnswers',
          ['s3:PutObject'],
          ['*/inference.json', 'inference/*/outcome.json', 'inference/*/unanswered.jsonl'].map(
            (key) => `${store.results.arn}/${key}`,
          ),
        ),
        seeWhatIsMissing(store.results),
      ],
    });
  }

  private substitutions(
    definition: ParsedDefinition,
    prepareInference: PipelineFunction,
    joinInference: PipelineFunction,
  ): Substitutions {
    const { place, environment, notifications, deadLetters } = this.surroundings;
    const { jobTimeoutHours, firstPollSeconds: firstSeconds, maxPollSeconds: maxSeconds } = environment.batchInference;
    const { role } = this.jobRole;
    const boundSeconds = jobTimeoutHours * 3600 + endingSeconds;
    return {
      Partition: text(place.partition),
      PrepareInferenceFunctionArn: publishedVersion(prepareInference),
      JoinInferenceFunctionArn: publishedVersion(joinInference),
      JobRoleArn: named(role.arn, role.arn),
      JobNamePrefix: text(`${environment.name}-`),
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

/** A minute less than the Tasks wait. */
const functionSeconds = 840;

/** Time that Bedrock has to end a job whose hours are over. */
const endingSeconds = 2 * 3600;
