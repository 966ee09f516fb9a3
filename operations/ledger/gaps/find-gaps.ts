import type { Evidence } from '../evidence/evidence';
import { type Gap, type GapRule, gapMeanings, type MendingCommands } from './gap';
import { letterGaps } from './letter-gaps';
import { objectGaps } from './object-gaps';
import { reviewGaps } from './review-gaps';
import { rowGaps } from './row-gaps';

const rules: readonly GapRule[] = [...objectGaps, ...rowGaps, ...letterGaps, ...reviewGaps];

/** Returns every gap that the evidence shows, in the order of the rules. */
export function findGaps(evidence: Evidence, commands: MendingCommands): readonly Gap[] {
  return rules.flatMap(({ kind, find }) =>
    find(evidence, commands).map(({ documentId, detail, mend }) => ({
      kind,
      documentId,
      key: keyOf(evidence, documentId),
      message: detail === undefined ? gapMeanings[kind] : `${gapMeanings[kind]}: ${detail}`,
      mend,
    })),
  );
}

/** Returns the key of a document, from any of the evidence. */
export function keyOf(evidence: Evidence, documentId: string | undefined): string | undefined {
  if (documentId === undefined) return undefined;
  const { versions, rows, letters, batches } = evidence;
  const pointer =
    versions.get(documentId) ??
    rows.get(documentId)?.pointer ??
    batches.named.get(documentId)?.pointer ??
    letters.find((letter) => letter.documentId === documentId)?.pointer;
  return pointer?.key;
}
