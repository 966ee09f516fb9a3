import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Account } from '../../account';
import { deadLettersOf, type Evidence } from '../evidence/evidence';
import { executionReference } from '../execution-reference';
import { findGaps, keyOf } from '../gaps/find-gaps';
import { fixCommands } from '../gaps/gap';

/** Which documents a redrive is for. */
export interface RedriveSelection {
  /** DocumentIds, beginnings of them (8 characters at least), keys, or ARNs or names of executions. If empty, all that failed. */
  readonly ids: readonly string[];
  /** Only what failed with this error. */
  readonly error?: string;
  /** Only what failed in this state. */
  readonly state?: string;
  /** Only what failed in an execution of this state machine, with or without the environment before its name. */
  readonly machine?: string;
}

/** Returns the documents that a redrive is for, in the order of their keys. Throws UserError. */
export function selectDocuments(
  account: Account,
  evidence: Evidence,
  { ids, error, state, machine }: RedriveSelection,
): readonly string[] {
  const isWanted = ({ executionArn }: Failure): boolean =>
    machine === undefined || isOfMachine(account.names, executionArn, machine);
  const chosen = ids.length > 0 ? ids.map((id) => findDocument(evidence, id)) : redrivable(account, evidence);
  return [...new Set(chosen)]
    .filter((documentId) => error === undefined || failuresOf(evidence, documentId).some((one) => one.error === error))
    .filter((documentId) => state === undefined || failuresOf(evidence, documentId).some((one) => one.state === state))
    .filter((documentId) => machine === undefined || failuresOf(evidence, documentId).some(isWanted))
    .sort((a, b) => (keyOf(evidence, a) ?? '').localeCompare(keyOf(evidence, b) ?? '') || a.localeCompare(b));
}

/** Returns the one document of an id, the beginning of an id, or a key. Throws UserError. */
export function findDocument(evidence: Evidence, id: string): string {
  const all = knownDocuments(evidence);
  const found = all.filter(
    (documentId) =>
      documentId === id || (id.length >= 8 && documentId.startsWith(id)) || keyOf(evidence, documentId) === id,
  );
  const [only, ...others] = found;
  if (only === undefined)
    throw new UserError(`there is no document ${id}; \`pipelines ledger list\` lists the documents`);
  if (others.length > 0)
    throw new UserError(`${id} matches ${found.length} documents: ${found.join(', ')}; use a longer id`);
  return only;
}

/** Returns every document in the evidence. */
export function knownDocuments({ versions, rows, letters, batches }: Evidence): readonly string[] {
  const named = letters.map(({ documentId }) => documentId).filter((documentId) => documentId !== undefined);
  return [...new Set([...versions.keys(), ...rows.keys(), ...batches.named.keys(), ...named])];
}

/** Returns documents with a dead letter, and those without one that a redrive fixes. */
function redrivable({ commands, names }: Account, evidence: Evidence): readonly string[] {
  const gaps = findGaps(evidence, fixCommands(commands, names.resultsBucketName)).filter(({ fix }) =>
    fix.startsWith('npx pipelines redrive'),
  );
  return [...evidence.letters, ...gaps].map(({ documentId }) => documentId).filter((id) => id !== undefined);
}

/** Whether an execution is one of this state machine, or of a child of its Map Runs; the name may lack the environment. */
export function isOfMachine({ machines }: Account['names'], executionArn: string, machine: string): boolean {
  const { machine: name } = executionReference(executionArn) ?? {};
  return name === machine || machines.some((one) => one.name === name && one.localName === machine);
}

interface Failure {
  readonly executionArn: string;
  readonly error: string | undefined;
  readonly state: string | undefined;
}

function failuresOf(evidence: Evidence, documentId: string): readonly Failure[] {
  const row = evidence.rows.get(documentId);
  const { executionArn = '', status, details = {} } = row ?? {};
  const ofRow = status === 'FAILED' ? [{ executionArn, error: details['error'], state: details['failedState'] }] : [];
  return [...deadLettersOf(evidence, documentId), ...ofRow];
}
