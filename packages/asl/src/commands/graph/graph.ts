import { type Command, Option } from 'commander';
import { stdout } from '../../language/terminal';

interface GraphCommandOptions {
  readonly format: 'svg' | 'mermaid';
  readonly output?: string;
  readonly catch: 'all' | 'grouped' | 'none';
  readonly theme: 'auto' | 'light' | 'dark';
  readonly execution?: string;
}

const examples = `
Examples:
  asl graph my-pipeline --output pipeline.svg                one picture
  asl graph definitions --output docs/pipelines              one for each definition, <name>.svg
  asl graph hello.asl.yaml --format mermaid                  for a \`\`\`mermaid block, which GitHub draws
  asl graph my-pipeline --catch all                          a line for every catcher
  asl run my-pipeline --history run.json && asl graph my-pipeline --execution run.json > run.svg

Error paths are grouped: a state that many catchers lead to is drawn apart and marked with a letter.
Exit status: 0 drawn, 1 a definition has errors, 2 it could not be drawn.`;

/** Adds `asl graph`: definitions as images. */
export function registerGraphCommand(program: Command): void {
  program
    .command('graph')
    .argument('[paths...]', 'definitions, their names in definitions/, or folders to search', ['definitions'])
    .addOption(new Option('--format <format>', 'what to write').choices(['svg', 'mermaid']).default('svg'))
    .option('--output <path>', 'a file, or a folder for several pictures (default: standard output)')
    .addOption(
      new Option('--catch <style>', 'how errors are drawn').choices(['all', 'grouped', 'none']).default('grouped'),
    )
    .addOption(
      new Option('--theme <theme>', 'colours; auto uses the setting of the reader')
        .choices(['auto', 'light', 'dark'])
        .default('auto'),
    )
    .option(
      '--execution <history>',
      'mark the path of an execution, and what failed, from its history (GetExecutionHistory, or a local environment’s .history.ndjson)',
    )
    .addHelpText('after', examples)
    .action((paths: string[], options: GraphCommandOptions) => {
      // Loaded here, so that `asl --help` does not wait for it.
      const { drawGraphs } = require('./draw-graphs') as typeof import('./draw-graphs');
      const { catch: catches, ...rest } = options;
      process.exitCode = drawGraphs(paths, { ...rest, catches }, (text) =>
        stdout.lines(text.replace(/\n$/, '').split('\n')),
      );
    });
}
