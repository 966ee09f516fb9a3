import type { Command } from 'commander';
import { stdout } from '../../../asl/terminal';

const examples = `
Examples:
  asl transform            writes definitions/batch-pipeline.asl.yaml, then batch-pipeline-express.asl.yaml
  asl transform --check    says which of them is behind what it is made from, and writes nothing

Exit status: 0 everything is as it should be, 1 an output is behind (--check), 2 it could not be made.`;

/** Adds `asl transform`: makes the definitions that are made from others. */
export function registerTransformCommand(program: Command): void {
  program
    .command('transform')
    .description('make the definitions that are made from others, or check that they are up to date')
    .option('--check', 'compare only: status 1 when an output is behind')
    .addHelpText('after', examples)
    .action((options: { readonly check?: boolean }) => {
      // Loaded here, so that `asl --help` does not wait for it.
      const { runTransform } = require('./run-transform') as typeof import('./run-transform');
      process.exitCode = runTransform({ root: process.cwd(), isCheck: options.check === true }, stdout.line);
    });
}
