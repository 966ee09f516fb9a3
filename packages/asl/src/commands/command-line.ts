import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { packageFileAbove } from '../language/paths';
import { onOutputError, stderr, stdout, type Writer } from '../language/terminal';

/** What registers a command: its options, and what runs it. */
export type Register = (program: Command) => void;

/** A command of a program. */
export interface ListedCommand {
  /** Printed in the list of commands and above the command's own help. */
  readonly description: string;
  /** Loads what registers it. Loading all of them takes longer than some commands run. */
  readonly load: () => Register;
}

/** A program of several commands. */
export interface CommandLine {
  readonly name: string;
  readonly description: string;
  /** A folder of the package whose version `--version` prints. */
  readonly folder: string;
  /** Printed at the end of `--help`. */
  readonly examples: string;
  readonly commands: Readonly<Record<string, ListedCommand>>;
}

/**
 * The program with its commands. Those that `isCalled` rejects have a name and a description only, which is what the list of commands
 * needs; the others register themselves, and load their work when they run.
 */
export function programOf(commandLine: CommandLine, isCalled = (_name: string): boolean => true): Command {
  const { name, description, folder, examples } = commandLine;
  const program = new Command(name)
    .description(description)
    .version(packageVersion(folder), '--version', 'print the version')
    .showHelpAfterError(`(use ${name} --help to list the commands)`)
    .addHelpText('after', examples);
  const print = (writer: Writer) => (text: string) => writer.lines(text.replace(/\n$/, '').split('\n'));
  program.configureOutput({ writeOut: print(stdout), writeErr: print(stderr) });
  for (const [each, { description: what, load }] of Object.entries({
    ...commandLine.commands,
    completion: completionOf(commandLine),
  })) {
    if (isCalled(each)) load()(program);
    else program.command(each);
    program.commands.at(-1)?.description(what);
  }
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}

function completionOf(commandLine: CommandLine): ListedCommand {
  return {
    description: 'print a script that completes commands and options in bash, zsh or fish',
    load: () => (program) =>
      (require('./completion/completion') as typeof import('./completion/completion')).registerCompletionCommand(
        program,
        () => programOf(commandLine),
      ),
  };
}

/** The version of the package that a folder of code belongs to. */
function packageVersion(folder: string): string {
  const { version } = JSON.parse(readFileSync(packageFileAbove(folder), 'utf8')) as { readonly version: string };
  return version;
}

/** Runs a program with the arguments of the process. */
export async function runProgram(commandLine: CommandLine): Promise<void> {
  // The reader of a pipe may leave early: `asl check | head`.
  onOutputError((error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  await callProgram(commandLine, process.argv.slice(2));
}

/** Calls a program with arguments. Everything that keeps a command from running ends here, with status 2. */
export async function callProgram(commandLine: CommandLine, args: readonly string[]): Promise<void> {
  // `asl help check` prints the help of check.
  const called = args.find((argument) => !argument.startsWith('-') && argument !== 'help');
  try {
    await programOf(commandLine, (name) => name === called).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message; help and version are no failures.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const { errorReport } = require('../language/diagnostics') as typeof import('../language/diagnostics');
    stderr.lines(errorReport(error));
    process.exitCode = 2;
  }
}
