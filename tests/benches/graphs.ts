/**
 * How readable placed graphs are: size, how much of it states cover, crossings and length of the lines, milliseconds to place (median of
 * five). Of the project's definitions, and of others that are given: files, or `.jsonl` files with a member `definition` on each line, of
 * which the ten largest with at most 40 states are taken.
 *
 *     node -r tsx/cjs tests/benches/graphs.ts [file ...]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { StateMachineDefinition } from '@document-pipelines/asl/definition';
import { type Graph, type PlacedGraph, type PlaceOptions, placeGraph, readGraph } from '@document-pipelines/asl/graph';
import { parseDefinition } from '@document-pipelines/asl/load';
import { crossings, lengthOf } from './measuring/lines';

const folder = join(__dirname, '..', '..', 'definitions');
const views: readonly (readonly [string, PlaceOptions])[] = [
  ['as it is first seen', {}],
  ['scopes open', { open: 'all' }],
  ['everything', { open: 'all', errorPaths: 'all' }],
];
const most = { definitions: 10, states: 40 };

main(process.argv.slice(2));

function main(files: readonly string[]): void {
  const own = readdirSync(folder).filter((name) => name.endsWith('.asl.yaml'));
  const graphs = [...own.map((name) => graphIn(join(folder, name))), ...files.flatMap(graphsIn)];
  for (const [name, options] of views) {
    console.log(`\n${name}: pixels, covered by states, crossings, length of lines, ms`);
    for (const graph of graphs) console.log(rowOf(graph, options));
  }
}

function rowOf(graph: Graph, options: PlaceOptions): string {
  const times: number[] = [];
  let placed = placeGraph(graph, options);
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    placed = placeGraph(graph, options);
    times.push(performance.now() - start);
  }
  const { width, height, edges } = placed;
  const drawn = edges.map(({ to, points }) => ({ to, points }));
  const median = times.sort((a, b) => a - b)[2] ?? 0;
  return [
    graph.name.slice(0, 34).padEnd(34),
    `${width} × ${height}`.padStart(13),
    `${Math.round(100 * covered(placed))} %`.padStart(5),
    String(crossings(drawn)).padStart(4),
    String(Math.round(lengthOf(drawn))).padStart(7),
    median.toFixed(1).padStart(6),
  ].join('  ');
}

/** The share of the area that cards have; not the frames of open states. */
function covered({ nodes, width, height }: PlacedGraph): number {
  const cards = nodes.filter(({ inner }) => inner?.open !== true);
  return cards.reduce((sum, node) => sum + node.width * node.height, 0) / (width * height);
}

function graphIn(file: string): Graph {
  return graphOf(basename(file).replace(/(\.asl)?\.\w+$/, ''), readFileSync(file, 'utf8'), file);
}

function graphOf(name: string, text: string, file: string): Graph {
  const { definition } = parseDefinition(text, file);
  if (definition === undefined) throw new Error(`${file} is not a definition`);
  return readGraph(name, definition.value as unknown as StateMachineDefinition);
}

function graphsIn(file: string): Graph[] {
  if (!file.endsWith('.jsonl')) return [graphIn(file)];
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const graphs = lines.map((line, index) => {
    const { definition, id = `${index + 1}` } = JSON.parse(line) as { definition: unknown; id?: string };
    return readGraph(basename(id).replace(/(\.asl)?\.\w+$/, ''), definition as StateMachineDefinition);
  });
  return (
    graphs
      .map((graph) => ({ graph, count: placeGraph(graph, { open: 'all', errorPaths: 'all' }).nodes.length }))
      .filter(({ count }) => count <= most.states)
      .sort((a, b) => b.count - a.count)
      // Variants of one definition count once.
      .filter(({ count }, index, all) => all[index - 1]?.count !== count)
      .slice(0, most.definitions)
      .map(({ graph }) => graph)
  );
}
