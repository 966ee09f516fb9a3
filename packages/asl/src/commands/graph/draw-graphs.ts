import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { soundDefinition } from '../../language/config';
import type { StateMachineDefinition } from '../../language/definition';
import { UserError } from '../../language/diagnostics';
import { compareDefinitions } from '../../language/diff';
import {
  drawMermaid,
  drawSvg,
  type Graph,
  joinGraphs,
  type Overlays,
  type PlacedGraph,
  placeGraph,
  readGraph,
  revealing,
  type Theme,
} from '../../language/graph';
import { loadDefinition } from '../../language/load';
import { writeOutputFile } from '../../language/named-files';
import { CommittedFiles } from '../diff/git-files';
import { versionNamed } from '../diff/run-diff';
import { findDefinitions } from '../find-definitions';
import { printFindings } from '../print-findings';
import { resolveDefinition } from '../resolve-definition';
import { type ChosenStates, chooseStates } from './choose-states';
import { drawHtml } from './draw-html';
import { executionOverlay } from './execution-overlay';
import { readHistory } from './read-history';

/** How `asl graph` draws, and where to. */
export interface GraphSettings {
  readonly format: 'svg' | 'html' | 'mermaid';
  /** The Map and Parallel states that are drawn with their inside. */
  readonly open: ChosenStates;
  /** The states whose error paths are drawn. */
  readonly catch: ChosenStates;
  readonly direction: 'auto' | 'down' | 'right';
  readonly theme: Theme;
  readonly output?: string;
  /** A file with a history. */
  readonly execution?: string;
  /** The older version: a file, a name, or `COMMIT:FILE`. */
  readonly diff?: string;
}

/** What a page of documentation or a repository has, in pixels: a flow to the right is drawn if it fits there. */
const pageWidth = 820;
const suffixes = { svg: 'svg', html: 'html', mermaid: 'mmd' } as const;

/**
 * Draws definitions to files, or one to `print`; returns the exit status: 0 drawn, 1 a definition has errors. Throws if
 * a file cannot be read, or if several images have no folder.
 */
export function drawGraphs(paths: readonly string[], settings: GraphSettings, print: (text: string) => void): 0 | 1 {
  const files = findDefinitions(paths.map((path) => (existsSync(path) ? path : resolveDefinition(path))));
  const { output, execution, diff } = settings;
  if (files.length > 1 && (execution ?? diff) !== undefined)
    throw new UserError(
      `--${execution === undefined ? 'diff' : 'execution'} is of one definition, not of ${files.length}`,
    );
  if (files.length > 1 && (output === undefined || extensionOf(output) !== undefined)) {
    throw new UserError(
      `${files.length} definitions need a folder: asl graph ${paths.join(' ')} --output docs/pipelines`,
    );
  }
  try {
    // All are drawn before one is written.
    const pictures = files.map((file) => ({ file, picture: drawDefinition(file, settings) }));
    for (const { file, picture } of pictures) {
      if (output === undefined) print(picture);
      else print(`${writePicture(file, picture, { ...settings, output })}\n`);
    }
  } catch (error) {
    return printFindings(error);
  }
  return 0;
}

/** Returns the image of one definition. Throws DiagnosticsError if it has errors that `asl check` reports. */
export function drawDefinition(file: string, settings: Omit<GraphSettings, 'output'>): string {
  const { format, theme, execution, diff } = settings;
  if (format === 'mermaid' && (execution ?? diff) !== undefined)
    throw new UserError(
      `--${execution === undefined ? 'diff' : 'execution'} requires SVG or HTML: remove --format mermaid`,
    );
  if (execution !== undefined && diff !== undefined) throw new UserError('--execution and --diff exclude each other');
  const { graph, overlays } = graphWithOverlays(file, settings);
  const chosen = chosenOptions(graph, overlays, settings);
  if (format === 'html') return drawHtml(graph, chosen, { theme, overlays });
  const placed: PlacedGraph = placeGraph(graph, { ...chosen, direction: settings.direction, width: pageWidth });
  return format === 'mermaid' ? drawMermaid(placed) : drawSvg(placed, { theme, overlays });
}

interface Drawn {
  readonly graph: Graph;
  readonly overlays: Overlays;
}

function graphWithOverlays(file: string, { execution, diff }: Pick<GraphSettings, 'execution' | 'diff'>): Drawn {
  // Limits of a type of machine do not matter to a picture, the structure does.
  const definition = soundDefinition(loadDefinition(file)).value as unknown as StateMachineDefinition;
  const graph = readGraph(machineName(file), definition);
  if (execution !== undefined)
    return { graph, overlays: { execution: executionOverlay(definition, readHistory(execution)) } };
  return diff === undefined ? { graph, overlays: {} } : changedGraph(file, graph, diff);
}

function changedGraph(file: string, graph: Graph, diff: string): Drawn {
  const committed = new CommittedFiles();
  try {
    const [old, current] = [versionNamed(diff, committed).source, versionNamed(file, committed).source];
    const before = readGraph(old.name, old.filled as unknown as StateMachineDefinition);
    const joined = joinGraphs(before, graph, compareDefinitions(old, current));
    return { graph: joined.graph, overlays: { diff: joined.diff } };
  } finally {
    committed.remove();
  }
}

/** What is asked for, and what has to be drawn for the overlays to be seen. */
function chosenOptions(graph: Graph, { execution, diff }: Overlays, settings: Pick<GraphSettings, 'open' | 'catch'>) {
  const failed = (execution?.states ?? []).filter(({ status }) => status !== 'notReached' && status !== 'succeeded');
  const changed = revealing(graph, diff?.states.map(({ path }) => path) ?? []);
  const { open } = revealing(
    graph,
    failed.map(({ path }) => path),
  );
  const caught = failed.filter(({ status }) => status === 'caught').map(({ path }) => path);
  const catching = [...changed.errorPaths, ...changedCatches(diff), ...caught];
  return {
    open: chooseStates(graph, settings.open, 'open', [...changed.open, ...open]),
    errorPaths: chooseStates(graph, settings.catch, 'catch', catching),
  };
}

/** The states that catch otherwise now. */
function changedCatches(diff: Overlays['diff']): string[] {
  return (diff?.edges ?? []).flatMap(({ id }) => {
    const [from = '', , kind] = id.split('\n');
    return kind === 'catch' ? [from] : [];
  });
}

function writePicture(
  file: string,
  picture: string,
  { output, format }: GraphSettings & { readonly output: string },
): string {
  const isFolder = existsSync(output) ? statSync(output).isDirectory() : extensionOf(output) === undefined;
  const target = isFolder ? join(output, `${machineName(file)}.${suffixes[format]}`) : output;
  writeOutputFile(target, picture);
  return target;
}

function machineName(file: string): string {
  return basename(file).replace(/(\.asl)?\.(ya?ml|json)$/, '');
}

function extensionOf(path: string): string | undefined {
  return /\.[a-z]+$/.exec(path)?.[0];
}
