import { batchPrefix } from '../../account';
import { type Evidence, hasNotBegun, isBatchRunning, ownerState } from '../evidence/evidence';
import { isListed } from '../evidence/object-versions';
import { documentIdOf, type ObjectPointer } from '../object-pointer';
import type { GapRule } from './gap';

/** Gaps of the buckets. */
export const objectGaps: readonly GapRule[] = [
  {
    kind: 'object-without-row',
    find: (evidence, { redrive }) =>
      [...new Set([...eventDrivenDocuments(evidence), ...namedByEndedBatches(evidence)])]
        .filter((documentId) => hasNotBegun(evidence, documentId))
        .map((documentId) => ({ documentId, ...namedBy(evidence, documentId), fix: redrive(documentId) })),
  },
  {
    kind: 'content-damaged',
    find: ({ damaged }, { replaceObject }) =>
      damaged.map((object) => ({
        documentId: object.documentId,
        detail: object.problem,
        fix: replaceObject(object),
      })),
  },
  {
    kind: 'execution-without-object',
    find: ({ rows, versions, executions, unregistered }, { stopExecution }) => {
      const owners = [...rows.values()].filter(({ executionArn }) => executions.get(executionArn) === 'RUNNING');
      const isGone = (pointer: ObjectPointer): boolean => isListed(pointer.key) && !versions.has(documentIdOf(pointer));
      return [...owners, ...unregistered].flatMap(({ pointer, executionArn }) =>
        pointer === undefined || !isGone(pointer)
          ? []
          : [{ documentId: documentIdOf(pointer), detail: executionArn, fix: stopExecution(executionArn) }],
      );
    },
  },
  {
    kind: 'stored-without-document',
    find: ({ rows, stored }, { restoreDocument }) =>
      [...rows.values()]
        .filter(({ status, documentId }) => status === 'STORED' && !stored.has(documentId))
        .map(({ documentId }) => ({ documentId, fix: restoreDocument(documentId) })),
  },
  {
    kind: 'document-not-stored',
    // A FAILED one is to be redriven, and is written again under the same key then.
    find: (evidence, { redrive, removeDocument, lookAtDocument }) =>
      [...evidence.stored].flatMap((documentId) => {
        const row = evidence.rows.get(documentId);
        if (row === undefined) {
          const fix = evidence.versions.has(documentId) ? redrive(documentId) : lookAtDocument(documentId);
          return [{ documentId, detail: 'there is no row', fix }];
        }
        const isRejected = row.status === 'REJECTED' && ownerState(evidence, row) !== 'RUNNING';
        return isRejected ? [{ documentId, detail: 'it is rejected', fix: removeDocument(documentId) }] : [];
      }),
  },
];

/** Object versions under batch/ that are neither named by a batch nor registered: they wait, and are not gaps. */
export function waitingForBatch(evidence: Evidence): readonly ObjectPointer[] {
  return [...evidence.versions]
    .filter(([documentId, { key }]) => key.startsWith(batchPrefix) && !evidence.batches.named.has(documentId))
    .filter(([documentId]) => hasNotBegun(evidence, documentId))
    .map(([, pointer]) => pointer);
}

/** Documents that an event has started, or should have. */
function eventDrivenDocuments({ versions }: Evidence): readonly string[] {
  return [...versions].filter(([, { key }]) => !key.startsWith(batchPrefix)).map(([documentId]) => documentId);
}

/** Objects that a running batch has named are started by that batch. An object that has been deleted since is not a gap. */
function namedByEndedBatches(evidence: Evidence): readonly string[] {
  const { batches, versions } = evidence;
  return [...batches.named]
    .filter(([documentId, { pointer }]) => !isListed(pointer.key) || versions.has(documentId))
    .filter(([, { batchIds }]) => !batchIds.some((batchId) => isBatchRunning(evidence, batchId)))
    .map(([documentId]) => documentId);
}

function namedBy({ batches }: Evidence, documentId: string): { readonly detail?: string } {
  const batchId = batches.named.get(documentId)?.batchIds.at(-1);
  if (batchId === undefined) return {};
  return {
    detail: `batch ${batchId} named it and has ended (\`npx pipelines batch resume ${batchId}\` starts all it left)`,
  };
}
