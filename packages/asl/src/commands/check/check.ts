import { type Command, Option } from 'commander';
import { stdout } from '../../language/terminal';
import type { CheckText } from './check-file';
import type { Format } from './formats';

/** Options of `asl check`, as commander gives them. */
interface CheckCommandOptions {
  readonly format: Format;
  readonly json?: boolean;
  readonly fix?: boolean;
  readonly watch?: boolean;
  readonly stdinFilename?: string;
  readonly type: 'STANDARD' | 'EXPRESS';
}

const examples = `
Examples:
  asl check                                        every definition in definitions/
  asl check definitions/greeting.asl.yaml          one definition
  asl check --watch                                check again on every save, until ctrl-c
  asl check --fix                                  apply the fixes that have one sure answer, then check
  asl check --json ../other | jq .diagnostics      findings for other programs
  asl check --format sarif > check.sarif           findings for code scanning
  asl check --format github                        annotations in a workflow of GitHub
  git show :a.asl.json | asl check - --stdin-filename a.asl.json
  asl check --type EXPRESS classify.asl.yaml       use the rules of Express state machines

Folders are searched for *.asl.yaml, *.asl.yml and *.asl.json. Placeholders do not need values.
--fix corrects names that are one letter off, keys with or without .$, quotes round numbers, tabs and JSON's commas and quotes; all else in a file stays.
A definition that has not changed since the last check is not checked again.
\`# asl-ignore rule-id: reason\` ignores a finding of the next line; asl.config.yaml sets severities (docs/definitions.md).
Exit status: 0 no problems, 1 problems found, 2 the check could not run.`;

/** Adds `asl check`: reports what AWS would reject in a definition, with its location and help. */
export function registerCheckCommand(program: Command): void {
  program
    .command('check')
    .argument('[paths...]', 'definitions, folders to search, or - for standard input', ['definitions'])
    .addOption(
      new Option('--format <format>', 'how to print the findings')
        .choices(['text', 'json', 'sarif', 'github'])
        .default('text'),
    )
    .option('--json', 'short for --format json')
    .option('--fix', 'apply fixes that have one sure answer')
    .option('--watch', 'check again on every save')
    .option('--stdin-filename <name>', 'the name that standard input has in findings; .json makes it JSON')
    .addOption(
      new Option('--type <type>', 'the type of state machine').choices(['STANDARD', 'EXPRESS']).default('STANDARD'),
    )
    .addHelpText('after', examples)
    .action(check);
}

/** Loads the checks when they are first needed: many runs find every result in the cache. */
const lazyCheckText: CheckText = (...given) =>
  (require('../../language/check') as typeof import('../../language/check')).checkText(...given);

async function check(paths: string[], options: CheckCommandOptions, command: Command): Promise<void> {
  const format = options.json === true ? 'json' : options.format;
  const problem = conflictOf(paths, options, format);
  if (problem !== undefined) command.error(`error: ${problem}`);
  // Loaded here, so that `asl --help` does not wait for it.
  const { cacheFolder, contentCache } =
    require('../../language/content-cache') as typeof import('../../language/content-cache');
  const { shortRun } = require('./short-run') as typeof import('./short-run');
  const { runCheck } = require('./run-check') as typeof import('./run-check');
  const cache = contentCache(cacheFolder());
  const stdin = paths.includes('-') ? await readStdin(options.stdinFilename) : undefined;
  const { type, fix } = options;
  const checkText = options.watch === true ? lazyCheckText : shortRun(lazyCheckText);
  const settings = { checkText, cache, format, fix, type, colour: stdout.hasColours, stdin };
  const print = (text: string): void => {
    if (format === 'json' || format === 'sarif') stdout.json(text);
    else stdout.lines(text.split('\n'));
  };
  if (options.watch !== true) {
    process.exitCode = runCheck(paths, settings, print);
    return;
  }
  const { watchCheck } = require('./watch-check') as typeof import('./watch-check');
  // Without a watcher the process ends.
  process.once('SIGINT', () => end?.());
  const end: (() => void) | undefined = watchCheck(paths, settings, print);
}

/** Options that exclude each other. */
function conflictOf(paths: readonly string[], options: CheckCommandOptions, format: Format): string | undefined {
  const isStdin = paths.includes('-');
  if (options.watch === true && (isStdin || options.fix === true || format !== 'text'))
    return `--watch checks files and prints text: leave out ${isStdin ? '-' : options.fix === true ? '--fix' : '--format'}`;
  if (options.fix === true && isStdin) return 'standard input cannot be fixed: name a file instead of -';
  if (options.stdinFilename !== undefined && !isStdin) return '--stdin-filename names standard input: add the path -';
  return undefined;
}

async function readStdin(name = '<stdin>'): Promise<{ readonly bytes: Uint8Array; readonly name: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return { bytes: Buffer.concat(chunks), name };
}
