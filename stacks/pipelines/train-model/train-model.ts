import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Construct } from 'constructs';
import { DefinitionMachine } from '../../constructs/definition-machine';
import { makeFunctions } from '../../constructs/pipeline-functions';
import type { HumanReview } from '../human-review/human-review';
import type { Surroundings } from '../surroundings';
import { functionNeeds } from './function-needs';
import { ModelsTable } from './models-table';
import { type TrainingSettings, trainModelSubstitutions } from './substitutions';
import { TrainingRole } from './training-role';

/** What the training of models needs beside the surroundings of every pipeline. */
export interface TrainModelOptions extends Surroundings {
  readonly humanReview: HumanReview;
  readonly training: TrainingSettings;
}

/** definitions/train-model.asl.yaml, for environments that have the section `training`. Whoever trains starts an execution. */
export class TrainModel extends Construct {
  readonly machine: DefinitionMachine;
  readonly models: ModelsTable;
  /** Hears of every version that is published. */
  readonly publishedModels: SnsTopic;

  constructor(scope: Construct, id: string, options: TrainModelOptions) {
    super(scope, id);
    const { place, environment, store, notifications } = options;
    const definition = options.definitionOf(id);
    this.models = new ModelsTable(this, 'models', { place, protectData: environment.protectData });
    this.publishedModels = notifications.topic('published-models');
    const { role } = new TrainingRole(this, 'training-role', { place, results: store.results });
    const functions = makeFunctions(this, functionNeeds, options);
    const substitutions = trainModelSubstitutions(definition, {
      ...options,
      models: this.models.table,
      publishedModels: this.publishedModels,
      role,
      calledFunctions: Object.values(functions),
    });
    this.machine = new DefinitionMachine(this, id, { ...options.functions, definition, substitutions });
  }

  /** What people and tools ask for. */
  get outputs(): Readonly<Record<string, string>> {
    return { models_table_name: this.models.table.name, published_models_topic_arn: this.publishedModels.arn };
  }
}
