import type { UploadedDocument } from '../world/scenario';
import type { World } from '../world/world';
import { documentScenarios } from './document-scenarios';
import { filledDefinition } from './filled-definition';
import type { Pipeline } from './pipeline';

/** Values that differ from those of the cases. */
const values = {
  ModelId: 'model',
  PartAnswerMaxBytes: 25_000,
} as const;

/** The document pipeline, as it is deployed, with example names. */
export const documentPipeline: Pipeline = {
  name: 'document-pipeline',
  definition: (throttleMaxAttempts) => filledDefinition('document-pipeline', values, throttleMaxAttempts),
  deliver: (world, documents) => {
    for (const document of documents) begin(world, document);
  },
  scenarios: documentScenarios,
};

/** Starts by the object's event, or as a batch does. */
function begin(world: World, document: UploadedDocument): void {
  const { bucket, key, versionId, documentId, scenario } = document;
  const { batchId } = scenario;
  if (batchId === undefined) world.deliverEvent(document);
  else world.start(`${documentId}-${batchId}`, { bucket, key, versionId, batchId }, documentId);
}
