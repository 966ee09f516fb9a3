import { type Local, startLocal } from '@document-pipelines/local-aws';
import { type Console, clearState, type StartOptions } from '@document-pipelines/local-aws/environment';
import type { Converse } from '@document-pipelines/local-aws/services/bedrock';
import { localAccount } from '../../account';
import { createDocumentExecutions } from '../../documents/document-executions';
import { watchHere } from '../../documents/document-watch';
import { createProgress } from '../../documents/progress';
import { sendDocuments } from '../../documents/send-documents';
import type { LabelledDocument } from '../dataset/dataset';
import type { Candidate } from './candidates';
import { withDefinition } from './evaluated-app';
import { forgettingInvoices } from './forgetting-invoices';
import { measuredConverse } from './measured-converse';
import type { ModelReading } from './prediction';
import { readPrediction } from './read-prediction';

/** Options of reading a dataset. */
export interface ReadingRun {
  readonly candidate: Candidate;
  readonly converse: Converse;
  /** From 1. */
  readonly reading: number;
  readonly documents: readonly LabelledDocument[];
  readonly started: StartOptions;
  /** Emptied before and after: each reading begins with an empty folder. */
  readonly stateFolder: string;
  readonly timeoutSeconds: number;
  readonly console: Console;
  readonly signal: AbortSignal;
  /** Called for each document once, as it ends. */
  readonly onReading: (document: LabelledDocument, reading: ModelReading) => void;
}

/** Runs the pipeline on documents, in an environment of its own. Uses the state machine, functions and checks of `asl local run`. */
export async function runCandidate(run: ReadingRun): Promise<void> {
  const { candidate, console, documents, stateFolder } = run;
  clearState(stateFolder);
  const executions = createDocumentExecutions();
  const progress = createProgress(console, { executions, documentCount: documents.length });
  const repairs = new Map<string, number>();
  const { from, modelAsked } = candidate.identity;
  const converse = measuredConverse(run.converse, from === 'bedrock' ? modelAsked : undefined);
  let invoicesTable = '';
  const local = await startLocal({
    ...run.started,
    stateFolder,
    command: 'pipelines evaluate',
    converse,
    change(app) {
      const table = app.resources.find(({ address }) => address === 'aws_dynamodb_table.invoices');
      invoicesTable = String(table?.arguments['name']);
      return withDefinition(app, candidate.definition);
    },
    adaptService: (service) => forgettingInvoices(invoicesTable, service),
    onHistoryEvent(event, executionArn) {
      executions.onHistoryEvent(event, executionArn);
      progress.onHistoryEvent(event, executionArn);
      const documentId = executions.documentOf(executionArn);
      if (documentId !== undefined && /^Repair/.test(event.stateEnteredEventDetails?.name ?? ''))
        repairs.set(documentId, (repairs.get(documentId) ?? 0) + 1);
    },
  });
  try {
    await readIn(local, { run, executions, progress, converse, repairs });
  } finally {
    progress.end();
    await local.close();
    clearState(stateFolder);
  }
}

interface Readers {
  readonly run: ReadingRun;
  readonly executions: ReturnType<typeof createDocumentExecutions>;
  readonly progress: ReturnType<typeof createProgress>;
  readonly converse: ReturnType<typeof measuredConverse>;
  readonly repairs: ReadonlyMap<string, number>;
}

async function readIn(local: Local, { run, executions, progress, converse, repairs }: Readers): Promise<void> {
  const { candidate, reading, documents, timeoutSeconds, signal, onReading } = run;
  const account = localAccount(local, signal);
  const watch = watchHere(local, executions, signal);
  const byName = new Map(documents.map((document) => [document.name, document]));
  const readings: Promise<void>[] = [];
  const { failure } = await sendDocuments({
    account,
    watch,
    documents,
    timeoutSeconds,
    signal,
    onUploaded: ({ documentId, name }) => progress.follow(documentId, name),
    onResult(result) {
      progress.ended(result);
      const document = byName.get(result.document)!;
      const documentId = result.documentId ?? '';
      const context = {
        candidate,
        document: { name: document.name, digest: document.digest },
        reading,
        measured: converse.callsOf(documentId),
        repairs: repairs.get(documentId) ?? 0,
      };
      readings.push(
        readPrediction({ account, find: watch.find }, result, context).then((read) => onReading(document, read)),
      );
    },
  }).finally(() => Promise.allSettled(readings));
  await Promise.all(readings);
  if (failure !== undefined) throw failure;
}
