import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Construct } from 'constructs';
import { DefinitionMachine } from '../../constructs/definition-machine';
import { PipelineFunction } from '../../constructs/pipeline-function';
import { formerModels } from '../../models/model-values';
import type { DocumentPipeline } from '../document-pipeline/document-pipeline';
import type { HumanReview } from '../human-review/human-review';
import type { Surroundings } from '../surroundings';
import { functionNeeds } from './function-needs';
import { batchPipelineSubstitutions } from './substitutions';

/** What batches need beside the surroundings of every pipeline. */
export interface BatchPipelineOptions extends Surroundings {
  readonly documentPipeline: DocumentPipeline;
  readonly humanReview: HumanReview;
}

/**
 * definitions/batch-pipeline.asl.yaml and batch-pipeline-express.asl.yaml: both machines are Standard, their children STANDARD or EXPRESS.
 * Nothing starts them by itself: `asl batch run`, or whoever starts an execution.
 */
export class BatchPipeline extends Construct {
  readonly machine: DefinitionMachine;
  readonly expressMachine: DefinitionMachine;
  /** Hears of every batch that is summarized. */
  readonly batches: SnsTopic;

  constructor(
    scope: Construct,
    id: string,
    private readonly options: BatchPipelineOptions,
  ) {
    super(scope, id);
    const { functions, notifications } = options;
    this.batches = notifications.topic('batches');
    const make = (name: keyof typeof functionNeeds) =>
      new PipelineFunction(this, name, functions, functionNeeds[name](options));
    const own = { prepareBatch: make('prepare-batch'), summarizeBatch: make('summarize-batch') };
    this.machine = this.machineOf(id, own);
    this.expressMachine = this.machineOf(`${id}-express`, own);
  }

  private machineOf(
    name: string,
    functions: { readonly prepareBatch: PipelineFunction; readonly summarizeBatch: PipelineFunction },
  ): DefinitionMachine {
    const { documentPipeline } = this.options;
    const definition = this.options.definitionOf(name);
    const substitutions = batchPipelineSubstitutions(definition, {
      ...this.options,
      ...functions,
      batches: this.batches,
      documentFunctions: documentPipeline.functions,
      documentMachine: documentPipeline.machine,
    });
    const former = formerModels(this.options.place, this.options.environment);
    return new DefinitionMachine(this, name, { ...this.options.functions, definition, substitutions, former });
  }
}
