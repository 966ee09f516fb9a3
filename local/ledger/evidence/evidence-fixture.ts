import { type ReceivedLetter, readLetter } from '../letter';
import { documentIdOf } from '../object-pointer';
import type { Evidence } from './evidence';
import type { ExecutionState } from './executions';
import type { OtherExecution } from './other-executions';
import type { LedgerRow, LedgerStatus, ReviewRow } from './rows';

/** The document's object version. */
export const pointer = { bucket: 'documents', key: 'incoming/a.pdf', versionId: 'v1' };
/** Its id. */
export const documentId = documentIdOf(pointer);

/** A document that is stored as it should be. */
export const whole: Evidence = {
  versions: new Map([[documentId, pointer]]),
  rows: new Map([[documentId, rowWith('STORED')]]),
  reviews: [],
  stored: new Set([documentId]),
  batches: { named: new Map(), owners: new Map() },
  executions: new Map([['arn:e', 'SUCCEEDED']]),
  others: [],
  redrivenAt: new Map(),
  unregistered: [],
  letters: [],
  standingIn: new Map(),
  damaged: [],
};

function rowWith(status: string): LedgerRow {
  return {
    documentId,
    status: status as LedgerStatus,
    executionArn: 'arn:e',
    pointer,
    checkpoint: 'EXTRACTED',
    attempts: 1,
    details: {},
  };
}

/** The same document with a row of this status, owned by `arn:e`, and no document.json unless `change` gives one. */
export function withRow(
  status: string,
  state: ExecutionState,
  change: Partial<Evidence> = {},
  details: LedgerRow['details'] = {},
): Evidence {
  return {
    ...whole,
    rows: new Map([[documentId, { ...rowWith(status), details }]]),
    executions: new Map([['arn:e', state]]),
    stored: new Set(),
    ...change,
  };
}

/** A letter of this execution. */
export function letterOf(executionArn: string, sentAt: number): ReceivedLetter {
  const body = JSON.stringify({ executionArn, pointer, checkpoint: 'EXTRACTED' });
  return { ...readLetter(body), messageId: 'm', receiptHandle: 'r', sentAt: new Date(sentAt).toISOString() };
}

/** A review of a model, which is no document. */
export function approval(status: string): ReviewRow {
  return { reviewId: 'approval-1', documentId: '', executionArn: 'arn:training', status };
}

/** The execution that asked for it. */
export function training(status: ExecutionState): OtherExecution {
  const machine = { localName: 'train-model', name: 'dev-train-model', arn: 'arn:m', aliasArn: 'arn:m:live' };
  return { executionArn: 'arn:training', name: 'training', status, machine };
}
