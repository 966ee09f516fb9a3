import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Construct } from 'constructs';
import { DefinitionMachine } from '../../constructs/definition-machine';
import { makeFunctions } from '../../constructs/pipeline-functions';
import type { DocumentPipeline } from '../document-pipeline/document-pipeline';
import type { Surroundings } from '../surroundings';
import { functionNeeds } from './function-needs';
import { batchPipelineSubstitutions } from './substitutions';

/** What batches need beside the surroundings of every pipeline. */
export interface BatchPipelineOptions extends Surroundings {
  readonly documentPipeline: DocumentPipeline;
}

/**
 * definitions/batch-pipeline.asl.yaml: an execution of the document pipeline for every document of a batch. Nothing starts it by itself: `asl batch run`, or whoever starts an execution.
 */
export class BatchPipeline extends Construct {
  readonly machine: DefinitionMachine;
  /** Hears of every batch that is summarized. */
  readonly batches: SnsTopic;

  constructor(scope: Construct, id: string, options: BatchPipelineOptions) {
    super(scope, id);
    const { functions, notifications } = options;
    this.batches = notifications.topic('batches');
    const definition = options.definitionOf(id);
    const substitutions = batchPipelineSubstitutions(definition, {
      ...options,
      calledFunctions: Object.values(makeFunctions(this, functionNeeds, options)),
      batches: this.batches,
    });
    this.machine = new DefinitionMachine(this, id, { ...functions, definition, substitutions });
  }
}
