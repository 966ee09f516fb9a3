import { type Command, InvalidArgumentError, Option } from 'commander';

interface RedriveFlags {
  readonly all: boolean;
  readonly dryRun: boolean;
  readonly env: string;
  readonly error?: string;
  readonly json: boolean;
  readonly state?: string;
  readonly timeout: number;
}

const examples = `
Examples:
  asl redrive --all --dry-run                         what would be done
  asl redrive --error BedrockRuntime.AccessDeniedException
  asl redrive --state StoreDocument
  asl redrive incoming/scan.pdf                       a key, a documentId, or its first 8 characters and more

A document that failed is given a new execution in the place of the one that failed; what was paid for once is not paid for
again. Its letter leaves the queue only then. Doing it twice does nothing twice.
Exit status: 0 all is well, 1 one failed again or cannot be redriven, 2 could not run.`;

/** Adds `asl redrive`. What it needs is loaded when it runs. */
export function registerRedriveCommand(program: Command): void {
  program
    .command('redrive')
    .description('send documents that failed on their way again')
    .argument('[ids...]', 'documents: keys, documentIds, or beginnings of those')
    .option('--all', 'everything that failed', false)
    .option('--error <name>', 'only what failed with this error')
    .option('--state <name>', 'only what failed in this state')
    .option('--dry-run', 'say what would be done, and do nothing', false)
    .addOption(new Option('--env <name>', 'the environment').default('dev'))
    .option('--json', 'one JSON object a document on stdout, everything else on stderr', false)
    .option('--timeout <seconds>', 'longest time to follow the documents', positiveNumber, 1800)
    .addHelpText('after', examples)
    .action(async (ids: readonly string[], flags: RedriveFlags, command: Command) => {
      const { all, env: environment, timeout: timeoutSeconds, ...rest } = flags;
      if (ids.length === 0 && !all && rest.error === undefined && rest.state === undefined)
        command.error('error: name documents, or give --all, --error or --state', { exitCode: 2 });
      if (ids.length > 0 && all) command.error('error: --all takes no documents beside it', { exitCode: 2 });
      // Loaded here, so that `asl --help` does not wait for it.
      const { redriveDocuments, runCommand } = require('../../local') as typeof import('../../local');
      const options = { ...rest, ids, cwd: process.cwd(), environment, timeoutSeconds };
      await runCommand(flags.json, (console, signal) => redriveDocuments({ ...options, console, signal }));
    });
}

function positiveNumber(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('a number of seconds above 0 is due');
  return number;
}
