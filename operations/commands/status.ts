import type { Command } from 'commander';
import { type AccountFlags, accountOptions, addAccountOptions } from './account-options';
import { loadOperations } from './load-operations';

/** Adds `pipelines status`. */
export function registerStatusCommand(program: Command): void {
  addAccountOptions(program.command('status')).action(async (flags: AccountFlags) => {
    const { runCommand, showStatus } = loadOperations();
    await runCommand(false, (console, signal) => showStatus({ ...accountOptions(flags), console, signal }));
  });
}
