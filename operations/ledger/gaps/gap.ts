import { type OperatorCommands, quoteWord } from '../../operator-commands';
import type { Evidence } from '../evidence/evidence';
import type { ObjectPointer } from '../object-pointer';

/** Describes each type of gap; docs/durability.md has a line on every one. */
export const gapMeanings = {
  'object-without-row': 'the object version has no row in the ledger, no running execution and no dead letter',
  'ended-without-final-status': 'its execution has ended, but the row is still in progress',
  'failed-without-letter': 'the row is FAILED without a dead letter',
  'letter-overtaken': 'a dead letter names an execution that the document no longer uses',
  'stored-without-document': 'the row is STORED, but there is no document.json',
  'stored-without-notice': 'the row is STORED, but its execution failed before the notification, without a dead letter',
  'document-not-stored': 'there is a document.json, but no row that is STORED or about to be',
  'decision-unsent': 'the review is decided, but its execution still waits for the decision',
  'review-orphaned': 'the review asks a person, but no execution waits for the answer',
  'handed-over-to-nobody': 'the row is HANDED_OVER, but no execution has continued',
  'execution-without-object': 'an execution runs for an object version that does not exist',
  'execution-without-letter':
    'an execution without a document has failed, without a dead letter or an execution that replaces it',
  'content-damaged': 'an object cannot be read as it was stored',
  'unknown-status': 'the row has an unknown status',
} as const;

/** The kinds of gaps. */
export type GapKind = keyof typeof gapMeanings;

/** A document, or what was left of one, that is not in exactly one allowed place. */
export interface Gap {
  readonly kind: GapKind;
  /** Undefined if no evidence names an object version. */
  readonly documentId: string | undefined;
  readonly key: string | undefined;
  readonly message: string;
  /** The command that fixes it. */
  readonly fix: string;
}

/** The commands that fix gaps in an environment. */
export interface FixCommands {
  /** Accepts a documentId, or the ARN of an execution that does not process a document. */
  redrive(id: string): string;
  /** Sends a stored decision again; without one, closes a review that no execution waits for. */
  answerReview(reviewId: string): string;
  restoreDocument(documentId: string): string;
  removeDocument(documentId: string): string;
  /** Only this object names the document: a person has to find out where it belongs. */
  lookAtDocument(documentId: string): string;
  stopExecution(executionArn: string): string;
  /** Puts a good copy in place of an object version that cannot be read. */
  replaceObject(pointer: ObjectPointer): string;
}

/** What a rule reports of one gap. */
export interface FoundGap {
  readonly documentId: string | undefined;
  /** Details of this one, printed after the meaning of its type. */
  readonly detail?: string;
  readonly fix: string;
}

/** The rule of one type of gap: finds it in the evidence. */
export interface GapRule {
  readonly kind: GapKind;
  find(evidence: Evidence, commands: FixCommands): readonly FoundGap[];
}

/** Returns the commands as users type them. */
export function fixCommands(commands: OperatorCommands, resultsBucketName: string): FixCommands {
  const object = (documentId: string): string => `--bucket ${resultsBucketName} --key ${documentId}/document.json`;
  return {
    redrive: commands.redrive,
    answerReview: (reviewId) => commands.review('approve', reviewId),
    restoreDocument: (documentId) =>
      `aws s3api list-object-versions --bucket ${resultsBucketName} --prefix ${documentId}/document.json`,
    removeDocument: (documentId) => `aws s3api delete-object ${object(documentId)}`,
    lookAtDocument: (documentId) => `aws s3 cp s3://${resultsBucketName}/${documentId}/document.json -`,
    stopExecution: (executionArn) => `aws stepfunctions stop-execution --execution-arn ${executionArn}`,
    replaceObject: ({ bucket, key, versionId }) =>
      `aws s3 cp <a good copy> ${quoteWord(`s3://${bucket}/${key}`)} && aws s3api delete-object --bucket ${bucket} --key ${quoteWord(key)} --version-id ${versionId}`,
  };
}
