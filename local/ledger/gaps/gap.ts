import { operatorCommands, quoted } from '../../wording';
import type { ObjectPointer } from '../object-pointer';

/** What is wrong with a gap of each kind; docs/nothing-lost.md has a line on every one. */
export const gapMeanings = {
  'object-without-row': 'the object version has no row in the ledger, no running execution and no dead letter',
  'ended-without-final-status': 'its execution has ended, the row says that it goes on',
  'failed-without-letter': 'the row is FAILED and no dead letter tells of it',
  'letter-overtaken': 'a dead letter speaks of an execution that the document has left behind',
  'stored-without-document': 'the row is STORED and there is no document.json',
  'stored-without-notice': 'the row is STORED, its execution failed before it told anybody, and no dead letter says so',
  'document-not-stored': 'there is a document.json and no row that is STORED or on its way there',
  'decision-unsent': 'the review is decided and its execution still waits for the decision',
  'review-orphaned': 'the review asks a person for whom no execution waits',
  'handed-over-to-nobody': 'the row is HANDED_OVER and no execution has taken it',
  'execution-without-object': 'an execution runs for an object version that is not there',
  'execution-without-letter':
    'an execution that works on no document has ended badly, and neither a dead letter nor an execution in its place speaks of it',
  'content-damaged': 'an object cannot be read as it was stored',
  'unknown-status': 'the row has a status that the ledger does not know',
} as const;

/** The kinds of gaps. */
export type GapKind = keyof typeof gapMeanings;

/** A document, or what was left of one, that is not in exactly one allowed place. */
export interface Gap {
  readonly kind: GapKind;
  /** Undefined where nothing names an object version. */
  readonly documentId: string | undefined;
  readonly key: string | undefined;
  readonly message: string;
  /** The command that mends it. */
  readonly mend: string;
}

/** The commands that mend gaps in an environment. */
export interface MendingCommands {
  /** Takes a documentId, or the ARN of an execution that works on no document. */
  redrive(id: string): string;
  /** Sends a stored decision again; where none is stored it closes a review that nobody waits for. */
  answerReview(reviewId: string): string;
  restoreDocument(documentId: string): string;
  removeDocument(documentId: string): string;
  /** Nothing else speaks of the document: a person has to look whose it is. */
  lookAtDocument(documentId: string): string;
  stopExecution(executionArn: string): string;
  /** Puts a good copy in the place of an object version that cannot be read. */
  replaceObject(pointer: ObjectPointer): string;
}

/** The commands as a person types them. */
export function mendingCommands(environment: string, resultsBucketName: string): MendingCommands {
  const commands = operatorCommands(environment);
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
      `aws s3 cp <a good copy> ${quoted(`s3://${bucket}/${key}`)} && aws s3api delete-object --bucket ${bucket} --key ${quoted(key)} --version-id ${versionId}`,
  };
}
