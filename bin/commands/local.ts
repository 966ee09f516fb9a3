import type { Command } from 'commander';
import { stderr, stdout } from '../../asl/terminal';
import { callersFolder, collect, environmentOption, loadLocal, portNumber, positiveNumber } from './arguments';
import { inspectOption, waitForDebugger } from './inspect-option';
import { addModelOptions, type ModelFlags, modelChoice } from './model-options';
import { registerReview } from './review';

/** Adds `asl local run | serve | review | status | clean`. Their modules are loaded when one of them runs. */
export function registerLocalCommands(program: Command): void {
  const local = program
    .command('local')
    .description('run the synthesised app locally: no AWS account, no Docker, no network');
  registerRun(local);
  registerServe(local);
  registerReview(local);
  local
    .command('status')
    .description('show the state of an environment: ledger, running executions, reviews, dead letters, notifications')
    .addOption(environmentOption())
    .action(async ({ env }: { readonly env: string }) => {
      const { runCommand, status } = loadLocal();
      await runCommand(false, (console, signal) => status({ cwd: callersFolder(), environment: env, console, signal }));
    });
  local
    .command('clean')
    .description('remove all files of earlier runs')
    .addOption(environmentOption())
    .action(async ({ env }: { readonly env: string }) => {
      const { clean, runCommand } = loadLocal();
      await runCommand(false, (console, signal) => clean({ cwd: callersFolder(), environment: env, console, signal }));
    });
  for (const command of local.commands) command.exitOverride();
}

interface RunFlags extends ModelFlags {
  readonly env: string;
  readonly fresh: boolean;
  readonly input?: string;
  readonly json: boolean;
  readonly live: readonly string[];
  readonly liveBucket?: string;
  readonly port?: number;
  readonly inspect?: number;
  readonly timeout: number;
}

const runExamples = `
Examples:
  asl local run document-pipeline                  the samples
  asl local run document-pipeline scan.pdf a.png   your own files
  asl local run document-pipeline inbox/ --json    every file of a folder; one JSON object a document
  asl local run document-pipeline --fresh          forget earlier runs first
  asl local run document-pipeline letter.pdf --live bedrock
  asl local run document-pipeline letter.pdf --inspect   step through the functions
  asl local run document-pipeline letter.pdf --model-server http://127.0.0.1:11434 --model qwen3:8b
  asl local run agent-pipeline                     any other state machine: the runs of samples/<machine>/run.yaml
  asl local run agent-pipeline --input '{"question": "What does invoice A-17 say?"}'

Exit status: 0 every document or run ended as expected, 1 one failed, is still running or ended differently, 2 could not run, or
could not continue (a full disk, a damaged file: free space or move the file away, and run the same command again).`;

function registerRun(local: Command): void {
  addModelOptions(local.command('run'))
    .description(
      'synthesise, apply to embedded services, send documents or inputs through a state machine and follow them',
    )
    .argument('<machine>', 'the state machine, e.g. document-pipeline')
    .argument('[paths...]', 'files, or one folder (default: samples/)')
    .addOption(environmentOption())
    .option('--input <json>', "an execution's input: a file, or JSON itself")
    .option('--fresh', 'remove the files of earlier runs first', false)
    .option('--json', 'one JSON object a document on stdout as each ends, everything else on stderr', false)
    .option(
      '--live <service>',
      'call AWS itself for bedrock or textract, with your credentials (repeatable)',
      collect,
      [],
    )
    .option('--live-bucket <name>', 'with --live textract: a bucket of yours for documents of several pages')
    .option('--port <number>', 'port of the endpoint on 127.0.0.1 (default: any free one)', portNumber)
    .addOption(inspectOption())
    .option(
      '--timeout <seconds>',
      'end the run after this time; the next one continues what is still running',
      positiveNumber,
      1800,
    )
    .addHelpText('after', runExamples)
    .action(async (machine: string, paths: readonly string[], flags: RunFlags) => {
      const { env, timeout, inspect, ...rest } = flags;
      if (inspect !== undefined) waitForDebugger(inspect);
      // Printed before anything is loaded: on a fresh clone that takes a moment.
      (flags.json ? stderr : stdout).line(`asl local run ${machine}: synthesising ${env} …`);
      const { runCommand, runDocuments, runMachine } = loadLocal();
      const options = { ...rest, machine, paths, cwd: callersFolder(), environment: env, timeoutSeconds: timeout };
      await runCommand(flags.json, (console, signal) =>
        takesDocuments(machine, flags)
          ? runDocuments({ ...options, console, signal })
          : runMachine({ ...options, console, signal }),
      );
    });
}

/**
 * Documents for the document pipeline are put into its bucket; other machines, or runs with an input, start executions.
 */
function takesDocuments(machine: string, { input }: Pick<RunFlags, 'input'>): boolean {
  return machine === 'document-pipeline' && input === undefined;
}

const serveExamples = `
Examples:
  asl local serve                                       the Step Functions API, in memory
  asl local serve --definitions definitions/            with a state machine for each definition
  asl local serve --env dev --state .local/dev          with the app's own services, and the state of its runs
  asl local serve --mock-config MockConfigFile.json     StartExecution with <ARN>#<test case>
  aws stepfunctions list-state-machines --endpoint-url http://127.0.0.1:8083 --region us-east-1`;

interface ServeFlags extends ModelFlags {
  readonly port: number;
  readonly host: string;
  readonly definitions: readonly string[];
  readonly env?: string;
  readonly state?: string;
  readonly mockConfig?: string;
  readonly inspect?: number;
}

function registerServe(local: Command): void {
  addModelOptions(local.command('serve'))
    .description('serve the Step Functions API over HTTP for the AWS CLI and SDKs')
    .option('--port <number>', 'the port', portNumber, 8083)
    .option(
      '--host <address>',
      'the address to listen on; any other than a loopback address opens it to the network',
      '127.0.0.1',
    )
    .option('--definitions <paths...>', 'files or folders of definitions to create state machines from', [])
    .option(
      '--env <name>',
      "apply this environment's stack first, so that Tasks reach its functions, queues and tables",
    )
    .option('--state <folder>', 'keep state machines and executions in this folder (default: in memory)')
    .option('--mock-config <file>', 'a MockConfigFile.json of Step Functions Local')
    .addOption(inspectOption())
    .addHelpText('after', serveExamples)
    .action(async ({ env, modelServer, model, allowRemote, inspect, ...flags }: ServeFlags) => {
      if (inspect !== undefined) waitForDebugger(inspect);
      const { runCommand, serve } = loadLocal();
      const choice = modelChoice({ modelServer, model, allowRemote });
      const options = { ...flags, choice, cwd: callersFolder(), ...(env === undefined ? {} : { environment: env }) };
      await runCommand(false, (console, signal) => serve({ ...options, console, signal }));
    });
}
