import { type Account, isServiceError } from '../../account';
import { readLedgerRow } from '../../ledger/evidence/rows';
import { executionReference } from '../../ledger/execution-reference';
import { documentIdOf, pointerIn } from '../../ledger/object-pointer';

/** The document that an execution works on. */
export interface ExecutionDocument {
  readonly documentId?: string;
  readonly name?: string;
  /** `no row` without one. */
  readonly status?: string;
  /** Whether the row is this execution's. */
  readonly isOwner?: boolean;
}

/** Returns the document of an execution, from its input; empty if it works on none. */
export async function documentOfExecution(account: Account, executionArn: string): Promise<ExecutionDocument> {
  const { machine, label, isExpress = true } = executionReference(executionArn) ?? {};
  const isOfDocument = label !== undefined || account.names.documentPipelineArn.endsWith(`:${machine}`);
  if (isExpress || !isOfDocument) return {};
  const pointer = pointerIn(await inputOf(account, executionArn));
  if (pointer === undefined) return {};
  const documentId = documentIdOf(pointer);
  const row = await readLedgerRow(account, documentId);
  return {
    documentId,
    name: pointer.key,
    status: row?.status ?? 'no row',
    isOwner: row?.executionArn === executionArn,
  };
}

async function inputOf(account: Account, executionArn: string): Promise<unknown> {
  try {
    const { input } = await account.call('states', 'DescribeExecution', { executionArn });
    return typeof input === 'string' ? JSON.parse(input) : undefined;
  } catch (error) {
    if (isServiceError(error, 'ExecutionDoesNotExist', 'InvalidArn')) return undefined;
    throw error;
  }
}
