import type { Command } from 'commander';
import { portNumber } from '../arguments';
import type { UiFlags } from './ui-flags';

const examples = `
Examples:
  asl ui                                     the executions of the local environment dev: what \`asl local run\` leaves
  asl ui src/definitions                     the definitions of another folder, too
  asl ui --state states/                     those of \`asl local serve --state states/\`, while it runs or after it
  asl ui --endpoint http://127.0.0.1:8083    those of \`asl local serve\` in memory, or of Step Functions Local
  AWS_PROFILE=staging asl ui --aws           those of an account, read-only

The page is served on 127.0.0.1 to the browser that opens the printed address: it works once. Ctrl-C ends it. docs/ui.md describes the page.
Exit status: 0 ended by Ctrl-C, 2 could not run.`;

/** Adds `asl ui`: the page. */
export function registerUiCommand(program: Command): void {
  program
    .command('ui')
    .argument('[definitions...]', 'definitions that are shown too: files, or folders to search', ['definitions'])
    .option('--env <name>', 'the local environment of the project', 'dev')
    .option('--state <folder>', 'a state folder, of `asl local serve --state`')
    .option('--endpoint <url>', 'an endpoint of the Step Functions API on this computer')
    .option('--aws', 'an AWS account, with the credentials and region of the AWS SDK; read-only', false)
    .option('--region <name>', 'with --aws: the region')
    .option('--write', 'with --aws: let the page change something, after a confirmation of each act', false)
    .option('--port <number>', 'port on 127.0.0.1 (default: any free one)', portNumber)
    .addHelpText('after', examples)
    .action(async (definitions: string[], flags: Omit<UiFlags, 'definitions'>) => {
      const { runUi } = require('./run-ui') as typeof import('./run-ui');
      process.exitCode = await runUi({ ...flags, definitions });
    });
}
