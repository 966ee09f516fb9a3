import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { soundDefinition } from '../../language/config';
import type { StateMachineDefinition } from '../../language/definition';
import { DiagnosticsError, UserError } from '../../language/diagnostics';
import {
  type CatchStyle,
  drawMermaid,
  drawSvg,
  type Graph,
  readGraph,
  type Theme,
  takenPath,
} from '../../language/graph';
import { loadDefinition } from '../../language/load';
import { writeOutputFile } from '../../language/named-files';
import { stderr } from '../../language/terminal';
import { findDefinitions } from '../find-definitions';
import { resolveDefinition } from '../resolve-definition';
import { readHistory } from './read-history';

/** How `asl graph` draws, and where to. */
export interface GraphSettings {
  readonly format: 'svg' | 'mermaid';
  readonly catches: CatchStyle;
  readonly theme: Theme;
  readonly output?: string;
  /** A file with a history. */
  readonly execution?: string;
}

/**
 * Draws definitions to files, or one to `print`; returns the exit status: 0 drawn, 1 a definition has errors. Throws if
 * a file cannot be read, or if several images have no folder.
 */
export function drawGraphs(paths: readonly string[], settings: GraphSettings, print: (text: string) => void): 0 | 1 {
  const files = findDefinitions(paths.map((path) => (existsSync(path) ? path : resolveDefinition(path))));
  const { output } = settings;
  if (files.length > 1 && (output === undefined || extensionOf(output) !== undefined)) {
    throw new UserError(
      `${files.length} definitions need a folder: asl graph ${paths.join(' ')} --output docs/pipelines`,
    );
  }
  try {
    for (const file of files) {
      const picture = drawDefinition(file, settings);
      if (output === undefined) print(picture);
      else print(`${writePicture(file, picture, { ...settings, output })}\n`);
    }
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) throw error;
    stderr.lines(error.lines);
    return 1;
  }
  return 0;
}

/** Returns the image of one definition. Throws DiagnosticsError if it has errors that `asl check` reports. */
export function drawDefinition(
  file: string,
  { format, catches, theme, execution }: Omit<GraphSettings, 'output'>,
): string {
  const graph = graphOf(file);
  if (format === 'mermaid' && execution !== undefined)
    throw new UserError('--execution requires SVG: remove --format mermaid');
  if (format === 'mermaid') return drawMermaid(graph, catches);
  const taken = execution === undefined ? {} : { taken: takenPath(graph, readHistory(execution)) };
  return drawSvg(graph, { catches, theme, ...taken });
}

function graphOf(file: string): Graph {
  // Limits of a type of machine do not matter to a picture, the structure does.
  const { value } = soundDefinition(loadDefinition(file));
  return readGraph(machineName(file), value as unknown as StateMachineDefinition);
}

function writePicture(
  file: string,
  picture: string,
  { output, format }: GraphSettings & { readonly output: string },
): string {
  const isFolder = existsSync(output) ? statSync(output).isDirectory() : extensionOf(output) === undefined;
  const target = isFolder ? join(output, `${machineName(file)}.${format === 'svg' ? 'svg' : 'mmd'}`) : output;
  writeOutputFile(target, picture);
  return target;
}

function machineName(file: string): string {
  return basename(file).replace(/(\.asl)?\.(ya?ml|json)$/, '');
}

function extensionOf(path: string): string | undefined {
  return /\.[a-z]+$/.exec(path)?.[0];
}
