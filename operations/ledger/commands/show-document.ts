import { describeLetter } from '../describe-letter';
import { type Evidence, gatherEvidence, lettersOf, ownerState, unregisteredOf } from '../evidence/evidence';
import { lookAtLetters } from '../evidence/letters';
import { findGaps } from '../gaps/find-gaps';
import { mendingCommands } from '../gaps/gap';
import type { LedgerPlace } from '../ledger-place';
import { localFilesOf } from '../local-files';
import { findDocument } from '../redrive/select-documents';
import { type LedgerOptions, withLedgerLook } from './with-ledger';

/** `pipelines ledger show ID`: everything that is known of one document. */
export async function showDocument(id: string, options: LedgerOptions): Promise<0> {
  const shown = await withLedgerLook('pipelines ledger show', options, async (place) => {
    const evidence = await gatherEvidence(place, await lookAtLetters(place));
    return describeDocument(place, evidence, findDocument(evidence, id));
  });
  if (options.json) options.console.json(shown);
  else printMembers(shown, '', (line) => options.console.print(line));
  return 0;
}

async function describeDocument(
  place: LedgerPlace,
  evidence: Evidence,
  documentId: string,
): Promise<Readonly<Record<string, unknown>>> {
  const row = evidence.rows.get(documentId);
  const { details, pointer: _pointer, documentId: _id, ...kept } = row ?? { details: {} };
  const commands = mendingCommands(place.environment, place.names.resultsBucketName);
  const gaps = findGaps(evidence, commands);
  return {
    documentId,
    object: row?.pointer ?? evidence.versions.get(documentId) ?? lettersOf(evidence, documentId)[0]?.pointer,
    isInBucket: evidence.versions.has(documentId),
    row: row === undefined ? 'none' : { ...kept, ...details },
    execution: row === undefined ? 'none' : ownerState(evidence, row),
    ...(row === undefined ? {} : await localFilesOf(place, row.executionArn, row.details['failedState'])),
    ...(row?.status === 'FAILED' ? { next: commands.redrive(documentId) } : {}),
    unregistered: unregisteredOf(evidence, documentId).map(({ executionArn }) => executionArn),
    hasDocument: evidence.stored.has(documentId),
    reviews: evidence.reviews
      .filter((review) => review.documentId === documentId)
      .map(({ reviewId, status }) => `${reviewId} ${status}`),
    letters: await Promise.all(lettersOf(evidence, documentId).map((letter) => describeLetter(place, letter))),
    gaps: gaps.filter((gap) => gap.documentId === documentId).map(({ kind, mend }) => ({ kind, mend })),
  };
}

/** Members as `name: value` lines, nested ones indented; empty ones are left out. */
function printMembers(value: object, indent: string, print: (line: string) => void): void {
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || member === null || (Array.isArray(member) && member.length === 0)) continue;
    if (typeof member !== 'object') {
      print(`${indent}${name}: ${String(member)}`);
      continue;
    }
    print(`${indent}${name}:`);
    printMembers(member, `${indent}  `, print);
  }
}
