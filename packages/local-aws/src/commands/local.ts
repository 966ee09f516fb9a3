import { callersFolder, environmentOption, portNumber, whileLoading } from '@document-pipelines/asl/commands';
import { type Command, Option } from 'commander';
import { confirmApp } from '../environment/confirm-app';
import { findProject } from '../environment/project';
import { inspectOption, waitForDebugger } from './inspect-option';
import { addModelOptions, type ModelFlags, modelChoice } from './model-options';
import { addRunOptions, type RunFlags, startRun } from './run-options';
import { withoutOption } from './without-option';

/** Adds `asl local run | serve | grants | clean`. Their modules are loaded when one of them runs. */
export function registerLocalCommands(program: Command): void {
  const local = program.command('local');
  registerRun(local);
  registerServe(local);
  registerGrants(local);
  local
    .command('clean')
    .description('remove all files of earlier runs')
    .addOption(environmentOption())
    .action(async ({ env }: { readonly env: string }) => {
      const { cleanEnvironment, runCommand } = loadLocalAws();
      await runCommand(false, (console, signal) =>
        cleanEnvironment({ cwd: callersFolder(), environment: env, console, signal }),
      );
    });
  for (const command of local.commands) command.exitOverride();
}

const runExamples = `
Examples:
  asl local run my-machine                         the runs of samples/my-machine/run.yaml
  asl local run my-machine --input '{"question": "What is the total?"}'
  asl local run my-machine --input @input.json --json
  asl local run my-machine --fresh                 forget earlier runs first
  asl local run my-machine --inspect               step through the functions

Exit status: 0 every run ended as expected, 1 one failed, is still running or ended differently, 2 could not run, or could not
continue (a full disk, a damaged file: free space or move the file away, and run the same command again).`;

function registerRun(local: Command): void {
  addRunOptions(local.command('run'))
    .description('synthesise, apply to embedded services, start executions of a state machine and follow them')
    .argument('<machine>', 'the state machine, by its name in the stack')
    .option('--input <json>', "an execution's input: JSON, or a file, with or without @ before it")
    .addHelpText('after', runExamples)
    .addOption(yesOption())
    .action(async (machine: string, { yes, input, ...flags }: LocalRunFlags) => {
      await confirmApp(findProject(callersFolder()), { isAgreed: yes });
      const options = { ...startRun(`asl local run ${machine}`, flags), ...(input === undefined ? {} : { input }) };
      try {
        const { runCommand, runMachine } = loadLocalAws();
        await runCommand(flags.json, (console, signal) => runMachine({ ...options, machine, console, signal }));
      } finally {
        options.synthesis.stop();
      }
    });
}

const grantsExamples = `
Examples:
  asl local grants                          every role
  asl local grants my-machine               the roles with this in their name
  asl local grants --json                   every statement with what it allowed, for other programs

A run with other documents or errors may use more: look at several before you take a permission away.
Exit status: 0 printed, 2 nothing was run.`;

interface GrantsFlags {
  readonly env: string;
  readonly json: boolean;
}

function registerGrants(local: Command): void {
  local
    .command('grants')
    .description('print what roles are granted and no local run has used, statement by statement')
    .argument('[role]', 'a part of the name of a role')
    .addOption(environmentOption())
    .option('--json', 'one JSON object a statement', false)
    .addHelpText('after', grantsExamples)
    .action(async (role: string | undefined, { env, json }: GrantsFlags) => {
      const { runCommand, showGrants } = loadLocalAws();
      const options = { cwd: callersFolder(), environment: env, json, ...(role === undefined ? {} : { role }) };
      await runCommand(json, (console, signal) => showGrants({ ...options, console, signal }));
    });
}

interface LocalRunFlags extends RunFlags {
  readonly input?: string;
  readonly yes: boolean;
}

function yesOption(): Option {
  return new Option('--yes', "run the app's command without asking, in a project that has installed asl").default(
    false,
  );
}

function loadLocalAws() {
  return whileLoading(() => ({
    ...(require('..') as typeof import('..')),
    ...(require('../environment') as typeof import('../environment')),
  }));
}

const serveExamples = `
Examples:
  asl local serve                                       the Step Functions API, in memory
  asl local serve --definitions definitions/            with a state machine for each definition
  asl local serve --env dev --state .local/dev          all services of a stack at one port, and the state of its runs
  asl local serve --mock-config MockConfigFile.json     StartExecution with <ARN>#<test case>
  aws stepfunctions list-state-machines --endpoint-url http://127.0.0.1:8083 --region us-east-1`;

interface ServeFlags extends ModelFlags {
  readonly port: number;
  readonly host: string;
  readonly definitions: readonly string[];
  readonly env?: string;
  readonly state?: string;
  readonly mockConfig?: string;
  readonly without: readonly string[];
  readonly yes: boolean;
  readonly inspect?: number;
  readonly json: boolean;
}

function registerServe(local: Command): void {
  addModelOptions(local.command('serve'))
    .description('serve the Step Functions API, with --env all services of a stack, over HTTP for the AWS CLI and SDKs')
    .option('--port <number>', 'the port of all services', portNumber, 8083)
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
    .addOption(withoutOption())
    .option('--state <folder>', 'keep state machines and executions in this folder (default: in memory)')
    .option('--mock-config <file>', 'a MockConfigFile.json of Step Functions Local')
    .option(
      '--json',
      'what happens to executions as JSON on stdout, one object a line; everything else on stderr',
      false,
    )
    .addOption(yesOption())
    .addOption(inspectOption())
    .addHelpText('after', serveExamples)
    .action(async ({ env, modelServer, model, allowRemote, yes, inspect, ...flags }: ServeFlags) => {
      if (env !== undefined) await confirmApp(findProject(callersFolder()), { isAgreed: yes });
      if (inspect !== undefined) waitForDebugger(inspect);
      const { runCommand, serve } = loadLocalAws();
      const choice = modelChoice({ modelServer, model, allowRemote });
      const options = { ...flags, choice, cwd: callersFolder(), ...(env === undefined ? {} : { environment: env }) };
      await runCommand(flags.json, (console, signal) => serve({ ...options, console, signal }));
    });
}
