import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import type { ParsedDefinition, Substitutions, SubstitutionValue } from '@document-pipelines/asl/load';
import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import type { DeadLetters } from '../../constructs/dead-letters';
import { DefinitionMachine } from '../../constructs/definition-machine';
import type { DocumentStore } from '../../constructs/document-store';
import type { Ledger } from '../../constructs/ledger';
import type { Notifications } from '../../constructs/notifications';
import { PipelineFunction } from '../../constructs/pipeline-function';
import type { StackSettings } from '../../constructs/stack-settings';
import { allow } from '../../policy';
import { pollsWithin } from '../../polls-within';
import { seeWhatIsMissing, sendFailedEvents } from '../../statements';
import { aliasedFunction, namedResource, number, text } from '../../substitution-values';
import { maxAttemptsOfThrottles } from '../../throttles/throttle-retriers';

/** The section `agent` of an environment that has one. */
export type AgentSettings = NonNullable<Environment['agent']>;

/** The options of the agent pipeline. */
export interface AgentPipelineOptions {
  readonly settings: StackSettings;
  readonly environment: Environment;
  readonly definition: ParsedDefinition;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly agent: AgentSettings;
}

/**
 * definitions/agent-pipeline.asl.yaml, for environments with the section `agent`. An execution is started for each
 * question.
 */
export class AgentPipeline extends Construct {
  readonly machine: DefinitionMachine;

  constructor(
    scope: Construct,
    id: string,
    private readonly options: AgentPipelineOptions,
  ) {
    super(scope, id);
    const invokeAgent = this.invokeAgent();
    const alias = this.calledAsynchronously(invokeAgent);
    const substitutions = this.substitutions(aliasedFunction(invokeAgent, alias));
    this.machine = new DefinitionMachine(this, id, {
      settings: options.settings,
      definition: options.definition,
      substitutions,
    });
  }

  private invokeAgent(): PipelineFunction {
    const { agent, settings, store, ledger, deadLetters } = this.options;
    const { agentId, agentAliasId } = agent.alias === 'stand-in' ? standIn : agent.alias;
    return new PipelineFunction(this, 'invoke-agent', settings, {
      memoryMegabytes: 256,
      timeoutSeconds: agent.timeoutSeconds,
      environment: {
        AGENT_ID: agentId,
        AGENT_ALIAS_ID: agentAliasId,
        RESULTS_BUCKET_NAME: store.results.bucket,
        CALLBACKS_TABLE_NAME: ledger.callbacks.name,
        LEASE_SECONDS: String(leaseSecondsOf(agent)),
      },
      may: [
        allow(
          'AskTheAgent',
          ['bedrock:InvokeAgent'],
          settings.target.arnOf('bedrock', `agent-alias/${agentId}/${agentAliasId}`),
        ),
        allow('KeepTheAnswer', ['s3:GetObject', 's3:PutObject'], `${store.results.arn}/agents/*`),
        seeWhatIsMissing(store.results),
        allow('NoteTheRun', ['dynamodb:UpdateItem'], ledger.callbacks.arn),
        sendFailedEvents(deadLetters.undelivered),
      ],
    });
  }

  /**
   * A configuration of asynchronous calls belongs to a version or to an alias, never to both. On a version it would be
   * replaced with each deployment, and running executions would lose their failure destination. Without Lambda's own
   * retries: the machine starts the function again, depending on whether the last call still runs.
   */
  private calledAsynchronously({ function: { functionName, version } }: PipelineFunction): LambdaAlias {
    const { agent, deadLetters } = this.options;
    const alias = new LambdaAlias(this, 'alias:invoke-agent', { name: 'live', functionName, functionVersion: version });
    new LambdaFunctionEventInvokeConfig(this, 'events:invoke-agent', {
      functionName,
      qualifier: alias.name,
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: Math.max(60, agent.timeoutSeconds),
      destinationConfig: { onFailure: { destination: deadLetters.undelivered.arn } },
    });
    return alias;
  }

  private substitutions(invokeAgentArn: SubstitutionValue): Substitutions {
    const { agent, settings, environment, definition, ledger, notifications, deadLetters } = this.options;
    const { firstPollSeconds: firstSeconds, maxPollSeconds: maxSeconds } = agent;
    return {
      Partition: text(settings.target.partition),
      InvokeAgentFunctionArn: invokeAgentArn,
      CallbacksTableName: namedResource(ledger.callbacks.name, ledger.callbacks.arn),
      ReviewsTopicArn: namedResource(notifications.reviews.arn, notifications.reviews.arn),
      DeadLetterQueueUrl: namedResource(deadLetters.documents.url, deadLetters.documents.arn),
      MaxQuestionCharacters: number(8_000),
      StartTimeoutSeconds: number(agent.timeoutSeconds + 30),
      PollFirstSeconds: number(firstSeconds),
      PollMaxSeconds: number(maxSeconds),
      MaxPolls: number(pollsWithin(leaseSecondsOf(agent) + startSeconds, { firstSeconds, maxSeconds })),
      MaxStarts: number(agent.maxStarts),
      ThrottleMaxAttempts: number(
        maxAttemptsOfThrottles(definition.value, 'ThrottleMaxAttempts', environment.throttle.backlogSeconds),
      ),
    };
  }
}

/** AWS has no agent of this id and rejects it; the local environment implements it. */
const standIn = { agentId: 'STANDIN000', agentAliasId: 'STANDIN000' } as const;

/** Seconds that Lambda may take to begin an asynchronous call. */
const startSeconds = 60;

/** Longer than the function may run: the owner of an older lease has ended. */
function leaseSecondsOf({ timeoutSeconds }: AgentSettings): number {
  return timeoutSeconds + 15;
}
