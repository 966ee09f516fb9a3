import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import type { ParsedDefinition } from '@document-pipelines/asl/load';
import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import type { DeadLetters } from '../../constructs/dead-letters';
import { DefinitionMachine } from '../../constructs/definition-machine';
import type { DocumentStore } from '../../constructs/document-store';
import type { Notifications } from '../../constructs/notifications';
import { makeFunctions } from '../../constructs/pipeline-functions';
import type { StackSettings } from '../../constructs/stack-settings';
import type { HumanReview } from '../human-review/human-review';
import { functionNeeds } from './function-needs';
import { ModelsTable } from './models-table';
import { type TrainingSettings, trainModelSubstitutions } from './substitutions';
import { TrainingRole } from './training-role';

/** The options of the training of models. */
export interface TrainModelOptions {
  readonly settings: StackSettings;
  readonly environment: Environment;
  readonly definition: ParsedDefinition;
  readonly store: DocumentStore;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly humanReview: HumanReview;
  readonly training: TrainingSettings;
}

/**
 * definitions/train-model.asl.yaml, for environments with the section `training`. An execution is started for each
 * training.
 */
export class TrainModel extends Construct {
  readonly machine: DefinitionMachine;
  readonly models: ModelsTable;
  /** Receives a notice of every version that is published. */
  readonly publishedModels: SnsTopic;

  constructor(scope: Construct, id: string, options: TrainModelOptions) {
    super(scope, id);
    const { settings, environment, definition, store, notifications, deadLetters, humanReview, training } = options;
    const { target } = settings;
    this.models = new ModelsTable(this, 'models', { target, protectData: environment.protectData });
    this.publishedModels = notifications.topic('published-models');
    const { role } = new TrainingRole(this, 'training-role', { target, results: store.results });
    const substitutions = trainModelSubstitutions(definition, {
      target,
      environment,
      training,
      store,
      deadLetters,
      models: this.models.table,
      publishedModels: this.publishedModels,
      role,
      calledFunctions: Object.values(makeFunctions(this, functionNeeds, { settings, store, humanReview })),
    });
    this.machine = new DefinitionMachine(this, id, { settings, definition, substitutions });
  }

  /** The outputs for people and tools. */
  get outputs(): Readonly<Record<string, string>> {
    return { models_table_name: this.models.table.name, published_models_topic_arn: this.publishedModels.arn };
  }
}
