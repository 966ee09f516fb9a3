import { join } from 'node:path';
import { shortPath } from '@document-pipelines/asl/paths';
import { startLocal } from '@document-pipelines/local-aws';
import { leaveOut, loadSynthesisedApp } from '@document-pipelines/local-aws/apply';
import {
  CannotRunError,
  checkStateMachine,
  clearState,
  describeLocalImplementations,
  findProject,
  type LiveChoice,
  liveClients,
  type Synthesis,
  startOptions,
  stateFolderOf,
} from '@document-pipelines/local-aws/environment';
import { type Account, type AccountOptions, elseThroughEndpoint, localAccount, withAccount } from '../account';
import { audited, confirmChange } from '../changes';
import { skippedLines } from '../files-under';
import { operatorCommands } from '../operator-commands';
import { type ChosenDocument, chooseDocuments } from './choose-documents';
import { createDocumentExecutions } from './document-executions';
import { documentIdOf } from './document-identity';
import { type DocumentResult, keyOf } from './document-result';
import { type DocumentWatch, watchAccount, watchHere } from './document-watch';
import { differenceFrom, isAllowed } from './expectation';
import { outcomeLine } from './outcome-line';
import { createProgress, type Progress } from './progress';
import { reportDocuments } from './report-documents';
import { resultTable } from './result-table';
import { type Sent, sendDocuments } from './send-documents';
import { type DeliverAgain, deliverAgainHere, type UploadedDocument } from './upload-documents';

/** `pipelines run [paths…]`. */
export interface RunDocumentsOptions extends LiveChoice, AccountOptions {
  /** Files, or one folder; none: `samples/`. */
  readonly paths: readonly string[];
  /** Of the project; a local run waits for it. Absent with `aws`. */
  readonly synthesis?: Synthesis;
  readonly fresh: boolean;
  readonly json: boolean;
  /** Resource types that are left out. */
  readonly without: readonly string[];
  readonly port?: number;
  /** A folder for a report of each document's execution. */
  readonly report?: string;
  /** Seconds for the whole run. */
  readonly timeoutSeconds: number;
  /** Print what would be uploaded, without doing it. */
  readonly dryRun: boolean;
}

/** The state machine that processes documents, by its name in the stack. */
const machineName = 'document-pipeline';

/** Exit status: 0 if every document ended in an allowed place and as expected, 1 if one did not, or could not be read. */
export type ExitStatus = 0 | 1;

/**
 * Synthesises, applies, sends the documents some at a time, follows each to its end or to where it waits, and prints the results. If
 * another process runs the environment, sends them there. Throws CannotRunError or StateFailure (exit status 2) if the run cannot begin
 * or continue.
 */
export async function runDocuments(options: RunDocumentsOptions): Promise<ExitStatus> {
  const { console, cwd, paths, aws } = options;
  const { documents, skipped } =
    paths.length === 0 ? chooseDocuments(['samples'], findProject(cwd).root) : chooseDocuments(paths, cwd);
  const useOther = (account: Account) => runElsewhere(account, documents, options);
  const status =
    aws === undefined
      ? await elseThroughEndpoint(options, useOther, () => runHere(documents, options))
      : await withAccount('pipelines run', options, useOther);
  for (const line of skippedLines(skipped)) console.say(line);
  return skipped.length === 0 ? status : 1;
}

async function runHere(documents: readonly ChosenDocument[], options: RunDocumentsOptions): Promise<ExitStatus> {
  const { console, environment, signal, synthesis } = options;
  if (synthesis === undefined) throw new Error('a local run needs a synthesis');
  const { project } = synthesis;
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
  const commands = operatorCommands(options);
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
    for (const line of describeLocalImplementations(local, options.live)) console.say(console.paint.dim(`  ${line}`));
    if (local.resumed > 0) console.say(`continuing ${local.resumed} execution(s) of an earlier run`);
    const account = localAccount(local, signal);
    const watch = watchHere(local, executions, signal);
    const deliverAgain = deliverAgainHere(local, account.names.documentBucketName);
    return await runIn({ account, watch, deliverAgain, options, documents, progress });
  } finally {
    progress.end();
    console.doing({ line: () => 'stopping' });
    await local.close();
  }
}

/** Sends the documents to an environment that another process, or AWS, runs. */
async function runElsewhere(
  account: Account,
  documents: readonly ChosenDocument[],
  options: RunDocumentsOptions,
): Promise<ExitStatus> {
  const { console, fresh, without, live, signal } = options;
  const ownStart = { '--fresh': fresh, '--without': without.length > 0, '--live': live.length > 0 };
  const [flag] = Object.entries(ownStart).find(([, isUsed]) => isUsed) ?? [];
  if (flag !== undefined)
    throw new CannotRunError(`another process runs ${account.environment}: end it, or leave out ${flag}`);
  const executions = createDocumentExecutions();
  const progress = createProgress(console, {
    executions,
    documentCount: documents.length,
    commands: account.commands,
  });
  try {
    return await runIn({ account, watch: watchAccount(account, signal), options, documents, progress });
  } finally {
    progress.end();
  }
}

interface Run {
  readonly account: Account;
  readonly watch: DocumentWatch;
  readonly deliverAgain?: DeliverAgain;
  readonly options: RunDocumentsOptions;
  readonly documents: readonly ChosenDocument[];
  readonly progress: Progress;
}

async function runIn(run: Run): Promise<ExitStatus> {
  const { account, options, documents } = run;
  const { documentBucketName } = account.names;
  if (options.dryRun) {
    for (const { name } of documents) options.console.print(`would upload s3://${documentBucketName}/${keyOf(name)}`);
    return 0;
  }
  await confirmChange(account, `upload ${documents.length} document(s) to ${documentBucketName}`, options);
  const request = { documents: documents.map(({ name }) => name) };
  const { sent, differences } = await audited(account, { command: 'run', request }, () => send(run));
  report(sent, run);
  if (options.report !== undefined)
    await reportDocuments(sent.results, account, { ...options, folder: options.report });
  if (sent.failure !== undefined) throw sent.failure;
  for (const difference of differences) options.console.say(`! ${difference}`);
  return differences.length === 0 && sent.results.every(isAllowed) ? 0 : 1;
}

async function send(run: Run): Promise<{ readonly sent: Sent; readonly differences: readonly string[] }> {
  const { account, watch, deliverAgain, options, documents, progress } = run;
  const { console, signal, timeoutSeconds } = options;
  const uploads = countUploads(run);
  const differences: string[] = [];
  const sent = await sendDocuments({
    account,
    watch,
    ...(deliverAgain === undefined ? {} : { deliverAgain }),
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
  return { sent, differences };
}

/** Prints how many documents were uploaded, after the last one. */
function countUploads({ account, documents, options: { console } }: Run) {
  const { documentBucketName } = account.names;
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

function report({ results, isTimely, failure }: Sent, run: Run): void {
  const { options, account } = run;
  const { console, json } = options;
  if (!isTimely && failure === undefined)
    console.say(`! timeout after ${options.timeoutSeconds} s; ${whatGoesOn(account)}`);
  if (json) return;
  const table = { region: account.region, columns: console.columns, paint: console.paint };
  for (const line of resultTable(results, table)) console.print(line);
  console.say(`results: ${resultsAt(run)}`);
  sayFailures(results, run);
  sayReviews(results, run);
  sayNextSteps(run);
}

function whatGoesOn({ kind }: Account): string {
  return kind === 'process' ? 'the next start continues what is still running' : 'what is still running continues';
}

function resultsAt({ account: { stateFolder, names }, options: { cwd } }: Run): string {
  if (stateFolder === undefined) return `s3://${names.resultsBucketName}/<documentId>/document.json`;
  const folder = join(stateFolder, 'objects', names.resultsBucketName);
  return `${shortPath(folder, cwd)}/<documentId>/document.json; executions, logs and dead letters are in ${shortPath(stateFolder, cwd)}`;
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
function sayFailures(results: readonly DocumentResult[], { options: { console }, account: { commands } }: Run): void {
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return;
  console.say(`${failed.length} document(s) failed:`);
  for (const result of failed) console.say(`  ${outcomeLine(result, { console, commands })}`);
}

function sayReviews(results: readonly DocumentResult[], { options: { console }, account: { commands } }: Run): void {
  const waiting = results.filter(({ outcome, reviewId }) => outcome === 'review' && reviewId !== undefined);
  if (waiting.length === 0) return;
  console.say(`${waiting.length} document(s) wait for a person, in this or another process, now or later:`);
  for (const { document, reviewId, reason } of waiting) {
    console.say(`  ${document}: ${reason ?? ''}`);
    console.say(`    ${commands.review('approve', reviewId)}     (or: reject, show, correct … --field total=119.00)`);
  }
}

function sayNextSteps({ options: { console, paths }, account: { commands } }: Run): void {
  const ownFiles = paths.length > 0 ? '' : `\`${commands.runFiles()}\` runs your own documents, `;
  console.say(
    `next: ${ownFiles}\`${commands.status()}\` shows what is stored and waits; docs/running-locally.md explains more`,
  );
}
