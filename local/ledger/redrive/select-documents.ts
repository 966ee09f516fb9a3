import type { Evidence } from '../evidence/evidence';
import { lettersOf } from '../evidence/evidence';
import { findGaps, keyOf } from '../gaps/find-gaps';
import { mendingCommands } from '../gaps/gap';
import type { LedgerPlace } from '../ledger-place';

/** Which documents a redrive is for. */
export interface RedriveSelection {
  /** DocumentIds, beginnings of them (8 characters at least), or keys. None: all that failed. */
  readonly ids: readonly string[];
  /** Only what failed with this error. */
  readonly error?: string;
  /** Only what failed in this state. */
  readonly state?: string;
}

/** What was asked for is not there, or is not named well enough. */
export class UnknownDocumentError extends Error {
  override readonly name = 'UnknownDocumentError';
}

/** The documents that a redrive is for, in the order of their keys. Throws UnknownDocumentError. */
export function selectDocuments(
  place: LedgerPlace,
  evidence: Evidence,
  { ids, error, state }: RedriveSelection,
): readonly string[] {
  const chosen = ids.length > 0 ? ids.map((id) => findDocument(evidence, id)) : redrivable(place, evidence);
  return [...new Set(chosen)]
    .filter((documentId) => error === undefined || failuresOf(evidence, documentId).some((one) => one.error === error))
    .filter((documentId) => state === undefined || failuresOf(evidence, documentId).some((one) => one.state === state))
    .sort((a, b) => (keyOf(evidence, a) ?? '').localeCompare(keyOf(evidence, b) ?? '') || a.localeCompare(b));
}

/** The one document of an id, the beginning of an id, or a key. Throws UnknownDocumentError. */
export function findDocument(evidence: Evidence, id: string): string {
  const all = knownDocuments(evidence);
  const found = all.filter(
    (documentId) =>
      documentId === id || (id.length >= 8 && documentId.startsWith(id)) || keyOf(evidence, documentId) === id,
  );
  const [only, ...others] = found;
  if (only === undefined)
    throw new UnknownDocumentError(`there is no document ${id}; \`asl ledger list\` shows what there is`);
  if (others.length > 0)
    throw new UnknownDocumentError(`${id} names ${found.length} documents: ${found.join(', ')}; give the one you mean`);
  return only;
}

/** Every document that anything speaks of. */
export function knownDocuments({ versions, rows, letters }: Evidence): readonly string[] {
  const named = letters.map(({ documentId }) => documentId).filter((documentId) => documentId !== undefined);
  return [...new Set([...versions.keys(), ...rows.keys(), ...named])];
}

/** What has a letter, and what lacks one though a redrive mends it. */
function redrivable({ environment, names }: LedgerPlace, evidence: Evidence): readonly string[] {
  const commands = mendingCommands(environment, names.resultsBucketName);
  const gaps = findGaps(evidence, commands).filter(({ mend }) => mend.startsWith('npx asl redrive'));
  return [...evidence.letters, ...gaps].map(({ documentId }) => documentId).filter((id) => id !== undefined);
}

interface Failure {
  readonly error: string | undefined;
  readonly state: string | undefined;
}

function failuresOf(evidence: Evidence, documentId: string): readonly Failure[] {
  const row = evidence.rows.get(documentId);
  const ofRow = row?.status === 'FAILED' ? [{ error: row.details['error'], state: row.details['failedState'] }] : [];
  return [...lettersOf(evidence, documentId), ...ofRow];
}
