import { basename } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Account } from '../../account';
import { readLedgerRow } from '../../ledger/evidence/rows';
import { findDocumentsByKey, findDocumentsInLedger } from './find-documents';
import { findExecutions, isExecutionArn } from './find-executions';
import type { Candidate, Subject } from './subject';

/**
 * Returns the document or the execution of an id: a documentId or the beginning of one, a key, a file name, an execution's ARN, its name,
 * or `machine:name`. Throws UserError that lists what it may be, or says how to find it.
 */
export async function findSubject(account: Account, id: string): Promise<Subject> {
  const found = await candidates(account, id);
  const [only, ...others] = found;
  if (only === undefined)
    throw new UserError(`there is no document and no execution ${id}`, {
      help: 'name a documentId or the beginning of one, a key, a file, or the name or ARN of an execution',
    });
  if (others.length === 0) return only.subject;
  throw new UserError(`${id} is ${found.length} documents or executions; name one of them:`, {
    details: found.map(({ id: each, what }) => `  ${each}  ${what}`),
  });
}

async function candidates(account: Account, id: string): Promise<readonly Candidate[]> {
  if (isExecutionArn(id)) return findExecutions(account, id);
  if (/^[0-9a-f]{64}$/.test(id)) {
    const row = await readLedgerRow(account, id);
    if (row !== undefined) return [documentCandidate(id, row)];
  }
  const executions = await findExecutions(account, id);
  const documents = await findDocumentsByKey(account, id);
  if (executions.length + documents.length > 0) return [...documents, ...executions];
  return findDocumentsInLedger(account, /^[0-9a-f]{8,63}$/.test(id) ? { beginning: id } : { fileName: basename(id) });
}

function documentCandidate(
  documentId: string,
  { pointer, status }: NonNullable<Awaited<ReturnType<typeof readLedgerRow>>>,
): Candidate {
  return {
    subject: { kind: 'document', documentId, pointer },
    id: documentId,
    what: `${pointer?.key ?? ''}  ${status}`,
  };
}
