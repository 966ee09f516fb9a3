import { join, relative } from 'node:path';
import { type Local, startLocal } from '../../start-local';
import { loadSynthesisedApp } from '../../apply';
import { clearState } from '../environment/clear-state';
import { type ChosenDocument, chooseDocuments } from './choose-documents';
import type { Console } from '../environment/console';
import { type DocumentResult, documentResults } from './document-result';
import { type EnvironmentOutputs, environmentOutputs } from '../environment/environment-outputs';
import { differenceFrom, isAllowed } from './expectation';
import { type LiveChoice, liveClients } from './live-clients';
import { createProgress, type Progress } from './progress';
import { findProject, type Project, stackFolderOf, stateFolderOf } from '../environment/project';
import { resultTable } from './result-table';
import { describeStandIns } from './stand-ins';
import { appliedMachine, checkStateMachine } from '../environment/state-machines';
import { synthesise } from '../environment/synthesise';
import { untilIdle } from '../environment/until-idle';
import { uploadDocument, type UploadedDocument } from './upload-documents';

/** `asl local run <machine> [paths…]`. */
export interface RunOptions extends LiveChoice {
  readonly machine: string;
  /** Files, or one folder; none: `samples/`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly environment: string;
  readonly fresh: boolean;
  readonly json: boolean;
  readonly port?: number;
  /** Seconds for the whole run. */
  readonly timeoutSeconds: number;
  readonly console: Console;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** 0: every document ended in an allowed place and as expected; 1: one did not; 2 (thrown as CannotRunError): the run could not begin. */
export type ExitStatus = 0 | 1;

/** Synthesises, applies, uploads, follows every document to its end or to where it waits for a person, and tells. */
export async function runDocuments(options: RunOptions): Promise<ExitStatus> {
  const { console, cwd, environment, signal } = options;
  const project = findProject(cwd);
  const documents =
    options.paths.length === 0 ? chooseDocuments(['samples'], project.root) : chooseDocuments(options.paths, cwd);
  await synthesise(project, signal);
  const stackFolder = stackFolderOf(project, environment);
  const app = loadSynthesisedApp(stackFolder);
  checkStateMachine(app, options.machine);
  const stateFolder = stateFolderOf(project, environment);
  if (options.fresh) clearState(stateFolder);

  const progress = createProgress(console);
  const live = await liveClients(options, app.region);
  const local = await startLocal({
    stackFolder,
    stateFolder,
    command: 'asl local run',
    live,
    onHistoryEvent: progress.onHistoryEvent,
    onTrouble: (message) => console.say(`! ${message}`),
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  try {
    return await runIn(local, { options, project, documents, progress, stateFolder });
  } finally {
    progress.end();
    await local.close();
  }
}

interface Run {
  readonly options: RunOptions;
  readonly project: Project;
  readonly documents: readonly ChosenDocument[];
  readonly progress: Progress;
  readonly stateFolder: string;
}

async function runIn(local: Local, run: Run): Promise<ExitStatus> {
  const { options, documents, progress } = run;
  const { console, signal } = options;
  const { name: stateMachineName } = appliedMachine(local, options.machine);
  const outputs = environmentOutputs(local);
  for (const line of describeStandIns(local, options.live)) console.say(console.dim(`  ${line}`));
  if (local.resumed > 0) console.say(`${local.resumed} execution(s) of an earlier run go on`);

  const uploaded: UploadedDocument[] = [];
  for (const document of documents) {
    signal.throwIfAborted();
    const done = await uploadDocument(local, outputs, document);
    progress.follow(done.documentId, done.name);
    uploaded.push(done);
  }
  const known = uploaded.filter(({ isKnown }) => isKnown).length;
  console.say(
    `${uploaded.length - known} document(s) uploaded to ${outputs.documentBucketName}${known > 0 ? `, ${known} recognised from an earlier run (--fresh starts anew)` : ''}`,
  );
  const isTimely = await untilIdle(local, options);
  progress.end();
  const results = await documentResults(local, outputs, uploaded, stateMachineName);
  report(results, { ...run, local, outputs, isTimely });
  return statusOf(uploaded, results, console);
}

interface Report extends Run {
  readonly local: Local;
  readonly outputs: EnvironmentOutputs;
  readonly isTimely: boolean;
}

function report(
  results: readonly DocumentResult[],
  { options, outputs, project, stateFolder, isTimely }: Report,
): void {
  const { console, json, cwd, environment } = options;
  if (!isTimely)
    console.say(`! the time of ${options.timeoutSeconds} s is over; the next start goes on with what still runs`);
  if (json) {
    for (const result of results) console.print(JSON.stringify(jsonOf(result)));
    return;
  }
  console.print(resultTable(results, { region: outputs.region, columns: console.columns, colour: console.colour }));
  console.say(
    `results: ${shownPath(join(stateFolder, 'objects', outputs.resultsBucketName), cwd)}/<documentId>/document.json; executions, logs and letters beside it`,
  );
  sayReviews(results, { console, environment, root: project.root });
}

/** An object of `--json`. */
function jsonOf({ document, documentId, documentType, outcome, reason, ...rest }: DocumentResult): object {
  const { reviewId, fields, statesEntered, retries, durationSeconds, executionArn, deliveries, alreadyProcessed } =
    rest;
  return {
    document,
    documentId,
    documentType,
    outcome,
    reason,
    reviewId,
    fields,
    statesEntered,
    retries,
    durationSeconds,
    executionArn,
    ...(deliveries > 1 ? { deliveries } : {}),
    ...(alreadyProcessed ? { alreadyProcessed } : {}),
  };
}

function sayReviews(
  results: readonly DocumentResult[],
  { console, environment }: { console: Console; environment: string; root: string },
): void {
  const waiting = results.filter(({ outcome, reviewId }) => outcome === 'review' && reviewId !== undefined);
  if (waiting.length === 0) return;
  const option = environment === 'dev' ? '' : ` --env ${environment}`;
  console.say(`${waiting.length} document(s) wait for a person, in this or another process, now or later:`);
  for (const { document, reviewId, reason } of waiting) {
    console.say(`  ${document}: ${reason ?? ''}`);
    console.say(
      `    npx asl local review approve ${reviewId}${option}     (or: reject, show, correct … --field total=119.00)`,
    );
  }
}

function statusOf(
  documents: readonly UploadedDocument[],
  results: readonly DocumentResult[],
  console: Console,
): ExitStatus {
  const differences = results
    .map((result, index) => differenceFrom(documents[index]!, result))
    .filter((text) => text !== undefined);
  for (const difference of differences) console.say(`! ${difference}`);
  return differences.length === 0 && results.every(isAllowed) ? 0 : 1;
}

function shownPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') ? path : short;
}
