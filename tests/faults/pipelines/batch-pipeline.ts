import type { JsonObject } from '@document-pipelines/asl/definition';
import type { Scenario, UploadedDocument } from '../world/scenario';
import type { World } from '../world/world';
import { documentPipeline } from './document-pipeline';
import { documentScenarios } from './document-scenarios';
import { filledDefinition } from './filled-definition';
import type { Pipeline } from './pipeline';

/** Values that differ from those of the cases. */
const values = {
  DocumentTimeoutSeconds: 864_000,
  BatchMaxConcurrency: 10,
  BatchToleratedFailurePercentage: 100,
} as const;

const [onePage, severalPages] = documentScenarios;
const doubtful = documentScenarios.find(({ name }) => name === 'doubtful invoice');

const ofBatch: readonly Scenario[] = [
  {
    ...onePage!,
    name: 'a batch that cannot be summarized',
    trouble: { stateName: 'SummarizeBatch', effect: { kind: 'error', error: 'TypeError', moment: 'before' } },
  },
  {
    ...onePage!,
    name: 'a start whose answer is lost',
    trouble: {
      stateName: 'ProcessDocument',
      effect: { kind: 'error', error: 'StepFunctions.SdkClientException', moment: 'closed' },
      isOnce: true,
    },
  },
];

/** An execution of the document pipeline for each document. */
export const batchPipeline: Pipeline = {
  name: 'batch-pipeline',
  definition: (throttleMaxAttempts) => filledDefinition('batch-pipeline', values, throttleMaxAttempts),
  others: (throttleMaxAttempts): Readonly<Record<string, JsonObject>> => ({
    [documentPipeline.name]: documentPipeline.definition(throttleMaxAttempts),
  }),
  deliver: startBatch,
  scenarios: [...documentScenarios.filter(({ batchId }) => batchId === undefined), ...ofBatch],
  // One is still at work, and one handed over, when the batch exceeds its tolerance; the last has not begun.
  batches: { companions: [severalPages!, doubtful!, onePage!], size: 10 },
};

function startBatch(world: World, documents: readonly UploadedDocument[]): void {
  const [first] = documents;
  if (first === undefined) throw new Error('a batch has documents');
  const { bucket, documentId } = first;
  const key = `manifests/${documentId}.jsonl`;
  const rows = documents.map((each) => ({ bucket: each.bucket, key: each.key, versionId: each.versionId }));
  world.stores.objects.set(`${bucket}/${key}`, Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));
  world.start(`batch-${documentId}`.slice(0, 30), { manifest: { bucket, key } }, documentId, 'batch-pipeline');
}
