import { cutText } from '../../terminal';
import type { Family, Graph, GraphEdge, GraphNode, GraphScope } from '../model/graph';
import { mergeEdges, reasonSeparator } from '../model/merge-edges';
import { type CatchStyle, type SplitScope, splitScope } from '../model/split-scope';

/** A state machine as a Mermaid flowchart, which GitHub draws from a ```` ```mermaid ```` block: https://mermaid.js.org/syntax/flowchart.html */
export function drawMermaid({ scope }: Graph, catches: CatchStyle = 'grouped'): string {
  const ids = new Map(idsIn(scope).map((id, index) => [id, `s${index + 1}`]));
  const context: Context = { catches, name: (id) => ids.get(id) ?? id };
  const lines = scopeLines(scope, context);
  const used = familiesIn(scope);
  const styles = Object.entries(colours).flatMap(([family, style]) =>
    used.has(family as Family) ? [`classDef ${family} ${style}`] : [],
  );
  return `${['flowchart TD', ...[...lines, ...styles].map((line) => `  ${line}`)].join('\n')}\n`;
}

interface Context {
  readonly catches: CatchStyle;
  /** The short name that Mermaid uses for a node. */
  readonly name: (id: string) => string;
}

/** A coloured border on any ground: the words stay in the reader's own colour. */
const colours: Readonly<Record<Family, string>> = {
  function: 'stroke:#d9730d,stroke-width:2px',
  model: 'stroke:#0f8a7e,stroke-width:2px',
  store: 'stroke:#2f6fdd,stroke-width:2px',
  message: 'stroke:#c0399f,stroke-width:2px',
  execution: 'stroke:#7b53d6,stroke-width:2px',
  service: 'stroke:#57606a,stroke-width:2px',
  choice: 'stroke:#b58407,stroke-width:2px',
  wait: 'stroke:#57606a,stroke-width:2px',
  pass: 'stroke:#8c959f,stroke-width:1px',
  succeed: 'stroke:#1a7f37,stroke-width:2px',
  fail: 'stroke:#cf222e,stroke-width:2px',
  parallel: 'stroke:#8c959f,stroke-width:1px',
  map: 'stroke:#8c959f,stroke-width:1px',
  unknown: 'stroke:#cf222e,stroke-dasharray:4 3',
};

function scopeLines(scope: GraphScope, context: Context): string[] {
  const split = splitScope(scope, context.catches);
  const nodes = [...split.main.nodes, ...split.side.nodes];
  const start = context.name(scope.startAt);
  const ending = nodes.filter(({ ends }) => ends).map(({ id }) => `${context.name(id)} --> ${start}End`);
  return [
    `${start}Start((" ")) --> ${start}`,
    ...nodes.flatMap((node) => nodeLines(node, split, context)),
    ...mergeEdges([...split.main.edges, ...split.side.edges]).map((edge) => edgeLine(edge, context)),
    ...(ending.length === 0 ? [] : [`${start}End(((" ")))`]),
    ...ending,
  ];
}

function nodeLines(node: GraphNode, split: SplitScope, context: Context): string[] {
  const name = context.name(node.id);
  const text = nodeText(node, split);
  if (node.scopes.length === 0) {
    const [open, close] = brackets[node.family] ?? ['["', '"]'];
    return [`${name}${open}${text}${close}:::${node.family}`];
  }
  const inside = node.scopes.flatMap((scope, index) => [
    `subgraph ${name}b${index + 1}[" "]`,
    ...scopeLines(scope, context).map((line) => `  ${line}`),
    'end',
  ]);
  return [`subgraph ${name}["${text}"]`, ...inside.map((line) => `  ${line}`), 'end', `class ${name} ${node.family}`];
}

const brackets: Readonly<Partial<Record<Family, readonly [string, string]>>> = {
  choice: ['{{"', '"}}'],
  succeed: ['(["', '"])'],
  fail: ['(["', '"])'],
  wait: ['("', '")'],
};

function nodeText({ id, name, label }: GraphNode, { jumps, letters }: SplitScope): string {
  const targets = new Set(jumps.filter(({ from }) => from === id).map(({ to }) => to));
  const jumping = [...letters].filter(([target]) => targets.has(target)).map(([, letter]) => letter);
  const own = letters.get(id);
  return [
    `${own === undefined ? '' : `(${own}) `}${escapeLabel(name)}`,
    ...(label === '' ? [] : [escapeLabel(label)]),
    ...(jumping.length === 0 ? [] : [`→ ${jumping.map((letter) => `(${letter})`).join(' ')}`]),
  ].join('<br>');
}

function edgeLine({ from, to, kind, label }: GraphEdge, { name }: Context): string {
  const arrow = kind === 'catch' ? '-.->' : '-->';
  const shown = kind === 'default' ? 'Default' : cutText(label.replaceAll(reasonSeparator, ' or '), 80);
  return `${name(from)} ${arrow}${shown === '' ? '' : `|"${escapeLabel(shown)}"|`} ${name(to)}`;
}

/** Mermaid reads entities by number; characters that it would read as Markdown or as markup are written as entities. */
function escapeLabel(text: string): string {
  return text.replaceAll(/[#"<>&`*_[\]{}|\\]/g, (character) => `#${character.charCodeAt(0)};`);
}

function idsIn({ nodes }: GraphScope): string[] {
  return nodes.flatMap(({ id, scopes }) => [id, ...scopes.flatMap(idsIn)]);
}

function familiesIn({ nodes }: GraphScope): Set<Family> {
  return new Set(nodes.flatMap(({ family, scopes }) => [family, ...scopes.flatMap((scope) => [...familiesIn(scope)])]));
}
