import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import type { Environment } from '../environments';
import type { DeadLetters } from './constructs/dead-letters';
import type { DefinitionMachine } from './constructs/definition-machine';
import type { DocumentStore } from './constructs/document-store';
import type { Ledger } from './constructs/ledger';
import type { Notifications } from './constructs/notifications';
import type { OperatorPolicies } from './operators/operator-policies';
import type { ClassifyText } from './pipelines/classify-text/classify-text';
import type { HumanReview } from './pipelines/human-review/human-review';
import type { TrainModel } from './pipelines/train-model/train-model';

/** The resources of the outputs. */
export interface OutputsOptions {
  readonly environment: Environment;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly machines: readonly DefinitionMachine[];
  readonly humanReview: HumanReview;
  readonly classifyText: ClassifyText;
  /** Absent if the environment has no section `training`. */
  readonly trainModel: TrainModel | undefined;
  readonly operatorPolicies: OperatorPolicies;
}

/** The outputs that people and tools use: `terraform output`, and the local run. */
export class Outputs extends Construct {
  constructor(scope: Construct, id: string, options: OutputsOptions) {
    super(scope, id);
    const { environment, store, ledger, deadLetters, notifications } = options;
    const { machines, humanReview, classifyText, trainModel, operatorPolicies } = options;
    const outputs: Readonly<Record<string, string | number>> = {
      environment: environment.name,
      region: environment.region,
      document_bucket_name: store.documents.bucket,
      results_bucket_name: store.results.bucket,
      ledger_table_name: ledger.documents.name,
      callbacks_table_name: ledger.callbacks.name,
      dead_letter_queue_url: deadLetters.documents.url,
      stored_topic_arn: notifications.stored.arn,
      reviews_topic_arn: notifications.reviews.arn,
      escalations_topic_arn: notifications.escalations.arn,
      alarms_topic_arn: notifications.alarms.arn,
      review_api_endpoint: humanReview.api.endpoint,
      reminder_group_name: humanReview.reminders.group.name,
      review_decision_function_name: humanReview.reviewDecision.function.functionName,
      max_document_bytes: environment.documents.maxBytes,
      ...profileSources(environment),
      ...classifyText.outputs,
      ...trainModel?.outputs,
      ...operatorPolicies.outputs,
      ...Object.fromEntries(machines.flatMap(arnsOf)),
    };
    for (const [name, value] of Object.entries(outputs)) new TerraformOutput(this, `output:${name}`, { value });
  }
}

/**
 * Returns the sources of application inference profiles, as JSON: the local IAM evaluation uses the models behind them.
 */
function profileSources({ bedrock }: Environment): Record<string, string> {
  const sources = [bedrock, ...(bedrock.former ?? [])].flatMap(({ modelId, inferenceProfile: profile }) =>
    profile?.id.startsWith('arn:') ? [[profile.id, profile.copyFrom ?? modelId] as const] : [],
  );
  return sources.length === 0 ? {} : { inference_profile_sources: JSON.stringify(Object.fromEntries(sources)) };
}

function arnsOf({ node, stateMachine, alias }: DefinitionMachine): [name: string, arn: string][] {
  const name = node.id.replaceAll('-', '_');
  return [
    [`${name}_arn`, stateMachine.arn],
    [`${name}_alias_arn`, alias.arn],
  ];
}
