import { memberOf } from '@document-pipelines/asl/definition';
import { failureText } from '@document-pipelines/asl/interpreter';
import { cutText } from '@document-pipelines/asl/terminal';
import { continuedBy, type OperatorCommands } from '../operator-commands';
import type { LedgerRow } from './evidence/rows';

/** What is shown of a row; a document without one has a status of its own. */
export type ShownRow = Pick<LedgerRow, 'documentId' | 'details'> & { readonly status: string };

/** Describes a row in addition to its status. A failure ends with the command to continue. */
export function rowText({ status, details, documentId }: ShownRow, commands: OperatorCommands): string {
  const text = rowDetail({ status, details });
  return status === 'FAILED' ? `${text}${continuedBy(commands, { error: details['error'], id: documentId })}` : text;
}

/** As {@link rowText}, without the command. */
export function rowDetail({ status, details }: Omit<ShownRow, 'documentId'>): string {
  return status === 'FAILED' ? rowFailure(details) : (details[memberOf(detailByStatus, status) ?? ''] ?? '');
}

/** Characters of a failure that are shown in one line of many. */
const longestFailure = 500;

/** Why a document failed, from its row: the state, the error and its cause. */
export function rowFailure({ failedState: state, error, explanation: cause }: LedgerRow['details']): string {
  if (error === undefined) return 'without a recorded error';
  return cutText(failureText({ state, error, cause }), longestFailure);
}

const detailByStatus: Readonly<Record<string, string>> = {
  STORED: 'documentType',
  REJECTED: 'reason',
  IN_REVIEW: 'reviewId',
  WAITING_RELEASE: 'releaseAt',
};
