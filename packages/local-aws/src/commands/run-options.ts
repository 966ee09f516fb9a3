import {
  callersFolder,
  collect,
  environmentOption,
  portNumber,
  positiveNumber,
} from '@document-pipelines/asl/commands';
import { stderr, stdout } from '@document-pipelines/asl/terminal';
import type { Command } from 'commander';
import { inspectOption, waitForDebugger } from './inspect-option';
import { addModelOptions, type ModelFlags } from './model-options';

/** What the options of {@link addRunOptions} have set. */
export interface RunFlags extends ModelFlags {
  readonly env: string;
  readonly fresh: boolean;
  readonly json: boolean;
  readonly live: readonly string[];
  readonly liveBucket?: string;
  readonly port?: number;
  readonly inspect?: number;
  readonly timeout: number;
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
 * The options as a run takes them. Waits for a debugger if one was asked for, and prints the first line: loading what comes next takes a
 * moment on a fresh clone.
 */
export function runOptionsOf(command: string, { env: environment, timeout, inspect, ...rest }: RunFlags) {
  if (inspect !== undefined) waitForDebugger(inspect);
  (rest.json ? stderr : stdout).line(`${command}: synthesising ${environment} …`);
  return { ...rest, cwd: callersFolder(), environment, timeoutSeconds: timeout };
}
