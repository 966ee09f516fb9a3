import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { Environment } from '../../environments';
import { allow, type Statement } from '../policy';
import type { DeadLetters } from './dead-letters';
import type { DocumentStore } from './document-store';
import type { Ledger } from './ledger';
import type { Notifications } from './notifications';
import type { FunctionNeeds } from './pipeline-function';
import type { TextractRole } from './textract-role';

/** What the functions of the document pipeline work with. */
export interface FunctionResources {
  readonly environment: Environment;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly textract: TextractRole;
  /** ARN patterns of the executions whose failures are recorded. */
  readonly executionArns: readonly string[];
}

/** By function: memory, time, environment and permissions. Textract and the task-token calls know no resources in IAM. */
export const functionNeeds = {
  /** Reads a whole file up to the bound; a task waits 150 s for it. */
  'validate-document': ({ environment, store }) => ({
    memoryMegabytes: 2048,
    timeoutSeconds: 120,
    environment: {
      MAX_DOCUMENT_BYTES: String(environment.documents.maxBytes),
      MAX_PAGES: String(environment.documents.maxPages),
    },
    may: [readVersions(store.documents), seeWhatIsMissing(store.documents)],
  }),

  'extract-text': ({ environment, store, ledger, notifications, textract }) => ({
    memoryMegabytes: 1024,
    timeoutSeconds: 120,
    reservedConcurrency: environment.extraction.reservedConcurrency,
    environment: {
      RESULTS_BUCKET_NAME: store.results.bucket,
      CALLBACKS_TABLE_NAME: ledger.callbacks.name,
      TEXTRACT_TOPIC_ARN: notifications.textractNotices.arn,
      TEXTRACT_ROLE_ARN: textract.role.arn,
      SYNC_MAX_BYTES: String(environment.documents.syncMaxBytes),
      EXCERPT_MAX_BYTES: excerptMaxBytes,
    },
    may: [
      readVersions(store.documents),
      keepResults(store.results),
      seeWhatIsMissing(store.results),
      callTextract(['DetectDocumentText', 'StartDocumentTextDetection', 'GetDocumentTextDetection']),
      allow('KeepTheTaskToken', ['dynamodb:PutItem'], ledger.callbacks.arn),
      passTo('textract.amazonaws.com', textract.role.arn),
      answerTasks,
    ],
  }),

  /** Streams the result files of a job, up to 3,000 pages. */
  'complete-extraction': ({ store, ledger, deadLetters }) => ({
    memoryMegabytes: 1024,
    timeoutSeconds: 300,
    environment: {
      RESULTS_BUCKET_NAME: store.results.bucket,
      CALLBACKS_TABLE_NAME: ledger.callbacks.name,
      EXCERPT_MAX_BYTES: excerptMaxBytes,
    },
    may: [
      keepResults(store.results),
      seeWhatIsMissing(store.results),
      callTextract(['GetDocumentTextDetection']),
      allow('ReadTheTaskToken', ['dynamodb:GetItem'], ledger.callbacks.arn),
      answerTasks,
      leaveWhatFailed(deadLetters.undelivered),
    ],
  }),

  'process-invoice': () => ({ memoryMegabytes: 256, timeoutSeconds: 30, environment: {}, may: [] }),

  'request-review': ({ ledger, notifications }) => ({
    memoryMegabytes: 256,
    timeoutSeconds: 30,
    environment: {
      LEDGER_TABLE_NAME: ledger.documents.name,
      CALLBACKS_TABLE_NAME: ledger.callbacks.name,
      REVIEW_TOPIC_ARN: notifications.reviews.arn,
    },
    may: [
      allow('MarkTheDocument', ['dynamodb:UpdateItem'], ledger.documents.arn),
      allow('KeepTheTaskToken', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ledger.callbacks.arn),
      allow('AskAPerson', ['sns:Publish'], notifications.reviews.arn),
      answerTasks,
    ],
  }),

  'review-decision': ({ ledger }) => ({
    memoryMegabytes: 256,
    timeoutSeconds: 30,
    environment: { CALLBACKS_TABLE_NAME: ledger.callbacks.name },
    may: [allow('KeepTheDecision', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ledger.callbacks.arn), answerTasks],
  }),

  'record-failed-execution': ({ ledger, deadLetters, executionArns }) => ({
    memoryMegabytes: 256,
    timeoutSeconds: 60,
    environment: { LEDGER_TABLE_NAME: ledger.documents.name, DEAD_LETTER_QUEUE_URL: deadLetters.documents.url },
    may: [
      allow('LookAtTheExecution', ['states:DescribeExecution'], executionArns),
      allow('MarkTheDocument', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ledger.documents.arn),
      allow('WriteTheDeadLetter', ['sqs:SendMessage'], deadLetters.documents.arn),
      leaveWhatFailed(deadLetters.undelivered),
    ],
  }),
} satisfies Readonly<Record<string, (resources: FunctionResources) => FunctionNeeds>>;

/** An excerpt of this size leaves room in an execution's 256 KiB for everything else. */
const excerptMaxBytes = '102400';

const answerTasks = allow(
  'AnyResourceBecauseTaskTokensHaveNoArn',
  ['states:SendTaskSuccess', 'states:SendTaskFailure'],
  '*',
);

function callTextract(operations: readonly string[]): Statement {
  return allow(
    'AnyResourceBecauseTextractHasNone',
    operations.map((operation) => `textract:${operation}`),
    '*',
  );
}

/** s3:GetObject as well: HeadObject and GetObject ask for it beside the permission for the version. */
function readVersions(bucket: S3Bucket): Statement {
  return allow('ReadTheDocument', ['s3:GetObject', 's3:GetObjectVersion'], `${bucket.arn}/*`);
}

/** Textract writes its result files with the permissions of whoever starts the job. */
function keepResults(bucket: S3Bucket): Statement {
  return allow('KeepTheText', ['s3:GetObject', 's3:PutObject'], `${bucket.arn}/*`);
}

/** Without s3:ListBucket, S3 answers AccessDenied instead of NoSuchKey for an object that is not there. */
function seeWhatIsMissing(...buckets: readonly S3Bucket[]): Statement {
  return allow(
    'SeeWhatIsMissing',
    ['s3:ListBucket'],
    buckets.map(({ arn }) => arn),
  );
}

function passTo(service: string, roleArn: string): Statement {
  const grant = allow('LetTextractTell', ['iam:PassRole'], roleArn);
  return { ...grant, Condition: { StringEquals: { 'iam:PassedToService': service } } };
}

/** The destination of asynchronous calls that failed is written with the function's own role. */
function leaveWhatFailed(queue: SqsQueue): Statement {
  return allow('LeaveWhatFailed', ['sqs:SendMessage'], queue.arn);
}
