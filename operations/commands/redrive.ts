import { positiveNumber } from '@document-pipelines/asl/commands';
import type { Command } from 'commander';
import { type AccountFlags, accountOptions, addAccountOptions, addChangeOptions } from './account-options';
import { loadOperations } from './load-operations';

interface RedriveFlags extends AccountFlags {
  readonly all: boolean;
  readonly dryRun: boolean;
  readonly error?: string;
  readonly json: boolean;
  readonly machine?: string;
  readonly state?: string;
  readonly timeout: number;
}

const examples = `
Examples:
  pipelines redrive --all --dry-run                         show what would be done
  pipelines redrive --error BedrockRuntime.AccessDeniedException
  pipelines redrive --state StoreDocument
  pipelines redrive --machine train-model
  pipelines redrive incoming/scan.pdf                       a key, a documentId, or its first 8 characters and more
  pipelines redrive --all --env prod --aws                  shows what it would do, and asks
  pipelines redrive nightly-2026-11-21                      an execution without a document: its name or its ARN

A new execution replaces the failed execution of a document. It uses the results that exist, so they are not paid for again. Only then
the dead letter is removed from the queue. You can safely run the command twice. An execution of any other state machine (a batch,
a training run) starts again with the same input as <name>-r<n>, or continues where it was if it timed out or was aborted.
Exit status: 0 redriven, 1 one failed again or cannot be redriven, 2 could not run.`;

/** Adds `pipelines redrive`. Its modules are loaded when it runs. */
export function registerRedriveCommand(program: Command): void {
  addChangeOptions(addAccountOptions(program.command('redrive')), 'what would be done')
    .argument('[ids...]', 'documents (keys, documentIds, beginnings of those), or executions (names, ARNs)')
    .option('--all', 'everything that failed', false)
    .option('--error <name>', 'only what failed with this error')
    .option('--state <name>', 'only what failed in this state')
    .option('--machine <name>', 'only what failed in executions of this state machine, e.g. train-model')
    .option('--json', 'one JSON object a document on stdout, everything else on stderr', false)
    .option('--timeout <seconds>', 'longest time to follow the documents', positiveNumber, 1800)
    .addHelpText('after', examples)
    .action(async (ids: readonly string[], flags: RedriveFlags, command: Command) => {
      const { all, timeout: timeoutSeconds, json, dryRun, error, state, machine } = flags;
      const chosen = definedOnly({ error, state, machine });
      if (ids.length === 0 && !all && Object.keys(chosen).length === 0)
        command.error('error: name documents, or use --all, --error, --state or --machine', { exitCode: 2 });
      if (ids.length > 0 && all) command.error('error: --all cannot be used with documents', { exitCode: 2 });
      const { redriveDocuments, runCommand } = loadOperations();
      const options = { ...accountOptions(flags), ...chosen, ids, json, dryRun, timeoutSeconds };
      await runCommand(json, (console, signal) => redriveDocuments({ ...options, console, signal }));
    });
}

function definedOnly(choices: Readonly<Record<'error' | 'state' | 'machine', string | undefined>>) {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}
