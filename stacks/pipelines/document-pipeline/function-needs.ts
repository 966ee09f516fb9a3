import type { Environment } from '../../../environments';
import type { DeadLetters } from '../../constructs/dead-letters';
import type { DocumentStore } from '../../constructs/document-store';
import type { Ledger } from '../../constructs/ledger';
import type { Notifications } from '../../constructs/notifications';
import type { FunctionNeeds } from '../../constructs/pipeline-function';
import { allow, type Statement } from '../../policy';
import { answerTasks, keepResults, passRole, readVersions, seeWhatIsMissing, sendFailedEvents } from '../../statements';
import type { TextractRole } from './textract-role';

/** The resources of the functions of the document pipeline. */
export interface FunctionResources {
  readonly environment: Environment;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly textract: TextractRole;
}

/**
 * By function: memory, time, environment and permissions. Textract and the task-token calls have no resources in IAM.
 */
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

  /** Its Task, which waits for the text, times out after the function in any environment. */
  'extract-text': ({ environment, store, ledger, notifications, textract }) => ({
    memoryMegabytes: 1024,
    timeoutSeconds: Math.min(120, environment.extraction.timeoutSeconds - 30),
    reservedConcurrency: environment.extraction.reservedConcurrency,
    environment: {
      RESULTS_BUCKET_NAME: store.results.bucket,
      CALLBACKS_TABLE_NAME: ledger.callbacks.name,
      TEXTRACT_TOPIC_ARN: notifications.textractNotices.arn,
      TEXTRACT_ROLE_ARN: textract.role.arn,
      SYNC_MAX_BYTES: String(environment.documents.syncMaxBytes),
      ...modelInput(environment),
    },
    may: [
      readVersions(store.documents),
      keepResults(store.results),
      seeWhatIsMissing(store.documents, store.results),
      callTextract(['DetectDocumentText', 'StartDocumentTextDetection', 'GetDocumentTextDetection']),
      allow('KeepTheTaskToken', ['dynamodb:GetItem', 'dynamodb:PutItem'], ledger.callbacks.arn),
      passRole('LetTextractTell', 'textract.amazonaws.com', textract.role.arn),
      answerTasks,
    ],
  }),

  /** Streams the result files of a job, up to 3,000 pages. */
  'complete-extraction': ({ environment, store, ledger, deadLetters }) => ({
    memoryMegabytes: 1024,
    timeoutSeconds: 300,
    environment: {
      RESULTS_BUCKET_NAME: store.results.bucket,
      CALLBACKS_TABLE_NAME: ledger.callbacks.name,
      ...modelInput(environment),
    },
    may: [
      keepResults(store.results),
      seeWhatIsMissing(store.results),
      callTextract(['GetDocumentTextDetection']),
      allow('ReadTheTaskToken', ['dynamodb:GetItem'], ledger.callbacks.arn),
      answerTasks,
      sendFailedEvents(deadLetters.undelivered),
    ],
  }),

  'process-invoice': ({ ledger }) => ({
    memoryMegabytes: 256,
    timeoutSeconds: 30,
    environment: { INVOICES_TABLE_NAME: ledger.invoices.name },
    may: [allow('FindTheEarlierInvoice', ['dynamodb:UpdateItem'], ledger.invoices.arn)],
  }),
} satisfies Readonly<Record<string, (resources: FunctionResources) => FunctionNeeds>>;

/** A part of this size leaves space in an execution's 256 KiB for everything else. */
const partMaxBytes = 102_400;

/** Returns the part of a text that a model receives; both functions that store a text must cut it alike. */
function modelInput({ bedrock, redaction = [] }: Environment): Readonly<Record<string, string>> {
  return {
    PART_MAX_BYTES: String(partMaxBytes),
    PART_MAX_CHARACTERS: String(bedrock.maxInputCharacters),
    MAX_PARTS: String(bedrock.maxParts),
    REDACTED_KINDS: redaction.join(','),
  };
}

function callTextract(operations: readonly string[]): Statement {
  return allow(
    'AnyResourceBecauseTextractHasNone',
    operations.map((operation) => `textract:${operation}`),
    '*',
  );
}
