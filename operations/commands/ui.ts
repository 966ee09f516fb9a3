import { portNumber } from '@document-pipelines/asl/commands';
import type { Command } from 'commander';
import { type AccountFlags, accountOptions, addAccountOptions } from './account-options';
import { loadOperations } from './load-operations';
import { planLimits } from './plan-limits';

const examples = `
Examples:
  pipelines ui                                show the local environment in the browser
  pipelines ui --env staging --aws            show an environment on AWS, read-only
  pipelines ui --env staging --aws --write    let the page act there; each act is confirmed

The page is served on 127.0.0.1 to the browser that opens the printed address: it works once. Ctrl-C ends it.`;

/** Adds `pipelines ui`. */
export function registerUiCommand(program: Command): void {
  addAccountOptions(program.command('ui'))
    .option('--write', 'with --aws: let the page change something, after a confirmation of each act', false)
    .option('--port <number>', 'port on 127.0.0.1 (default: any free one)', portNumber)
    .addHelpText('after', examples)
    .action(async ({ write, port, ...flags }: AccountFlags & { readonly write: boolean; readonly port?: number }) => {
      const { runCommand, showPages } = loadOperations();
      const limits = () => planLimits(flags.env);
      const choice = { write, limits, ...(port === undefined ? {} : { port }) };
      await runCommand(false, (console, signal) => showPages(choice, { ...accountOptions(flags), console, signal }));
    });
}
