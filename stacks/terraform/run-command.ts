import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { environmentNames } from '../../environments';
import { commands, listEnvironments, type Project } from './commands';

/**
 * Runs `list` (also `list --json`), or `plan`, `apply` or `destroy` of one environment. Throws UserError naming the
 * valid choices.
 */
export function runCommand(project: Project, [command = '', environment]: readonly string[]): void {
  if (command === 'list') {
    listEnvironments(project, { asJson: environment === '--json' });
    return;
  }
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (run === undefined) {
    throw new UserError(
      `there is no command \`${command}\`; available: ${[...Object.keys(commands), 'list'].join(', ')}`,
    );
  }
  const known = environmentNames(join(project.root, 'environments'));
  if (environment === undefined) {
    throw new UserError(
      `which environment? npm run ${command} -- ${known[0] ?? '<name>'} (available: ${known.join(', ')})`,
    );
  }
  if (!known.includes(environment)) {
    throw new UserError(`there is no environment \`${environment}\`; available: ${known.join(', ')}`);
  }
  run(project, environment);
}
