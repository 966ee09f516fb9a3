import { Command, CommanderError } from 'commander';
import { errorReport } from '../language/diagnostics';
import { onOutputError, stderr, stdout, type Writer } from '../language/terminal';

/** Registers a command: its options, and what runs it. A command that is only listed needs its name and description. */
export type Register = (program: Command, isCalled: boolean) => void;

/** A program of several commands. */
export interface CommandLine {
  readonly name: string;
  readonly description: string;
  /** Printed at the end of `--help`. */
  readonly examples: string;
  /** Loads what registers each command. Loading all of them takes longer than some commands run. */
  readonly commands: Readonly<Record<string, () => Register>>;
}

/** The program with the command that is called, or with all of them: each registers itself and loads its work when it runs. */
export function programOf({ name, description, examples, commands }: CommandLine, calledName = ''): Command {
  const program = new Command(name)
    .description(description)
    .showHelpAfterError(`(use ${name} --help to list the commands)`)
    .addHelpText('after', examples);
  const print = (writer: Writer) => (text: string) => writer.lines(text.replace(/\n$/, '').split('\n'));
  program.configureOutput({ writeOut: print(stdout), writeErr: print(stderr) });
  const called = Object.hasOwn(commands, calledName) ? [calledName] : Object.keys(commands);
  for (const each of called) commands[each]?.()(program, each === calledName);
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}

/** Runs a program with the arguments of the process. Everything that keeps a command from running ends here, with status 2. */
export async function runProgram(commandLine: CommandLine): Promise<void> {
  // The reader of a pipe may leave early: `asl check | head`.
  onOutputError((error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    await programOf(commandLine, process.argv[2]).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message; help and version are no failures.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    stderr.lines(errorReport(error));
    process.exitCode = 2;
  }
}
