import type { JsonObject } from '@document-pipelines/asl/definition';
import type { Row } from '../../fakes/expressions';
import { documentIdOfInput } from '../world/document-id';
import type { UploadedDocument } from '../world/scenario';
import type { KnownExecution } from '../world/services/executions';
import type { RowWrite } from '../world/services/stores';

/** Everything in the raw stores that is about one document. */
export interface Evidence {
  readonly row: Row | undefined;
  /** Its row in the callbacks table, if a review was ever requested. */
  readonly review: Row | undefined;
  /** Rows of the audit table that are about it. */
  readonly audit: readonly Row[];
  /** Its document.json in the results bucket. */
  readonly object: JsonObject | undefined;
  /** Messages in the dead-letter queue, and events that could not be delivered. */
  readonly letters: readonly JsonObject[];
  /** Whether one of them is still to be acted on. */
  readonly isLetterOpen: boolean;
  readonly notices: readonly JsonObject[];
  readonly ledgerWrites: readonly RowWrite[];
  readonly executions: readonly (readonly [string, KnownExecution])[];
}

/** What is stored is this document, by the execution that owns the row, and not before its time. */
export function objectViolations(document: UploadedDocument, { row, object, ledgerWrites }: Evidence): string[] {
  if (row?.['status']?.S !== 'STORED') return [];
  if (object === undefined) return ['the row says STORED and there is no object'];
  const source = object['source'] as JsonObject;
  const violations: string[] = [];
  if (documentIdOfInput(source) !== document.documentId) violations.push('the object is about another document');
  if (object['executionArn'] !== row['executionArn']?.S) violations.push('the object is of another execution');
  const storedAt = ledgerWrites.find((write) => write.row['status']?.S === 'STORED')?.atMilliseconds ?? 0;
  const releaseAt = document.scenario.tags['release-at'];
  if (releaseAt !== undefined && !(storedAt >= Date.parse(releaseAt)))
    violations.push(`it was stored before its release at ${releaseAt}`);
  return violations;
}

/** The dead letter alone must be enough to act: it names the document, the execution, the error and what was paid for. */
export function letterViolations(document: UploadedDocument, evidence: Evidence): string[] {
  const { row, letters, executions } = evidence;
  return letters.flatMap((letter) => {
    if ('requestPayload' in letter) return [];
    const { executionArn, input, state, Error: error, Cause: cause, checkpoint } = letter;
    const missing = Object.entries({ executionArn, state, error, cause, checkpoint }).filter(
      ([, value]) => typeof value !== 'string' || value === '',
    );
    const violations = missing.map(([name]) => `a dead letter gives no ${name}`);
    const isOfBatch = 'manifest' in ((input ?? {}) as JsonObject);
    if (!isOfBatch && documentIdOfInput((input ?? {}) as JsonObject) !== document.documentId)
      violations.push('a dead letter does not lead to its document');
    if (!executions.some(([arn]) => arn === executionArn)) violations.push('a dead letter is of no known execution');
    const isOfOwner = executionArn === row?.['executionArn']?.S;
    const isStored = row?.['status']?.S === 'STORED';
    if (isOfOwner && isStored !== (checkpoint === 'STORED') && !isWrittenTooLate(evidence))
      violations.push(`a dead letter says checkpoint ${String(checkpoint)} and the row ${row?.['status']?.S}`);
    return violations;
  });
}

/** A write in flight when its execution was stopped is still made, after the failure rule has marked the row. */
export function isWrittenTooLate({ row, ledgerWrites, executions }: Evidence): boolean {
  const owner = executions.find(([arn]) => arn === row?.['executionArn']?.S)?.[1].record;
  const last = ledgerWrites.findLast((write) => write.row['status']?.S !== write.before?.['status']?.S);
  return owner?.status === 'ABORTED' && (last?.atMilliseconds ?? 0) > (owner.stopDate ?? 0);
}

/** There is no notice for a document that is not stored; for a stored one there is a notice, or a dead letter for it. */
export function noticeViolations(evidence: Evidence): string[] {
  const { row, notices, letters } = evidence;
  const isStored = row?.['status']?.S === 'STORED';
  if (!isStored && notices.length > 0) return ['a notice went out of a document that is not stored'];
  const isOwed = letters.some(
    ({ checkpoint, requestPayload }) =>
      checkpoint === 'STORED' || requestPayload !== undefined || isWrittenTooLate(evidence),
  );
  const violations = isStored && notices.length === 0 && !isOwed ? ['it is stored and nobody was told'] : [];
  const uris = new Set(notices.map(({ documentUri, documentType }) => `${documentUri} ${documentType}`));
  return uris.size > 1 ? [...violations, 'its notices contradict each other'] : violations;
}

/** The stored decision is the one that was carried out. */
export function reviewViolations({ row, review, object }: Evidence): string[] {
  const status = row?.['status']?.S;
  const used = object?.['review'];
  const isOwners = review?.['executionArn']?.S === row?.['executionArn']?.S;
  const decision = review?.['decision']?.S;
  const stored = decision === undefined ? undefined : (JSON.parse(decision) as { decision: string }).decision;
  if (status === 'STORED' && used !== 'none' && (!isOwners || stored !== used))
    return [`the document is stored as ${String(used)} and the review says ${stored ?? 'nothing'}`];
  if (status === 'REJECTED' && row?.['reason']?.S === 'RejectedByReviewer' && (!isOwners || stored !== 'reject'))
    return [`the document is rejected by a reviewer and the review says ${stored ?? 'nothing'}`];
  return [];
}

/** A person's decision that was carried out is in the audit table once for that execution, as it was decided. */
export function auditViolations({ row, review, audit }: Evidence): string[] {
  const executionArn = row?.['executionArn']?.S;
  const isRefused = row?.['status']?.S === 'REJECTED' && row['reason']?.S === 'RejectedByReviewer';
  const isReviewed = review?.['executionArn']?.S === executionArn && review?.['status']?.S === 'DECIDED';
  const written = audit.find((each) => each['executionArn']?.S === executionArn);
  if (written === undefined)
    return isRefused || (isReviewed && row?.['status']?.S === 'STORED') ? ['a decision is in no audit row'] : [];
  if (!isReviewed) return ['an audit row is about no decision'];
  const { decision, reviewer } = JSON.parse(review?.['decision']?.S ?? '{}') as Record<string, string>;
  const says = `${written['decision']?.S} by ${written['reviewer']?.S}`;
  return says === `${decision} by ${reviewer}`
    ? []
    : [`the audit row says ${says}, the review ${decision} by ${reviewer}`];
}
