import { Command, CommanderError } from 'commander';
import { errorReport } from '../asl/diagnostics';
import { onOutputError, stderr, stdout, type Writer } from '../asl/terminal';
import { registerBatchCommands } from './commands/batch';
import { registerCheckCommand } from './commands/check/check';
import { registerCostCommand } from './commands/cost';
import { registerEvaluateCommand } from './commands/evaluate';
import { registerGraphCommand } from './commands/graph';
import { registerIamCommand } from './commands/iam';
import { registerLedgerCommands } from './commands/ledger';
import { registerLocalCommands } from './commands/local';
import { registerRedriveCommand } from './commands/redrive';
import { registerRunCommand } from './commands/run/run';
import { registerTestCommand } from './commands/test/test';

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

/** The command line: each command registers itself with a light file and loads its work when it is called. */
export function commandLine(): Command {
  const program = new Command('asl')
    .description('check, run and deploy hand-written AWS Step Functions state machines')
    .showHelpAfterError('(use asl --help to list the commands)')
    .addHelpText('after', examples);
  const print = (writer: Writer) => (text: string) => writer.lines(text.replace(/\n$/, '').split('\n'));
  program.configureOutput({ writeOut: print(stdout), writeErr: print(stderr) });
  registerCheckCommand(program);
  registerRunCommand(program);
  registerTestCommand(program);
  registerGraphCommand(program);
  registerIamCommand(program);
  registerCostCommand(program);
  registerLocalCommands(program);
  registerBatchCommands(program);
  registerEvaluateCommand(program);
  registerLedgerCommands(program);
  registerRedriveCommand(program);
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}

/** Whatever keeps a command from running ends here, with status 2. */
export async function main(): Promise<void> {
  // The reader of a pipe may leave early: `asl check | head`.
  onOutputError((error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    await commandLine().parseAsync();
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
