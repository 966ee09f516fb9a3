import type { Command } from 'commander';
import { localAwsEntry, localAwsMissing } from './local-aws-package';

/**
 * Adds `asl local …`, whose commands are in the package local-aws: the one that the user's project has, else the one beside this package.
 * Without it the command names the line that installs it.
 */
export function registerLocalCommand(program: Command): void {
  const path = localAwsEntry('commands');
  if (path !== undefined) {
    const { registerLocalCommands } = require(path) as typeof import('@document-pipelines/local-aws/commands');
    registerLocalCommands(program);
    return;
  }
  program
    .command('local')
    .argument('[arguments...]')
    .allowUnknownOption()
    .action(() => {
      throw localAwsMissing('asl local runs on embedded AWS services');
    });
}
