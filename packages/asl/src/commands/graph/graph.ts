import { type Command, Option } from 'commander';
import { stdout } from '../../language/terminal';

interface GraphCommandOptions {
  readonly format?: 'svg' | 'html' | 'mermaid';
  readonly output?: string;
  readonly open?: string;
  readonly catch?: string;
  readonly direction: 'auto' | 'down' | 'right';
  readonly theme: 'auto' | 'light' | 'dark';
  readonly execution?: string;
  readonly diff?: string;
}

const examples = `
Examples:
  asl graph my-pipeline --output pipeline.svg                one picture
  asl graph definitions --output docs/pipelines              one for each definition, <name>.svg
  asl graph my-pipeline --output pipeline.html               a page: open a Map, select a state to see its error paths
  asl graph my-pipeline --open all --catch all               everything in one picture
  asl graph my-pipeline --catch ReadText,SaveText         the error paths of two states
  asl graph my-pipeline --diff HEAD~1:definitions/my-pipeline.asl.yaml > diff.svg
  asl run my-pipeline --history run.json && asl graph my-pipeline --execution run.json > run.svg
  asl graph hello.asl.yaml --format mermaid                  for a \`\`\`mermaid block, which GitHub draws

Inner states are counted and error paths hidden, but where --execution or --diff has something to show in them.
Exit status: 0 drawn, 1 a definition has errors, 2 it could not be drawn.`;

/** Adds `asl graph`: definitions as images. */
export function registerGraphCommand(program: Command): void {
  program
    .command('graph')
    .argument('[paths...]', 'definitions, their names in definitions/, or folders to search', ['definitions'])
    .addOption(
      new Option('--format <format>', 'what to write (default: by the output, else svg)').choices([
        'svg',
        'html',
        'mermaid',
      ]),
    )
    .option('--output <path>', 'a file, or a folder for several pictures (default: standard output)')
    .option('--open <states>', 'Map and Parallel states to draw with their inside, by commas; all or none')
    .option('--catch <states>', 'states to draw the error paths of, by commas; all or none')
    .addOption(
      new Option('--direction <direction>', 'of the flow; auto: to the right if that fits into a page')
        .choices(['auto', 'down', 'right'])
        .default('auto'),
    )
    .addOption(
      new Option('--theme <theme>', 'colours; auto uses the setting of the reader')
        .choices(['auto', 'light', 'dark'])
        .default('auto'),
    )
    .option(
      '--execution <history>',
      'paint what an execution did, from its history (GetExecutionHistory, or a local environment’s .history.ndjson)',
    )
    .option('--diff <old>', 'paint what differs from an older version: a definition, or COMMIT:FILE')
    .addHelpText('after', examples)
    .action((paths: string[], options: GraphCommandOptions) => {
      // Loaded here, so that `asl --help` does not wait for it.
      const { drawGraphs } = require('./draw-graphs') as typeof import('./draw-graphs');
      const { open, catch: catches, format, ...rest } = options;
      const settings = {
        ...rest,
        format: format ?? (/\.html?$/.test(options.output ?? '') ? 'html' : 'svg'),
        open: statesIn(open),
        catch: statesIn(catches),
      } as const;
      process.exitCode = drawGraphs(paths, settings, (text) => stdout.lines(text.replace(/\n$/, '').split('\n')));
    });
}

function statesIn(list: string | undefined): 'all' | 'none' | readonly string[] | undefined {
  return list === undefined || list === 'all' || list === 'none' ? list : list.split(',');
}
