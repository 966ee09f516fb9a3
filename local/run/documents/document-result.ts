import type { Json } from '../../../asl/definition';
import type { ExecutionSnapshot } from '../../services/states';
import type { Local } from '../../start-local';
import { standstillOf } from '../../waiting';
import type { ChosenDocument } from './choose-documents';
import { documentIdOfInput } from './document-identity';
import type { EnvironmentOutputs } from '../environment/environment-outputs';
import { type Row, readRow } from '../environment/tables';

/** Where a document ended, or waits for a person or a time far away. */
export type Outcome = 'stored' | 'review' | 'rejected' | 'waiting-release' | 'failed';

/** What became of a document: an object of `--json`, a row of the table. */
export interface DocumentResult {
  readonly document: string;
  readonly documentId: string;
  readonly key: string;
  /** What the pipeline took it for; null where it did not come so far. */
  readonly documentType: string | null;
  readonly outcome: Outcome;
  /** Why it was rejected, failed or is in review. */
  readonly reason?: string;
  readonly reviewId?: string;
  readonly fields: Json;
  readonly statesEntered: number;
  readonly retries: number;
  /** From the execution's start to its end, or to where it waits. */
  readonly durationSeconds: number;
  readonly executionArn: string | null;
  /** Executions that its deliveries started; one of them did the work. */
  readonly deliveries: number;
  /** An earlier run had brought it here; it was left alone. */
  readonly alreadyProcessed: boolean;
}

/** A document of a run, as far as its result needs it. */
export type FollowedDocument = Pick<ChosenDocument, 'name'> & {
  readonly documentId: string;
  readonly key: string;
  readonly isAlreadyProcessed: boolean;
};

/** The results of documents, in their order: read from the ledger, the executions and the results bucket. */
export async function documentResults(
  local: Local,
  outputs: EnvironmentOutputs,
  documents: readonly FollowedDocument[],
  stateMachineName: string,
): Promise<readonly DocumentResult[]> {
  const executions = executionsByDocument(local.states.list(stateMachineName));
  return Promise.all(
    documents.map((document) => resultOf({ local, outputs }, document, executions.get(document.documentId) ?? [])),
  );
}

function executionsByDocument(
  executions: readonly ExecutionSnapshot[],
): ReadonlyMap<string, readonly ExecutionSnapshot[]> {
  const byDocument = new Map<string, ExecutionSnapshot[]>();
  for (const execution of executions) {
    const documentId = documentIdOfInput(execution.input);
    if (documentId === undefined) continue;
    byDocument.set(documentId, [...(byDocument.get(documentId) ?? []), execution]);
  }
  return byDocument;
}

interface Sources {
  readonly local: Local;
  readonly outputs: EnvironmentOutputs;
}

async function resultOf(
  sources: Sources,
  document: FollowedDocument,
  executions: readonly ExecutionSnapshot[],
): Promise<DocumentResult> {
  const { documentId, key, name, isAlreadyProcessed } = document;
  const { local, outputs } = sources;
  const row = await readRow(local.services, outputs.ledgerTableName, { documentId });
  const execution = executions.find(({ executionArn }) => executionArn === row?.['executionArn']) ?? executions[0];
  const told = await tellOf(sources, { documentId, row, execution });
  return {
    document: name,
    documentId,
    key,
    ...told,
    statesEntered: execution?.statesEntered ?? 0,
    retries: execution?.retries ?? 0,
    durationSeconds: execution === undefined ? 0 : Math.round(endOf(execution) - execution.startDate) / 1000,
    executionArn: execution?.executionArn ?? null,
    deliveries: executions.length,
    alreadyProcessed: isAlreadyProcessed,
  };
}

interface Evidence {
  readonly documentId: string;
  readonly row: Row | undefined;
  readonly execution: ExecutionSnapshot | undefined;
}

type Told = Pick<DocumentResult, 'documentType' | 'outcome' | 'reason' | 'reviewId' | 'fields'>;

async function tellOf(sources: Sources, evidence: Evidence): Promise<Told> {
  const { row, execution, documentId } = evidence;
  const soFar = whatIsKnownOf(execution);
  switch (row?.['status']) {
    case 'STORED': {
      const stored = await readStored(sources, documentId);
      return {
        documentType: textOr(row['documentType'], soFar.documentType),
        outcome: 'stored',
        fields: stored ?? soFar.fields,
      };
    }
    case 'REJECTED':
      return { ...soFar, outcome: 'rejected', reason: String(row['reason']) };
    case 'IN_REVIEW':
      return { ...soFar, outcome: 'review', ...(await readReview(sources, String(row['reviewId']))) };
    case 'WAITING_RELEASE':
      return { ...soFar, outcome: 'waiting-release', reason: `until ${String(row['releaseAt'])}` };
    default:
      return { ...soFar, outcome: 'failed', reason: reasonOfFailure(evidence) };
  }
}

function reasonOfFailure({ row, execution }: Evidence): string {
  if (execution === undefined) return 'no execution was started for it';
  const { status, error, cause } = execution;
  if (status === 'RUNNING') return `it had not come to its end in ${execution.position?.stateName ?? 'its execution'}`;
  return [textOr(row?.['error'], error ?? status), causeText(cause)]
    .filter((part) => part !== null && part !== '')
    .join(': ');
}

/** The pipeline's last state puts {state, Error, Cause, …} into its cause; a person needs the innermost one. */
function causeText(cause: string | undefined): string {
  if (cause === undefined) return '';
  try {
    const told: unknown = JSON.parse(cause);
    const inner = typeof told === 'object' && told !== null && 'Cause' in told ? told.Cause : undefined;
    return typeof inner === 'string' ? inner : cause;
  } catch {
    return cause;
  }
}

function whatIsKnownOf(execution: ExecutionSnapshot | undefined): Pick<Told, 'documentType' | 'fields'> {
  const { documentType, fields } = execution?.position?.variables ?? {};
  return { documentType: documentType === 'unknown' ? null : textOr(documentType, null), fields: fields ?? {} };
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}

/** When an execution ended, or entered the state in which it stands still. */
function endOf({ stopDate, position, startDate }: ExecutionSnapshot): number {
  if (stopDate !== undefined) return stopDate;
  const isStill = standstillOf(position, Number.NEGATIVE_INFINITY) !== undefined;
  return isStill ? (position?.visit?.enteredAt ?? startDate) : Date.now();
}

async function readStored({ local, outputs }: Sources, documentId: string): Promise<Json | undefined> {
  const input = { Bucket: outputs.resultsBucketName, Key: `${documentId}/document.json` };
  const { Body: body } = await local.services.call('s3', 'GetObject', input, { kind: 'operator' });
  const stored: { readonly fields?: Json } = JSON.parse(Buffer.from(body as Uint8Array).toString('utf8'));
  return stored.fields;
}

async function readReview({ local, outputs }: Sources, reviewId: string): Promise<Pick<Told, 'reason' | 'reviewId'>> {
  const row = await readRow(local.services, outputs.callbacksTableName, { callbackId: `review/${reviewId}` });
  const { reasons } = row ?? {};
  const list: readonly string[] = typeof reasons === 'string' ? JSON.parse(reasons) : [];
  return { reviewId, reason: list.join('; ') };
}
