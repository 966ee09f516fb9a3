import { memberOf } from '../../asl/definition';
import { failureText } from '../../interpreter';
import { continuedBy, type OperatorCommands } from '../wording';
import type { LedgerRow } from './evidence/rows';

/** What is shown of a row; a document without one has a status of its own. */
export type ShownRow = Pick<LedgerRow, 'documentId' | 'details'> & { readonly status: string };

/** What a person wants to know beside a row's status; a failure ends with the command that continues. */
export function rowText({ status, details, documentId }: ShownRow, commands: OperatorCommands): string {
  if (status !== 'FAILED') return details[memberOf(detailByStatus, status) ?? ''] ?? '';
  const { failedState: state, error } = details;
  return `${failureText({ state, error })}${continuedBy(commands, { error, id: documentId })}`;
}

const detailByStatus: Readonly<Record<string, string>> = {
  STORED: 'documentType',
  REJECTED: 'reason',
  IN_REVIEW: 'reviewId',
  WAITING_RELEASE: 'releaseAt',
};
