import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../language/diagnostics';

const packageName = '@document-pipelines/local-aws';
const entry = `${packageName}/commands`;

/**
 * Adds `asl local …`, whose commands are in the package local-aws: the one that the user's project has, else the one beside this package.
 * Without it the command names the line that installs it.
 */
export function registerLocalCommand(program: Command): void {
  const path = installedEntry();
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
      throw new UserError('asl local runs on embedded AWS services, which are a package of their own', {
        help: `npm install --save-dev ${packageName}`,
      });
    });
}

function installedEntry(): string | undefined {
  for (const from of [join(process.cwd(), 'package.json'), __filename]) {
    try {
      return createRequire(from).resolve(entry);
    } catch (error) {
      if (!isNotInstalled(error)) throw error;
    }
  }
  return undefined;
}

function isNotInstalled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}
