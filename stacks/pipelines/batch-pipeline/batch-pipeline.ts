import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import type { ParsedDefinition } from '@document-pipelines/asl/load';
import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import type { DeadLetters } from '../../constructs/dead-letters';
import { DefinitionMachine } from '../../constructs/definition-machine';
import type { DocumentStore } from '../../constructs/document-store';
import type { Ledger } from '../../constructs/ledger';
import type { Notifications } from '../../constructs/notifications';
import { makeFunctions } from '../../constructs/pipeline-functions';
import type { StackSettings } from '../../constructs/stack-settings';
import type { DocumentPipeline } from '../document-pipeline/document-pipeline';
import { functionNeeds } from './function-needs';
import { batchPipelineSubstitutions } from './substitutions';

/** The options of the batch pipeline. */
export interface BatchPipelineOptions {
  readonly settings: StackSettings;
  readonly environment: Environment;
  readonly definition: ParsedDefinition;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly documentPipeline: DocumentPipeline;
}

/**
 * definitions/batch-pipeline.asl.yaml: an execution of the document pipeline for every document of a batch. No event
 * starts it: `pipelines batch run` does, or StartExecution.
 */
export class BatchPipeline extends Construct {
  readonly machine: DefinitionMachine;
  /** Receives a notice of every batch that is summarized. */
  readonly batches: SnsTopic;

  constructor(scope: Construct, id: string, options: BatchPipelineOptions) {
    super(scope, id);
    const { settings, environment, definition, store, ledger, notifications, deadLetters, documentPipeline } = options;
    this.batches = notifications.topic('batches');
    const substitutions = batchPipelineSubstitutions(definition, {
      target: settings.target,
      environment,
      store,
      ledger,
      deadLetters,
      documentPipeline,
      calledFunctions: Object.values(makeFunctions(this, functionNeeds, { settings, environment, store, ledger })),
      batches: this.batches,
    });
    this.machine = new DefinitionMachine(this, id, { settings, definition, substitutions });
  }
}
