import { callersFolder, environmentOption } from '@document-pipelines/asl/commands';
import type { Command } from 'commander';
import { loadOperations } from './load-operations';

/** Adds `pipelines status`. */
export function registerStatusCommand(program: Command): void {
  program
    .command('status')
    .addOption(environmentOption())
    .action(async ({ env }: { readonly env: string }) => {
      const { runCommand, showStatus: status } = loadOperations();
      await runCommand(false, (console, signal) => status({ cwd: callersFolder(), environment: env, console, signal }));
    });
}
