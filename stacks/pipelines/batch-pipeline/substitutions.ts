import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import type { ParsedDefinition, Substitutions } from '../../../asl/load';
import type { DefinitionMachine } from '../../constructs/definition-machine';
import type { PipelineFunction } from '../../constructs/pipeline-function';
import { named, number, publishedVersion } from '../../substitution-values';
import { type DocumentPipelineResources, documentPipelineSubstitutions } from '../document-pipeline/substitutions';
import { batchConcurrency } from './batch-concurrency';

/** What the definitions of the batch pipelines may name. */
export interface BatchPipelineResources extends DocumentPipelineResources {
  /** The machine that takes what a batch hands over. */
  readonly documentMachine: DefinitionMachine;
  readonly prepareBatch: PipelineFunction;
  readonly summarizeBatch: PipelineFunction;
  readonly batches: SnsTopic;
}

/**
 * What stands for each `${Name}` of one of the batch pipelines: what the document pipeline has, for the states that are its own, and what the
 * frame adds; only names that occur.
 */
export function batchPipelineSubstitutions(definition: ParsedDefinition, from: BatchPipelineResources): Substitutions {
  const { environment, documentMachine, prepareBatch, summarizeBatch, batches } = from;
  const all: Substitutions = {
    ...documentPipelineSubstitutions(definition, from),
    PrepareBatchFunctionArn: publishedVersion(prepareBatch),
    SummarizeBatchFunctionArn: publishedVersion(summarizeBatch),
    BatchesTopicArn: named(batches.arn, batches.arn),
    // Calls for an alias are authorised with the machine's ARN.
    DocumentPipelineArn: named(documentMachine.alias.arn, documentMachine.stateMachine.arn),
    BatchMaxConcurrency: number(environment.batch.maxConcurrency ?? batchConcurrency(environment)),
    BatchToleratedFailurePercentage: number(environment.batch.toleratedFailurePercentage),
    SyncMaxBytes: number(environment.documents.syncMaxBytes),
  };
  const names = new Set(definition.placeholders.map(({ name }) => name));
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
}
