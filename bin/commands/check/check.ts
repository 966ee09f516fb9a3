import type { Command } from 'commander';
import { Option } from 'commander';
import { stdout } from '../../../asl/terminal';

/** Options of `asl check`, as commander gives them. */
interface CheckCommandOptions {
  readonly json?: boolean;
  readonly type: 'STANDARD' | 'EXPRESS';
}

const examples = `
Examples:
  asl check                                        every definition in definitions/
  asl check definitions/document-pipeline.asl.yaml one definition
  asl check --json ../other | jq .diagnostics      findings for other programs
  asl check --type EXPRESS classify.asl.yaml       use the rules of Express state machines

Folders are searched for *.asl.yaml, *.asl.yml and *.asl.json. Placeholders do not need values.
Exit status: 0 no problems, 1 problems found, 2 the check could not run.`;

/** Adds `asl check`: what AWS would refuse in a definition, with the place and what to do. */
export function registerCheckCommand(program: Command): void {
  program
    .command('check')
    .description('check definitions: structure, transitions, expressions, placeholders')
    .argument('[paths...]', 'definitions, or folders to search', ['definitions'])
    .option('--json', 'print the findings as JSON')
    .addOption(
      new Option('--type <type>', 'the type of state machine').choices(['STANDARD', 'EXPRESS']).default('STANDARD'),
    )
    .addHelpText('after', examples)
    .action((paths: string[], options: CheckCommandOptions) => {
      // Loaded here, so that `asl --help` does not wait for it.
      const { runCheck } = require('./run-check') as typeof import('./run-check');
      process.exitCode = runCheck(paths, { ...options, colour: stdout.hasColours }, (text) => {
        if (options.json === true) stdout.json(text);
        else stdout.lines(text.split('\n'));
      });
    });
}
