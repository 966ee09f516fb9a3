import { cutText } from '../../terminal';
import type { Family } from '../model/graph';
import type { PlacedEdge, PlacedGraph, PlacedNode } from '../placed/placed-graph';

/** What a placed graph has as a Mermaid flowchart, which GitHub draws from a ```` ```mermaid ```` block: https://mermaid.js.org/syntax/flowchart.html */
export function drawMermaid(placed: PlacedGraph): string {
  const names = new Map(placed.nodes.map(({ id }, index) => [id, `s${index + 1}`]));
  const used = new Set(placed.nodes.map(({ family }) => family));
  const styles = Object.entries(colours).flatMap(([family, style]) =>
    used.has(family as Family) ? [`classDef ${family} ${style}`] : [],
  );
  const lines = [...scopeLines(placed, undefined, names), ...edgeLines(placed, names), ...styles];
  return `${['flowchart TD', ...lines.map((line) => `  ${line}`)].join('\n')}\n`;
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

type Names = ReadonlyMap<string, string>;

function scopeLines(placed: PlacedGraph, scope: string | undefined, names: Names): string[] {
  return placed.nodes.filter((node) => node.scope === scope).flatMap((node) => nodeLines(node, placed, names));
}

function nodeLines(node: PlacedNode, placed: PlacedGraph, names: Names): string[] {
  const { id, family, type, lines } = node;
  const name = names.get(id) ?? '';
  if (node.inner?.open !== true) {
    const [open, close] = brackets[type] ?? ['["', '"]'];
    return [`${name}${open}${lines.map(({ text }) => escapeLabel(text)).join('<br>')}${close}:::${family}`];
  }
  const inside = placed.scopes
    .filter(({ state }) => state === id)
    .flatMap((scope, index) => [
      `subgraph ${name}b${index + 1}[" "]`,
      ...scopeLines(placed, scope.id, names).map((line) => `  ${line}`),
      'end',
    ]);
  const title = escapeLabel(node.name);
  return [`subgraph ${name}["${title}"]`, ...inside.map((line) => `  ${line}`), 'end', `class ${name} ${family}`];
}

const brackets: Readonly<Partial<Record<PlacedNode['type'], readonly [string, string]>>> = {
  Choice: ['{{"', '"}}'],
  Succeed: ['(["', '"])'],
  Fail: ['(["', '"])'],
  Wait: ['("', '")'],
};

/** The start and the end of a scope are circles at the states that follow and precede them. */
function edgeLines({ edges }: PlacedGraph, names: Names): string[] {
  const name = (id: string): string => names.get(id) ?? '';
  return edges.flatMap(({ kind, from, to, label }: PlacedEdge) => {
    if (kind === 'start') return [`${name(to)}Start((" ")) --> ${name(to)}`];
    if (kind === 'end') return [`${name(from)} --> ${name(from)}End(((" ")))`];
    const shown = label === undefined ? '' : `|"${escapeLabel(cutText(label.text, 80))}"|`;
    return [`${name(from)} ${kind === 'catch' ? '-.->' : '-->'}${shown} ${name(to)}`];
  });
}

/** Mermaid reads entities by number; characters that it would read as Markdown or as markup are written as entities. */
function escapeLabel(text: string): string {
  return text.replaceAll(/[#"<>&`*_[\]{}|\\]/g, (character) => `#${character.charCodeAt(0)};`);
}
