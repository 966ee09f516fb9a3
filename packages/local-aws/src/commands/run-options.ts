import {
  callersFolder,
  collect,
  environmentOption,
  portNumber,
  positiveNumber,
} from '@document-pipelines/asl/commands';
import { stderr, stdout } from '@document-pipelines/asl/terminal';
import type { Command } from 'commander';
import { findProject } from '../environment/project';
import { startSynthesis } from '../environment/synthesise';
import { inspectOption, waitForDebugger } from './inspect-option';
import { addModelOptions, type ModelFlags } from './model-options';
import { withoutOption } from './without-option';

/** What the options of {@link addRunOptions} have set. */
export interface RunFlags extends ModelFlags {
  readonly env: string;
  readonly fresh: boolean;
  readonly json: boolean;
  readonly live: readonly string[];
  readonly liveBucket?: string;
  readonly without: readonly string[];
  readonly port?: number;
  readonly inspect?: number;
  readonly timeout: number;
  readonly report?: string;
}

/** Adds the options of every command that synthesises, applies and runs an environment. */
export function addRunOptions(command: Command): Command {
  return addModelOptions(command)
    .addOption(environmentOption())
    .option('--fresh', 'remove the files of earlier runs first', false)
    .option('--json', 'one JSON object a run on stdout as each ends, everything else on stderr', false)
    .option(
      '--live <service>',
      'call AWS itself for bedrock or textract, with your credentials (repeatable)',
      collect,
      [],
    )
    .option('--live-bucket <name>', 'with --live textract: a bucket of yours for documents of several pages')
    .addOption(withoutOption())
    .option('--report <folder>', 'write a page of each execution: one HTML file with path, states, timeline and events')
    .option('--port <number>', 'port of the endpoint on 127.0.0.1 (default: any free one)', portNumber)
    .addOption(inspectOption())
    .option(
      '--timeout <seconds>',
      'end the run after this time; the next one continues what is still running',
      positiveNumber,
      1800,
    );
}

/**
 * Starts the synthesis, which runs while the modules of the run are loaded, and returns the options as a run takes them. Prints the first
 * line. Waits for a debugger if one was asked for. Throws CannotRunError outside of a project.
 */
export function startRun(command: string, { env: environment, timeout, inspect, ...rest }: RunFlags) {
  const cwd = callersFolder();
  const project = findProject(cwd);
  if (inspect !== undefined) waitForDebugger(inspect);
  (rest.json ? stderr : stdout).line(`${command}: synthesising ${environment} …`);
  return { ...rest, cwd, environment, timeoutSeconds: timeout, synthesis: startSynthesis(project) };
}
