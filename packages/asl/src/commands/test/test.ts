import type { Command } from 'commander';
import { stdout } from '../../language/terminal';

interface TestCommandOptions {
  readonly coverage?: boolean;
  readonly inject?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
  readonly report?: string;
  readonly watch?: boolean;
}

const examples = `
Examples:
  asl test                                   every *.cases.yaml below definitions/
  asl test definitions/greeting.asl.yaml --coverage
  asl test --watch                           run again when a definition or its cases change
  asl test --inject                          fail each Task with each error, and report where it ends
  asl test --json | jq '.files[].failed'
  asl test --junit reports/cases.xml
  asl test --report reports

Time is simulated: a year of waiting takes milliseconds. docs/testing-definitions.md describes the cases.
Exit status: 0 all cases passed, 1 some failed, 2 the cases could not run.`;

/** Adds `asl test`: the cases next to definitions, in simulated time, with mocked tasks. */
export function registerTestCommand(program: Command): void {
  program
    .command('test')
    .argument('[paths...]', 'cases files, definitions, or folders to search', ['definitions'])
    .option('--coverage', 'list what no case reaches, and what would reach it')
    .option('--inject', 'also fail each Task with each error, and report where it ends')
    .option('--json', 'print the results as JSON')
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('--report <folder>', 'write a page for each case: the path taken, the states, the events, in one HTML file')
    .option('--watch', 'run again when a file changes')
    .addHelpText('after', examples)
    .action(async (paths: string[], options: TestCommandOptions) => {
      // Loaded here, so that `asl --help` does not wait for it.
      const { runTests, watchTests } = require('./run-tests') as typeof import('./run-tests');
      const settings = { ...options, colour: stdout.hasColours };
      const print = (text: string): void => {
        if (options.json === true) stdout.json(text);
        else stdout.lines(text.split('\n'));
      };
      if (options.watch === true) await watchTests(paths, settings, print);
      else process.exitCode = await runTests(paths, settings, print);
    });
}
