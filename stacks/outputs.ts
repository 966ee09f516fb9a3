import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import type { DefinitionResources } from './document-pipeline-substitutions';
import type { DefinitionMachine } from './constructs/definition-machine';

/** What people and tools ask an environment for: `terraform output`, and the local run. */
export class Outputs extends Construct {
  constructor(scope: Construct, id: string, from: DefinitionResources & { machine: DefinitionMachine }) {
    super(scope, id);
    const { environment, store, ledger, deadLetters, notifications, functions, machine } = from;
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
      document_pipeline_arn: machine.stateMachine.arn,
      document_pipeline_alias_arn: machine.alias.arn,
      review_decision_function_name: functions.reviewDecision.function.functionName,
      max_document_bytes: environment.documents.maxBytes,
    };
    for (const [name, value] of Object.entries(outputs)) new TerraformOutput(this, `output:${name}`, { value });
  }
}
