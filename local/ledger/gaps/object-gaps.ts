import { lettersOf, ownerState, unregisteredOf } from '../evidence/evidence';
import { incomingPrefix } from '../ledger-place';
import { documentIdOf, type ObjectPointer } from '../object-pointer';
import type { GapRule } from './find-gaps';

/** What the buckets show. */
export const objectGaps: readonly GapRule[] = [
  {
    kind: 'object-without-row',
    find: (evidence, { redrive }) =>
      [...evidence.versions.keys()]
        .filter((documentId) => !evidence.rows.has(documentId))
        .filter((documentId) => unregisteredOf(evidence, documentId).length === 0)
        .filter((documentId) => lettersOf(evidence, documentId).length === 0)
        .map((documentId) => ({ documentId, mend: redrive(documentId) })),
  },
  {
    kind: 'execution-without-object',
    find: ({ rows, versions, executions, unregistered }, { stopExecution }) => {
      const owners = [...rows.values()].filter(({ executionArn }) => executions.get(executionArn) === 'RUNNING');
      const isGone = (pointer: ObjectPointer): boolean =>
        pointer.key.startsWith(incomingPrefix) && !versions.has(documentIdOf(pointer));
      return [...owners, ...unregistered].flatMap(({ pointer, executionArn }) =>
        pointer === undefined || !isGone(pointer)
          ? []
          : [{ documentId: documentIdOf(pointer), detail: executionArn, mend: stopExecution(executionArn) }],
      );
    },
  },
  {
    kind: 'stored-without-document',
    find: ({ rows, stored }, { restoreDocument }) =>
      [...rows.values()]
        .filter(({ status, documentId }) => status === 'STORED' && !stored.has(documentId))
        .map(({ documentId }) => ({ documentId, mend: restoreDocument(documentId) })),
  },
  {
    kind: 'document-not-stored',
    // A FAILED one is to be redriven, and is written again under the same key then.
    find: (evidence, { redrive, removeDocument, lookAtDocument }) =>
      [...evidence.stored].flatMap((documentId) => {
        const row = evidence.rows.get(documentId);
        if (row === undefined) {
          const mend = evidence.versions.has(documentId) ? redrive(documentId) : lookAtDocument(documentId);
          return [{ documentId, detail: 'there is no row', mend }];
        }
        const isRejected = row.status === 'REJECTED' && ownerState(evidence, row) !== 'RUNNING';
        return isRejected ? [{ documentId, detail: 'it is rejected', mend: removeDocument(documentId) }] : [];
      }),
  },
];
