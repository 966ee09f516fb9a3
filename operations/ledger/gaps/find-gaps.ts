import type { Evidence } from '../evidence/evidence';
import { deadLetterGaps } from './dead-letter-gaps';
import { type FixCommands, type Gap, type GapRule, gapMeanings } from './gap';
import { objectGaps } from './object-gaps';
import { reviewGaps } from './review-gaps';
import { rowGaps } from './row-gaps';

const rules: readonly GapRule[] = [...objectGaps, ...rowGaps, ...deadLetterGaps, ...reviewGaps];

/** Returns every gap that the evidence shows, in the order of the rules. */
export function findGaps(evidence: Evidence, commands: FixCommands): readonly Gap[] {
  return rules.flatMap(({ kind, find }) =>
    find(evidence, commands).map(({ documentId, detail, fix }) => ({
      kind,
      documentId,
      key: keyOf(evidence, documentId),
      message: detail === undefined ? gapMeanings[kind] : `${gapMeanings[kind]}: ${detail}`,
      fix,
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
