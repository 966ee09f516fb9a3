import type { Json } from '@document-pipelines/asl/definition';
import { failureText, millisecondsBetween } from '@document-pipelines/asl/interpreter';
import { type Account, readRow, type StoredRow, textOfBody } from '../account';
import { readReviewRow } from '../reviews/reviews';
import type { ChosenDocument } from './choose-documents';
import type { ExecutionView, FindExecution } from './execution-view';

/** Where a document ended, or waits for a person or for a distant time; `running` if the run ended before. */
export type DocumentOutcome = 'stored' | 'review' | 'rejected' | 'waiting-release' | 'running' | 'failed';

/** The result of a document: an object of `--json`, a row of the table. */
export interface DocumentResult {
  readonly document: string;
  /** Null if it was not uploaded. */
  readonly documentId: string | null;
  readonly key: string;
  /** The type that the pipeline chose; null if it did not get so far. */
  readonly documentType: string | null;
  readonly outcome: DocumentOutcome;
  /** Why it was rejected, failed or is in review; the current state if it is running. */
  readonly reason?: string;
  /** If it failed: the error name that `pipelines redrive --error` accepts; absent without a name. */
  readonly error?: string;
  readonly reviewId?: string;
  readonly fields: Json;
  readonly statesEntered: number;
  readonly retries: number;
  /** From the execution's start to its end, to where it waits, or to now while it is running. */
  readonly durationSeconds: number;
  readonly executionArn: string | null;
  /** Executions that its deliveries started; one of them did the work. */
  readonly deliveries: number;
  /** An earlier run had brought it here; it was left alone. */
  readonly alreadyProcessed: boolean;
}

/** The parts of a document of a run that its result uses. */
export type FollowedDocument = Pick<ChosenDocument, 'name'> & {
  readonly documentId: string;
  readonly key: string;
  readonly isAlreadyProcessed: boolean;
  /** Executions of this process that work on it; the one that the ledger names is known without. */
  readonly executionArns: readonly string[];
};

/** Where results are read from. */
export interface ResultSources {
  readonly account: Account;
  readonly find: FindExecution;
}

/**
 * Returns the result of a document so far, read from the ledger, its executions and the results bucket. `isOver`: the environment is
 * idle, so that a document without an execution has failed.
 */
export async function documentResult(
  sources: ResultSources,
  document: FollowedDocument,
  { isOver }: { readonly isOver: boolean },
): Promise<DocumentResult> {
  const { documentId, executionArns } = document;
  const { account, find } = sources;
  const row = await readRow(account, account.names.ledgerTableName, { documentId });
  const owner = typeof row?.['executionArn'] === 'string' ? [row['executionArn']] : [];
  const executions = await findAll(find, [...new Set([...owner, ...executionArns])]);
  const [execution] = executions;
  const told = await tellOf(sources, { documentId, row, execution, isOver });
  return { ...frameOf(document, executions, told.outcome), ...told };
}

/** Returns what is known of a document when the run has ended before it. Reads only executions. */
export async function unfinishedResult(find: FindExecution, document: FollowedDocument): Promise<DocumentResult> {
  const executions = await findAll(find, document.executionArns);
  const [execution] = executions;
  return {
    ...frameOf(document, executions, 'running'),
    ...whatIsKnownOf(execution),
    outcome: 'running',
    reason: whereItIs(execution),
  };
}

/** A document whose turn had not come when the run ended. */
export function notUploadedResult({ name }: ChosenDocument): DocumentResult {
  return {
    document: name,
    documentId: null,
    key: keyOf(name),
    documentType: null,
    outcome: 'running',
    reason: 'it has not been uploaded yet',
    fields: {},
    statesEntered: 0,
    retries: 0,
    durationSeconds: 0,
    executionArn: null,
    deliveries: 0,
    alreadyProcessed: false,
  };
}

/** Returns the key of a document. */
export function keyOf(name: string): string {
  return `incoming/${name}`;
}

async function findAll(find: FindExecution, arns: readonly string[]): Promise<readonly ExecutionView[]> {
  const found: ExecutionView[] = [];
  for (const arn of arns) {
    const execution = await find(arn);
    if (execution !== undefined) found.push(execution);
  }
  return found;
}

function frameOf(
  { documentId, key, name, isAlreadyProcessed }: FollowedDocument,
  executions: readonly ExecutionView[],
  outcome: DocumentOutcome,
): Omit<DocumentResult, keyof Told> {
  const [execution] = executions;
  return {
    document: name,
    documentId,
    key,
    statesEntered: execution?.statesEntered ?? 0,
    retries: execution?.retries ?? 0,
    durationSeconds: execution === undefined ? 0 : secondsOf(execution, outcome),
    executionArn: execution?.executionArn ?? null,
    deliveries: executions.length,
    alreadyProcessed: isAlreadyProcessed,
  };
}

interface Evidence {
  readonly isOver: boolean;
  readonly documentId: string;
  readonly row: StoredRow | undefined;
  readonly execution: ExecutionView | undefined;
}

type Told = Pick<DocumentResult, 'documentType' | 'outcome' | 'reason' | 'error' | 'reviewId' | 'fields'>;

async function tellOf(sources: ResultSources, evidence: Evidence): Promise<Told> {
  const { row, execution, documentId } = evidence;
  const soFar = whatIsKnownOf(execution);
  switch (row?.['status']) {
    case 'STORED': {
      const { fields = soFar.fields } = await readStoredDocument(sources.account, documentId);
      return { documentType: textOr(row['documentType'], soFar.documentType), outcome: 'stored', fields };
    }
    case 'REJECTED':
      return { ...soFar, outcome: 'rejected', reason: String(row['reason']) };
    case 'IN_REVIEW':
      return { ...soFar, outcome: 'review', ...(await readReview(sources, String(row['reviewId']))) };
    case 'WAITING_RELEASE':
      return { ...soFar, outcome: 'waiting-release', reason: `until ${String(row['releaseAt'])}` };
    default:
      return isRunning(evidence)
        ? { ...soFar, outcome: 'running', reason: whereItIs(execution) }
        : { ...soFar, outcome: 'failed', ...failureOf(evidence) };
  }
}

function isRunning({ execution, isOver }: Evidence): boolean {
  return execution === undefined ? !isOver : execution.status === 'RUNNING';
}

function whereItIs(execution: ExecutionView | undefined): string {
  if (execution === undefined) return 'its execution has not been started yet';
  return execution.position === undefined ? 'its execution has not begun' : `in ${execution.position.stateName}`;
}

function failureOf({ row, execution }: Evidence): Pick<Told, 'reason' | 'error'> {
  if (execution === undefined) return { reason: 'no execution was started for it' };
  const { status, cause } = execution;
  const error = textOr(row?.['error'], execution.error);
  const state = textOr(row?.['failedState'], undefined);
  return { reason: failureText({ state, error: error ?? status, cause }), ...(error === undefined ? {} : { error }) };
}

function whatIsKnownOf(execution: ExecutionView | undefined): Pick<Told, 'documentType' | 'fields'> {
  const { documentType, fields } = execution?.position?.variables ?? {};
  return { documentType: documentType === 'unknown' ? null : textOr(documentType, null), fields: fields ?? {} };
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}

function secondsOf(execution: ExecutionView, outcome: DocumentOutcome): number {
  const end = outcome === 'running' ? Date.now() : endOf(execution);
  return Math.round(millisecondsBetween(execution.startDate, end)) / 1000;
}

/** Returns when an execution ended, or entered the state in which it waits. */
function endOf({ stopDate, position }: ExecutionView): number {
  return stopDate ?? position?.waitsSince ?? Date.now();
}

/** The parts of a stored document that are shown: document.json under the document's id. */
export interface StoredDocument {
  readonly fields?: Json;
  readonly confidence?: Json;
}

/** Returns the stored document. */
export async function readStoredDocument(account: Account, documentId: string): Promise<StoredDocument> {
  const input = { Bucket: account.names.resultsBucketName, Key: `${documentId}/document.json` };
  const { Body: body } = await account.call('s3', 'GetObject', input);
  return JSON.parse(await textOfBody(body));
}

async function readReview({ account }: ResultSources, reviewId: string): Promise<Pick<Told, 'reason' | 'reviewId'>> {
  const row = await readReviewRow(account, reviewId);
  const { reasons } = row ?? {};
  const list: readonly string[] = typeof reasons === 'string' ? JSON.parse(reasons) : [];
  return { reviewId, reason: list.join('; ') };
}
