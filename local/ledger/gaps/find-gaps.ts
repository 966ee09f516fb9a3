import type { Evidence } from '../evidence/evidence';
import type { Gap, GapKind, MendingCommands } from './gap';
import { gapMeanings } from './gap';
import { letterGaps } from './letter-gaps';
import { objectGaps } from './object-gaps';
import { reviewGaps } from './review-gaps';
import { rowGaps } from './row-gaps';

/** What a rule says of one gap. */
export interface FoundGap {
  readonly documentId: string | undefined;
  /** What is particular to this one, after the meaning of its kind. */
  readonly detail?: string;
  readonly mend: string;
}

/** One kind of gap: where the evidence shows it. */
export interface GapRule {
  readonly kind: GapKind;
  find(evidence: Evidence, commands: MendingCommands): readonly FoundGap[];
}

const rules: readonly GapRule[] = [...objectGaps, ...rowGaps, ...letterGaps, ...reviewGaps];

/** Every gap that the evidence shows, in the order of the rules. */
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

/** The key of a document, wherever it is told. */
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
