import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Json } from '@document-pipelines/asl/definition';
import { failureText } from '@document-pipelines/asl/interpreter';
import { shortPath } from '@document-pipelines/asl/paths';
import { apiSource, type StatesCall, writeReports } from '@document-pipelines/asl/ui';
import { leaveOut, loadSynthesisedApp } from '../apply';
import { atWork } from '../environment/at-work';
import { CannotRunError } from '../environment/cannot-run-error';
import { clearState } from '../environment/clear-state';
import type { Console } from '../environment/console';
import { type LiveChoice, liveClients } from '../environment/live-clients';
import { describeLocalImplementations } from '../environment/local-implementations';
import { stateFolderOf } from '../environment/project';
import { projectAnswers } from '../environment/project-modules';
import { startOptions } from '../environment/start-options';
import { type AppliedMachine, appliedMachine, checkStateMachine } from '../environment/state-machines';
import type { Synthesis } from '../environment/synthesise';
import { untilIdle } from '../environment/until-idle';
import { type Local, startLocal } from '../start-local';
import { chosenRuns } from './chosen-runs';
import { createFollower, type Follower } from './follower';
import type { SampleRun, SampleUpload } from './run-file';
import { type RunResult, unmetExpectation } from './run-result';
import { runTable } from './run-table';
import { sendRequest } from './send-request';
import { describeExecution, executionArnOf, startExecution } from './start-execution';
import { withOutputs } from './with-outputs';

/** `asl local run <machine> [--input …]`. */
export interface MachineRunOptions extends LiveChoice {
  readonly machine: string;
  /** Of the project that the machine is in; the run waits for it. */
  readonly synthesis: Synthesis;
  /** A file, or JSON itself; absent: the runs of `samples/<machine>/run.yaml`. */
  readonly input?: string;
  readonly cwd: string;
  readonly environment: string;
  readonly fresh: boolean;
  readonly json: boolean;
  /** Resource types that are left out. */
  readonly without: readonly string[];
  readonly port?: number;
  /** A folder for a report of each execution. */
  readonly report?: string;
  /** Seconds for the whole run. */
  readonly timeoutSeconds: number;
  readonly console: Console;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Runs a state machine on inputs, one after another, follows each to its end or to where it waits, and prints the results. Returns the
 * exit status.
 */
export async function runMachine(options: MachineRunOptions): Promise<0 | 1> {
  const { console, environment, signal, synthesis, machine: name } = options;
  const { project } = synthesis;
  console.doing({ line: () => `synthesising ${environment}` });
  await synthesis.finish(signal);
  console.doing({ line: () => `applying ${environment}` });
  const started = startOptions(project, environment, console);
  const app = leaveOut(loadSynthesisedApp(started.stackFolder), options.without);
  checkStateMachine(app, name);
  const runs = chosenRuns(project, options);
  const stateFolder = stateFolderOf(project, environment);
  const live = await liveClients(options, { region: app.region, onWarning: started.onWarning, signal });
  if (options.fresh) clearState(stateFolder);
  const follower = createFollower(console);
  const local = await startLocal({
    ...started,
    stateFolder,
    without: options.without,
    command: 'asl local run',
    ...live,
    onHistoryEvent: follower.onHistoryEvent,
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  try {
    const machine = appliedMachine(local, name);
    for (const line of describeLocalImplementations(local, options.live)) console.say(console.paint.dim(`  ${line}`));
    const results: RunResult[] = [];
    console.doing({ line: () => `${results.length} of ${runs.length} run(s) done, ${atWork(local)}` });
    const running = { local, machine, options, follower, region: app.region };
    for (const run of runs) results.push(await resultOf(run, running));
    if (options.report !== undefined) await reportRuns(results, options.report, running);
    return report(results, options);
  } finally {
    console.doing({ line: () => 'stopping' });
    await local.close();
  }
}

interface Running {
  readonly local: Local;
  readonly machine: AppliedMachine;
  readonly options: MachineRunOptions;
  readonly follower: Follower;
  readonly region: string;
}

async function resultOf(run: SampleRun, running: Running): Promise<RunResult> {
  const { local, machine, options, follower } = running;
  options.signal.throwIfAborted();
  for (const upload of run.upload) await put(upload, local);
  if (run.http !== undefined) {
    options.console.say(run.name);
    const { httpStatus, result } = await sendRequest(local, { ...machine, localName: options.machine }, run.http);
    const difference = unmetExpectation(run, { run: run.name, ...result }, httpStatus);
    return { run: run.name, ...result, ...(difference === undefined ? {} : { difference }) };
  }
  const { input: written = null } = run;
  const name = `local-${Date.now().toString(36)}-${follower.count}`;
  const executionArn = executionArnOf(machine, name);
  follower.follow(executionArn, run.name);
  const input = withOutputs(written, local.outputs);
  const ended = await startExecution(local, machine, { name, input });
  const result = { run: run.name, ...(ended ?? (await followExecution(run, executionArn, running))) };
  const difference = unmetExpectation(run, result);
  return { ...result, ...(difference === undefined ? {} : { difference }) };
}

async function followExecution(
  run: SampleRun,
  executionArn: string,
  { local, machine, options }: Running,
): Promise<Omit<RunResult, 'run'>> {
  const idle = async (signal?: AbortSignal): Promise<void> => {
    await local.idle(signal);
    if (run.answer === undefined) return;
    await answerTask(local, executionArn, { options, answer: run.answer });
    await local.idle(signal);
  };
  if (!(await untilIdle({ idle }, options)))
    options.console.say(`! timeout after ${options.timeoutSeconds} s; the next start continues what is still running`);
  return describeExecution(local, machine, executionArn);
}

/** The project answers: it knows who is asked, and how. Throws CannotRunError where it names no module for that. */
async function answerTask(
  local: Local,
  executionArn: string,
  { options, answer }: { readonly options: MachineRunOptions; readonly answer: Json },
): Promise<void> {
  const answerExecution = projectAnswers(options.synthesis.project);
  if (answerExecution === undefined)
    throw new CannotRunError('`answer` in run.yaml requires `local.answers` in asl.config.yaml: a module that answers');
  await answerExecution(local, executionArn, answer);
}

async function put({ file, bucket, key }: SampleUpload, local: Local): Promise<void> {
  const body = await readFile(file).catch((error: Error) => {
    throw new CannotRunError(`${file}: ${error.message}`);
  });
  const target = { Bucket: withOutputs(bucket, local.outputs), Key: key, Body: body };
  await local.services.call('s3', 'PutObject', target, { kind: 'operator' });
}

/** Express executions leave nothing that could be read again. */
async function reportRuns(
  results: readonly RunResult[],
  folder: string,
  { local, options, region }: Running,
): Promise<void> {
  const call: StatesCall = (operation, input) => local.services.call('states', operation, input, { kind: 'operator' });
  const source = apiSource(call, { kind: 'local', label: options.environment, region });
  const wanted = results.flatMap(({ run, executionArn }) =>
    executionArn === null || executionArn.includes(':express:') ? [] : [{ executionArn, name: run }],
  );
  const files = await writeReports(source, wanted, resolve(options.cwd, folder));
  for (const file of files) options.console.say(`report: ${shortPath(file, options.cwd)}`);
}

function report(results: readonly RunResult[], options: MachineRunOptions): 0 | 1 {
  const { console, json } = options;
  if (json) for (const result of results) console.json(result);
  else for (const line of runTable(results, console.columns)) console.print(line);
  const unmet = results.filter(({ difference }) => difference !== undefined);
  for (const result of unmet) console.say(`! ${result.run}: ${result.difference}${failureEnd(result)}`);
  return unmet.length > 0 ? 1 : 0;
}

/** Why a run failed unexpectedly. */
function failureEnd({ error, cause }: RunResult): string {
  return error === undefined ? '' : `: ${failureText({ error, cause })}`;
}
