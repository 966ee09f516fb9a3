import { callersFolder, collect, positiveNumber } from '@document-pipelines/asl/commands';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { EvaluateOptions } from '..';
import { loadOperations } from './load-operations';

const examples = `
Examples:
  pipelines evaluate samples/                                       the offline reader on the documents of this project
  pipelines evaluate inbox/ --live bedrock                          the environment's model; prints the cost first
  pipelines evaluate inbox/ --live bedrock --model amazon.nova-lite-v1:0 --model amazon.nova-pro-v1:0
  pipelines evaluate inbox/ --model-server http://127.0.0.1:11434 --model qwen3:8b --model offline
  pipelines evaluate inbox/ --prompt read-document.v2 --prompt read-document.v3 --html report.html --values
  pipelines evaluate inbox/ --baseline baseline.json --write-baseline
  pipelines evaluate inbox/ --baseline baseline.json                in CI: fails if a field got worse

A dataset is a folder with labels: x.expected.json next to x.pdf, or expected.csv with the column \`document\`. Readings are saved in
.cache/evaluate/ and used again while model, prompts, definition, functions, settings, tool and document are the same.
Exit status: 0 evaluated, 1 worse than the baseline, 2 could not run, or a document was not read.`;

/**
 * As commander returns them: those that repeat and those with a short name have other names in {@link EvaluateOptions}.
 */
interface Flags
  extends Pick<
    EvaluateOptions,
    | 'live'
    | 'modelServer'
    | 'allowRemote'
    | 'repeat'
    | 'baseline'
    | 'writeBaseline'
    | 'html'
    | 'json'
    | 'values'
    | 'yes'
  > {
  readonly env: string;
  readonly model: readonly string[];
  readonly prompt: readonly string[];
  readonly timeout: number;
}

/** Adds `pipelines evaluate`. Its modules are loaded when it runs. */
export function registerEvaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .argument('<dataset>', 'a folder of documents with labels')
    .option('--model <id>', 'a Bedrock id, `offline`, or a name that the server lists (repeatable)', collect, [])
    .option(
      '--prompt <version>',
      'a version in definitions/prompts, such as read-document.v3 (repeatable)',
      collect,
      [],
    )
    .option('--live <service>', 'bedrock: call AWS, with your credentials and at your cost', collect, [])
    .option('--model-server <url>', 'an OpenAI-compatible server (its key: MODEL_SERVER_API_KEY)')
    .option(
      '--allow-remote',
      'with --model-server: allow another computer, which then receives the text of documents',
      false,
    )
    .addOption(new Option('--env <name>', 'the environment whose pipeline is used').default('dev'))
    .option('--repeat <number>', 'read each document this many times, and list the fields that change', readings, 1)
    .option('--baseline <file>', 'compare with this baseline; exit with status 1 if a result is worse')
    .option('--write-baseline', 'with --baseline: write the file instead of comparing', false)
    .option('--html <file>', 'write a page')
    .option('--values', 'show expected and read values of documents', false)
    .option('--json', 'JSON on stdout, everything else on stderr', false)
    .option('--yes', 'accept the cost of Bedrock calls', false)
    .addOption(
      new Option('--timeout <seconds>', 'longest time for a model with a prompt version')
        .default(3600)
        .argParser(positiveNumber),
    )
    .addHelpText('after', examples)
    .action(async (dataset: string, flags: Flags) => {
      const { evaluate, runCommand } = loadOperations();
      const { env: environment, model: models, prompt: prompts, timeout: timeoutSeconds, ...rest } = flags;
      const options = { ...rest, dataset, models, prompts, environment, timeoutSeconds, cwd: callersFolder() };
      await runCommand(flags.json, (console, signal) => evaluate({ ...options, console, signal }));
    });
}

function readings(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 20)
    throw new InvalidArgumentError('it must be an integer from 1 to 20');
  return number;
}
