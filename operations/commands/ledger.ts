import type { Command } from 'commander';
import type { LedgerOptions } from '..';
import { type AccountFlags, accountOptions, addAccountOptions } from './account-options';
import { loadOperations } from './load-operations';

const examples = `
Examples:
  pipelines ledger reconcile                check that every document is in exactly one allowed place
  pipelines ledger list
  pipelines ledger show incoming/scan.pdf   a key, a documentId, or its first 8 characters and more
  pipelines ledger letters --json | jq .error
  pipelines ledger reconcile --env prod --aws --inventory s3://inventories/prod/2026-11-22T01-00Z/manifest.json

docs/durability.md lists the gaps and how to fix each.
Exit status: 0 no gap, 1 a gap, 2 could not run.`;

/** Adds `pipelines ledger reconcile | list | show | letters`. Their modules are loaded when one of them runs. */
export function registerLedgerCommands(program: Command): void {
  const ledger = program.command('ledger').addHelpText('after', examples);
  subcommand(ledger, 'reconcile', 'compare bucket, ledger, executions, reviews and dead letters')
    .option(
      '--inventory <uri>',
      'an S3 Inventory of the documents bucket, s3://…/manifest.json, instead of its listing',
    )
    .action((flags: ReconcileFlags) =>
      run(flags, (operations, options) =>
        operations.reconcileLedger(
          flags.inventory === undefined ? options : { ...options, inventory: flags.inventory },
        ),
      ),
    );
  subcommand(ledger, 'list', 'list every document with its status').action((flags: LedgerFlags) =>
    run(flags, (operations, options) => operations.listLedger(options)),
  );
  subcommand(ledger, 'show', 'show everything about one document')
    .argument('<id>', 'documentId, the beginning of one, or a key')
    .action((id: string, flags: LedgerFlags) =>
      run(flags, (operations, options) => operations.showDocument(id, options)),
    );
  subcommand(
    ledger,
    'letters',
    'list the dead letters: what failed, where, why, and which work is already done',
  ).action((flags: LedgerFlags) => run(flags, (operations, options) => operations.listDeadLetters(options)));
  for (const command of ledger.commands) command.exitOverride();
}

interface LedgerFlags extends AccountFlags {
  readonly json: boolean;
}

interface ReconcileFlags extends LedgerFlags {
  readonly inventory?: string;
}

type Operations = ReturnType<typeof loadOperations>;

function subcommand(ledger: Command, name: string, description: string): Command {
  return addAccountOptions(ledger.command(name))
    .description(description)
    .option('--json', 'JSON on stdout, everything else on stderr', false);
}

async function run(
  flags: LedgerFlags,
  command: (operations: Operations, options: LedgerOptions) => Promise<number>,
): Promise<void> {
  const { json } = flags;
  const operations = loadOperations();
  await operations.runCommand(json, (console, signal) =>
    command(operations, { ...accountOptions(flags), json, console, signal }),
  );
}
