import type { Command } from 'commander';
import { stdout } from '../../language/terminal';
import { printFindings } from '../print-findings';

interface CostCommandOptions {
  readonly json?: boolean;
}

const examples = `
Examples:
  asl cost my-pipeline                               the cost of each path, per 1,000 executions
  asl cost --json | jq '.[].groups[].paths[0].price.billed'

The paths are the cases of each definition, run in simulated time. What a mock does not say is assumed: --json prints it, and
\`cost\` of asl.config.yaml sets it.
Exit status: 0 computed, 1 a definition or its cases have errors, 2 a case fails or could not run.`;

/** Adds `asl cost`: transitions and price of every path that the cases take. */
export function registerCostCommand(program: Command): void {
  program
    .command('cost')
    .argument('[paths...]', 'definitions, their names in definitions/, or folders to search', ['definitions'])
    .option('--json', 'print the figures as JSON')
    .addHelpText('after', examples)
    .action(async (paths: string[], options: CostCommandOptions) => {
      // Loaded here, so that `asl --help` does not wait for it.
      const { showCost } = require('./show-cost') as typeof import('./show-cost');
      const print = (text: string) => (options.json === true ? stdout.json(text) : stdout.lines(text.split('\n')));
      await showCost(paths, options, print).catch((error: unknown) => {
        process.exitCode = printFindings(error);
      });
    });
}
