import { type Account, withAccount } from '../../account';
import { describeDeadLetter } from '../describe-dead-letter';
import { readDeadLetters } from '../evidence/dead-letters';
import { deadLettersOf, type Evidence, gatherEvidence, unregisteredOf } from '../evidence/evidence';
import { readExecutionState } from '../evidence/executions';
import { findGaps } from '../gaps/find-gaps';
import { fixCommands } from '../gaps/gap';
import { localFilesOf } from '../local-files';
import { findDocument } from '../redrive/select-documents';
import type { LedgerOptions } from './ledger-options';

/** `pipelines ledger show ID`: everything that is known of one document. */
export async function showDocument(id: string, options: LedgerOptions): Promise<0> {
  const shown = await withAccount('pipelines ledger show', options, (account) => readRecords(account, id));
  if (options.json) options.console.json(shown);
  else printMembers(shown, '', (line) => options.console.print(line));
  return 0;
}

/** Reads all that the stores know of one document. Throws UserError if an id is unknown or ambiguous. */
export async function readRecords(account: Account, id: string): Promise<Readonly<Record<string, unknown>>> {
  const evidence = await gatherEvidence(account, await readDeadLetters(account));
  return describeDocument(account, evidence, findDocument(evidence, id));
}

async function describeDocument(
  account: Account,
  evidence: Evidence,
  documentId: string,
): Promise<Readonly<Record<string, unknown>>> {
  const row = evidence.rows.get(documentId);
  const { details, pointer: _pointer, documentId: _id, ...kept } = row ?? { details: {} };
  const commands = fixCommands(account.commands, account.names.resultsBucketName);
  const gaps = findGaps(evidence, commands);
  return {
    documentId,
    object: row?.pointer ?? evidence.versions.get(documentId) ?? deadLettersOf(evidence, documentId)[0]?.pointer,
    isInBucket: evidence.versions.has(documentId),
    row: row === undefined ? 'none' : { ...kept, ...details },
    execution: row === undefined ? 'none' : await readExecutionState(account, row.executionArn),
    ...(row === undefined ? {} : await localFilesOf(account, row.executionArn, row.details['failedState'])),
    ...(row?.status === 'FAILED' ? { next: commands.redrive(documentId) } : {}),
    story: account.commands.trace(documentId),
    unregistered: unregisteredOf(evidence, documentId).map(({ executionArn }) => executionArn),
    hasDocument: evidence.stored.has(documentId),
    reviews: evidence.reviews
      .filter((review) => review.documentId === documentId)
      .map(({ reviewId, status }) => `${reviewId} ${status}`),
    letters: await Promise.all(
      deadLettersOf(evidence, documentId).map((letter) => describeDeadLetter(account, letter)),
    ),
    gaps: gaps.filter((gap) => gap.documentId === documentId).map(({ kind, fix }) => ({ kind, fix })),
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
