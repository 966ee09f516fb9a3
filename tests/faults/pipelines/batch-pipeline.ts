import type { JsonObject } from '../../../asl/definition';
import { names } from '../world/names';
import type { Scenario, UploadedDocument } from '../world/scenario';
import type { World } from '../world/world';
import { documentPipeline, documentPipelineValues } from './document-pipeline';
import { documentScenarios } from './document-scenarios';
import { filledDefinition } from './filled-definition';
import type { Pipeline } from './pipeline';

function pipelineOf(name: string): Pipeline {
  return {
    name,
    definition: (throttleMaxAttempts) => filledDefinition(name, values, throttleMaxAttempts),
    others: (throttleMaxAttempts): Readonly<Record<string, JsonObject>> => ({
      [documentPipeline.name]: documentPipeline.definition(throttleMaxAttempts),
    }),
    deliver: (world, document) => startBatch(world, document, name),
    scenarios: [...documentScenarios, summaryFails],
  };
}

const [onePage] = documentScenarios;

const summaryFails: Scenario = {
  ...onePage!,
  name: 'a batch that cannot be summarized',
  trouble: { stateName: 'SummarizeBatch', effect: { kind: 'error', error: 'TypeError', moment: 'before' } },
};

const values = {
  ...documentPipelineValues,
  PrepareBatchFunctionArn: `${names.functionPrefix}prepare-batch:1`,
  SummarizeBatchFunctionArn: `${names.functionPrefix}summarize-batch:1`,
  DocumentPipelineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:document-pipeline',
  BatchesTopicArn: names.batches,
  BatchMaxConcurrency: 10,
  BatchToleratedFailurePercentage: 100,
  SyncMaxBytes: 5_000_000,
} as const;

function startBatch(world: World, { documentId, bucket, key, versionId }: UploadedDocument, machine: string): void {
  const manifest = `manifests/${documentId}.jsonl`;
  world.stores.objects.set(`${bucket}/${manifest}`, Buffer.from(JSON.stringify({ bucket, key, versionId })));
  world.start(`batch-${documentId}`.slice(0, 30), { manifest: { bucket, key: manifest } }, documentId, machine);
}

/** A batch of one document, its children STANDARD: what it hands over goes on in the document pipeline. */
export const batchPipeline: Pipeline = pipelineOf('batch-pipeline');

/** The same with EXPRESS children, which wait for no job and are told of by nobody. */
export const batchPipelineExpress: Pipeline = pipelineOf('batch-pipeline-express');
