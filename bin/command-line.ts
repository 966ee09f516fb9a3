import { Command, CommanderError } from 'commander';
import { errorReport } from '../asl/diagnostics';
import { onOutputError, stderr, stdout, type Writer } from '../asl/terminal';

const examples = `
Examples:
  asl check                                     check every definition in definitions/
  asl test                                      run the cases of definitions in simulated time
  asl graph definitions --output docs/pipelines draw a picture of each definition
  asl iam document-pipeline                     list the permissions that a definition needs, and why
  asl cost document-pipeline                    print the cost of each path
  asl local run document-pipeline samples/      run documents through the pipeline locally
  asl local review                              list the reviews that wait for a person
  asl batch plan inbox/                         estimate time and price of a batch before it runs
  asl evaluate samples/                         measure how well models and prompts read labelled documents
  asl ledger reconcile                          check that every document is in exactly one place
  asl redrive --all --dry-run                   show how failed documents would be redriven

Exit status: 0 fine, 1 findings, 2 could not run. Use NO_COLOR to switch colours off.`;

/** The functions that register each command. Loading all of them takes longer than some commands run. */
const commands: Readonly<Record<string, () => (program: Command) => void>> = {
  check: () => (require('./commands/check/check') as typeof import('./commands/check/check')).registerCheckCommand,
  run: () => (require('./commands/run/run') as typeof import('./commands/run/run')).registerRunCommand,
  test: () => (require('./commands/test/test') as typeof import('./commands/test/test')).registerTestCommand,
  graph: () => (require('./commands/graph') as typeof import('./commands/graph')).registerGraphCommand,
  iam: () => (require('./commands/iam') as typeof import('./commands/iam')).registerIamCommand,
  cost: () => (require('./commands/cost') as typeof import('./commands/cost')).registerCostCommand,
  local: () => (require('./commands/local') as typeof import('./commands/local')).registerLocalCommands,
  batch: () => (require('./commands/batch') as typeof import('./commands/batch')).registerBatchCommands,
  evaluate: () => (require('./commands/evaluate') as typeof import('./commands/evaluate')).registerEvaluateCommand,
  ledger: () => (require('./commands/ledger') as typeof import('./commands/ledger')).registerLedgerCommands,
  redrive: () => (require('./commands/redrive') as typeof import('./commands/redrive')).registerRedriveCommand,
};

/** Returns the command line with one command, or with all: each registers itself and loads its work when it runs. */
export function commandLine(name = ''): Command {
  const program = new Command('asl')
    .description('check, run and deploy hand-written AWS Step Functions state machines')
    .showHelpAfterError('(use asl --help to list the commands)')
    .addHelpText('after', examples);
  const print = (writer: Writer) => (text: string) => writer.lines(text.replace(/\n$/, '').split('\n'));
  program.configureOutput({ writeOut: print(stdout), writeErr: print(stderr) });
  const called = Object.hasOwn(commands, name) ? [name] : Object.keys(commands);
  for (const each of called) commands[each]?.()(program);
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}

/** Runs the command line. An error that prevents a command from running ends it with status 2. */
export async function main(): Promise<void> {
  // The reader of a pipe may exit early: `asl check | head`.
  onOutputError((error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    await commandLine(process.argv[2]).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message; help and version are not failures.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    stderr.lines(errorReport(error));
    process.exitCode = 2;
  }
}
