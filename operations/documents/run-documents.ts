import { join } from 'node:path';
import { shortPath } from '@document-pipelines/asl/paths';
import { type Local, startLocal } from '@document-pipelines/local-aws';
import { leaveOut, loadSynthesisedApp } from '@document-pipelines/local-aws/apply';
import {
  type Console,
  checkStateMachine,
  clearState,
  describeLocalImplementations,
  type LiveChoice,
  liveClients,
  type Synthesis,
  startOptions,
  stateFolderOf,
} from '@document-pipelines/local-aws/environment';
import { type EnvironmentOutputs, environmentOutputs } from '../environment';
import { skippedLines } from '../files-under';
import { type OperatorCommands, operatorCommands } from '../operator-commands';
import { type ChosenDocument, chooseDocuments } from './choose-documents';
import { createDocumentExecutions, type DocumentExecutions } from './document-executions';
import { documentIdOf } from './document-identity';
import type { DocumentResult } from './document-result';
import { differenceFrom, isAllowed } from './expectation';
import { outcomeLine } from './outcome-line';
import { createProgress, type Progress } from './progress';
import { resultTable } from './result-table';
import { type Sent, sendDocuments } from './send-documents';
import type { UploadedDocument } from './upload-documents';

/** `pipelines run [paths…]`. */
export interface RunDocumentsOptions extends LiveChoice {
  /** Files, or one folder; none: `samples/`. */
  readonly paths: readonly string[];
  /** Of the project; the run waits for it. */
  readonly synthesis: Synthesis;
  readonly cwd: string;
  readonly environment: string;
  readonly fresh: boolean;
  readonly json: boolean;
  /** Resource types that are left out. */
  readonly without: readonly string[];
  readonly port?: number;
  /** Seconds for the whole run. */
  readonly timeoutSeconds: number;
  readonly console: Console;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The state machine that processes documents, by its name in the stack. */
const machineName = 'document-pipeline';

/** Exit status: 0 if every document ended in an allowed place and as expected, 1 if one did not, or could not be read. */
export type ExitStatus = 0 | 1;

/**
 * Synthesises, applies, sends the documents some at a time, follows each to its end or to where it waits, and prints the results.
 * Throws CannotRunError or StateFailure (exit status 2) if the run cannot begin or continue.
 */
export async function runDocuments(options: RunDocumentsOptions): Promise<ExitStatus> {
  const { console, cwd, environment, signal, synthesis } = options;
  const { project } = synthesis;
  const { documents, skipped } =
    options.paths.length === 0 ? chooseDocuments(['samples'], project.root) : chooseDocuments(options.paths, cwd);
  console.doing({ line: () => `synthesising ${environment}` });
  await synthesis.finish(signal);
  console.doing({ line: () => `applying ${environment}` });
  const started = startOptions(project, environment, console);
  const app = leaveOut(loadSynthesisedApp(started.stackFolder), options.without);
  checkStateMachine(app, machineName);
  const stateFolder = stateFolderOf(project, environment);
  const live = await liveClients(options, { region: app.region, onWarning: started.onWarning, signal });
  if (options.fresh) clearState(stateFolder);

  const executions = createDocumentExecutions();
  const commands = operatorCommands(environment);
  const progress = createProgress(console, { executions, documentCount: documents.length, commands });
  const local = await startLocal({
    ...started,
    stateFolder,
    without: options.without,
    command: 'pipelines run',
    ...live,
    onHistoryEvent(event, executionArn) {
      executions.onHistoryEvent(event, executionArn);
      progress.onHistoryEvent(event, executionArn);
    },
    onPage: ({ Bucket: bucket, Name: key, Version: versionId = '' }, pagesRead, pageCount) =>
      progress.onPage(documentIdOf({ bucket, key, versionId }), pagesRead, pageCount),
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  try {
    const status = await runIn(local, { options, commands, documents, executions, progress, stateFolder });
    for (const line of skippedLines(skipped)) console.say(line);
    return skipped.length === 0 ? status : 1;
  } finally {
    progress.end();
    console.doing({ line: () => 'stopping' });
    await local.close();
  }
}

interface Run {
  readonly options: RunDocumentsOptions;
  readonly commands: OperatorCommands;
  readonly documents: readonly ChosenDocument[];
  readonly executions: DocumentExecutions;
  readonly progress: Progress;
  readonly stateFolder: string;
}

async function runIn(local: Local, run: Run): Promise<ExitStatus> {
  const { options, documents, executions, progress } = run;
  const { console, signal, timeoutSeconds } = options;
  const outputs = environmentOutputs(local);
  for (const line of describeLocalImplementations(local, options.live)) console.say(console.paint.dim(`  ${line}`));
  if (local.resumed > 0) console.say(`continuing ${local.resumed} execution(s) of an earlier run`);

  const uploads = countUploads(run, outputs);
  const differences: string[] = [];
  const sent = await sendDocuments({
    local,
    outputs,
    executions,
    documents,
    timeoutSeconds,
    signal,
    onUploaded(document) {
      progress.follow(document.documentId, document.name);
      uploads.add(document);
    },
    onResult(result, document) {
      progress.ended(result);
      if (options.json) console.json(jsonOf(result));
      const difference = differenceFrom(document, result);
      if (difference !== undefined) differences.push(difference);
    },
  });
  progress.end();
  report(sent, { ...run, local, outputs });
  if (sent.failure !== undefined) throw sent.failure;
  for (const difference of differences) console.say(`! ${difference}`);
  return differences.length === 0 && sent.results.every(isAllowed) ? 0 : 1;
}

/** Prints how many documents were uploaded, after the last one. */
function countUploads({ documents, options: { console } }: Run, { documentBucketName }: EnvironmentOutputs) {
  let [uploaded, known] = [0, 0];
  return {
    add({ isKnown }: UploadedDocument): void {
      if (isKnown) known += 1;
      else uploaded += 1;
      if (uploaded + known < documents.length) return;
      const recognised = known > 0 ? `, ${known} recognised from an earlier run (use --fresh to start again)` : '';
      console.say(`${uploaded} document(s) uploaded to ${documentBucketName}${recognised}`);
    },
  };
}

interface Report extends Run {
  readonly local: Local;
  readonly outputs: EnvironmentOutputs;
}

function report({ results, isTimely, failure }: Sent, run: Report): void {
  const { options, outputs, stateFolder } = run;
  const { console, json, cwd } = options;
  if (!isTimely && failure === undefined)
    console.say(`! timeout after ${options.timeoutSeconds} s; the next start continues what is still running`);
  if (json) return;
  const table = { region: outputs.region, columns: console.columns, paint: console.paint };
  for (const line of resultTable(results, table)) console.print(line);
  console.say(
    `results: ${shortPath(join(stateFolder, 'objects', outputs.resultsBucketName), cwd)}/<documentId>/document.json; executions, logs and dead letters are in ${shortPath(stateFolder, cwd)}`,
  );
  sayFailures(results, run);
  sayReviews(results, run);
  sayNextSteps(run);
}

/** An object of `--json`. */
function jsonOf({ document, documentId, documentType, outcome, reason, ...rest }: DocumentResult): object {
  const {
    error,
    reviewId,
    fields,
    statesEntered,
    retries,
    durationSeconds,
    executionArn,
    deliveries,
    alreadyProcessed,
  } = rest;
  return {
    document,
    documentId,
    documentType,
    outcome,
    reason,
    error,
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

/** Prints failures in full: a table may cut them. */
function sayFailures(results: readonly DocumentResult[], { options: { console }, commands }: Report): void {
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return;
  console.say(`${failed.length} document(s) failed:`);
  for (const result of failed) console.say(`  ${outcomeLine(result, { console, commands })}`);
}

function sayReviews(results: readonly DocumentResult[], { options: { console }, commands }: Report): void {
  const waiting = results.filter(({ outcome, reviewId }) => outcome === 'review' && reviewId !== undefined);
  if (waiting.length === 0) return;
  console.say(`${waiting.length} document(s) wait for a person, in this or another process, now or later:`);
  for (const { document, reviewId, reason } of waiting) {
    console.say(`  ${document}: ${reason ?? ''}`);
    console.say(`    ${commands.review('approve', reviewId)}     (or: reject, show, correct … --field total=119.00)`);
  }
}

function sayNextSteps({ options: { console, paths }, commands }: Report): void {
  const ownFiles = paths.length > 0 ? '' : `\`${commands.runFiles()}\` runs your own documents, `;
  console.say(
    `next: ${ownFiles}\`${commands.status()}\` shows what is stored and waits; docs/running-locally.md explains more`,
  );
}
