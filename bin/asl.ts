import { Command, CommanderError } from 'commander';
import { errorLines, onOutputError, stderr, stdout, type Writer } from '../asl/terminal';
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
  asl test                                      run the cases beside definitions in simulated time
  asl graph definitions --output docs/pipelines a picture of each definition
  asl iam document-pipeline                     the permissions that a definition needs, and why
  asl cost document-pipeline                    what each of its paths costs
  asl local run document-pipeline samples/      run documents through the pipeline on this machine
  asl local review                              what waits for a person
  asl batch plan inbox/                         what many documents at once will take, before anything is spent
  asl evaluate samples/                         how well models and prompts read documents whose values are known
  asl ledger reconcile                          whether every document is in exactly one place
  asl redrive --all --dry-run                   what would send failed documents on their way again

Exit status: 0 fine, 1 findings, 2 could not run. NO_COLOR switches colours off.`;

/** The command line: each command registers itself with a light file and loads its work when it is called. */
function commandLine(): Command {
  const program = new Command('asl')
    .description('check, run and ship AWS Step Functions state machines written by hand')
    .showHelpAfterError('(asl --help shows what there is)')
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

/** Whatever keeps a command from running ends here, in one line and with status 2. */
async function main(): Promise<void> {
  try {
    await commandLine().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message; help and version are no failures.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const [first = '', ...others] = errorLines(error);
    stderr.lines([`asl: ${first}`, ...others]);
    process.exitCode = 2;
  }
}

// The reader of a pipe may leave early: `asl check | head`.
onOutputError((error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

void main();
