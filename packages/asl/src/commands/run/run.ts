import { type Command, InvalidArgumentError, Option } from 'commander';
import { stderr, stdout } from '../../language/terminal';

interface RunCommandOptions {
  readonly input?: string;
  readonly mocks?: string;
  readonly case?: string;
  readonly time: 'simulated' | 'real';
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly seed?: number;
  readonly json?: boolean;
  readonly history?: string;
  readonly report?: string;
}

const examples = `
Examples:
  asl run my-pipeline --input @input.json                   mocks from the cases file of the definition
  asl run my-pipeline --case 'greets a person'              input and mocks of one case
  asl run hello.asl.yaml --input '{"name": "Ada"}' --mocks mocks.yaml
  asl run hello.asl.yaml --mocks MockConfigFile.json --case HappyPath
  asl run hello.asl.yaml --time real --history history.json
  asl run my-pipeline --case 'greets a person' --report run.html

Use a cases file, a file with only \`mocks\`, or a MockConfigFile.json of Step Functions Local as mocks.
Exit status: 0 succeeded, 1 the execution failed, 2 it could not run.`;

/** Adds `asl run`: one execution of a definition with mocked tasks; prints its path as it runs. */
export function registerRunCommand(program: Command): void {
  program
    .command('run')
    .argument('<definition>', 'a definition, or the name of one in definitions/')
    .option('--input <json>', 'the input: JSON, or @file (default: that of the mocks, else {})')
    .option('--mocks <file>', 'results of the tasks (default: the cases file of the definition)')
    .option('--case <name>', 'use the input and mocks of this case; with a MockConfigFile.json, of this test case')
    .addOption(new Option('--time <time>', 'how time passes').choices(['simulated', 'real']).default('simulated'))
    .addOption(new Option('--type <type>', 'the type of state machine').choices(['STANDARD', 'EXPRESS']))
    .option('--seed <number>', 'another seed for jitter, UUIDs and random numbers (default: 1)', wholeNumber)
    .option('--json', 'print the result as JSON on stdout, the path on stderr')
    .option('--history <file>', 'write what GetExecutionHistory would return')
    .option('--report <file>', 'write a page with the path taken, the states, a timeline and the events: one HTML file')
    .addHelpText('after', examples)
    .action(async (definition: string, options: RunCommandOptions) => {
      // Loaded here, so that `asl --help` does not wait for it.
      const { runDefinition } = require('./run-definition') as typeof import('./run-definition');
      const out = (text: string): void => {
        if (options.json === true) stdout.json(text);
        else stdout.lines(text.split('\n'));
      };
      const { case: caseName, ...rest } = options;
      const settings = { ...rest, caseName, colour: stdout.hasColours };
      process.exitCode = await runDefinition(definition, settings, { out, note: stderr.line });
    });
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(number)) throw new InvalidArgumentError('a seed must be an integer');
  return number;
}
