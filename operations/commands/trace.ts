import type { Command } from 'commander';
import { type AccountFlags, accountOptions, addAccountOptions } from './account-options';
import { loadOperations } from './load-operations';

const examples = `
Examples:
  pipelines trace incoming/scan.pdf             a key, or the name of a file
  pipelines trace 82bc4b57                      a documentId, or its first 8 characters and more
  pipelines trace nightly-2026-11-21            an execution: its name, its ARN, or machine:name
  pipelines trace scan.pdf --json | jq .price
  pipelines trace scan.pdf --env prod --aws

Exit status: 0 found, 2 could not run, unknown or ambiguous.`;

interface TraceFlags extends AccountFlags {
  readonly json: boolean;
  readonly data: boolean;
}

/** Adds `pipelines trace`. Its modules are loaded when it runs. */
export function registerTraceCommand(program: Command): void {
  addAccountOptions(program.command('trace'))
    .argument('<id>', 'a document (key, file name, documentId, the beginning of one) or an execution (name, ARN)')
    .option('--json', 'one JSON object on stdout, everything else on stderr', false)
    .option('--data', 'also print inputs, outputs, reasons and comments: the content of the document', false)
    .addHelpText('after', examples)
    .action(async (id: string, { json, data, ...flags }: TraceFlags) => {
      const { runCommand, traceStory } = loadOperations();
      await runCommand(json, (console, signal) =>
        traceStory(id, { ...accountOptions(flags), json, data, console, signal }),
      );
    });
}
