import { callersFolder, environmentOption } from '@document-pipelines/asl/commands';
import type { Command } from 'commander';
import { loadOperations } from './load-operations';

/** Adds `pipelines status`. */
export function registerStatusCommand(program: Command): void {
  program
    .command('status')
    .description('show the state of an environment: ledger, running executions, reviews, dead letters, notifications')
    .addOption(environmentOption())
    .action(async ({ env }: { readonly env: string }) => {
      const { runCommand, status } = loadOperations();
      await runCommand(false, (console, signal) => status({ cwd: callersFolder(), environment: env, console, signal }));
    });
}
