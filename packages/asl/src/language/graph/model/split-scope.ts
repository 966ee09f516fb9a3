import type { GraphEdge, GraphNode, GraphScope } from './graph';
import { leadsToFail } from './leads-to-fail';

/** How transitions of catchers are drawn: each as a line, those to a common handler as a letter, or not at all. */
export type CatchStyle = 'all' | 'grouped' | 'none';

/** A scope split into what is drawn as lines and what would have too many crossing lines. */
export interface SplitScope {
  /** What is reached from the start by the lines that are drawn. */
  readonly main: Lines;
  /** The common handlers and what follows them. */
  readonly side: Lines;
  /** Transitions that are drawn as the letter of their target. */
  readonly jumps: readonly GraphEdge[];
  /** By the id of each jump's target: A, B, C … in the order of the definition. */
  readonly letters: ReadonlyMap<string, string>;
}

/** Nodes and the edges between them. */
export interface Lines {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/**
 * The number of states that catch into one which makes it a common handler; fewer if it only leads to a Fail, more
 * inside of a state.
 */
const manyCatches = { ordinary: 3, failing: 2, inside: 3 };

/**
 * Splits a scope. A state that several states catch into is a common handler; the transitions to it are jumps. If no
 * ordinary transition leads there, it is drawn aside, with all that only follows it.
 */
export function splitScope(scope: GraphScope, style: CatchStyle): SplitScope {
  const edges = style === 'none' ? scope.edges.filter(({ kind }) => kind !== 'catch') : scope.edges;
  const ordinary = reachableFrom(
    scope.startAt,
    scope.edges.filter(({ kind }) => kind !== 'catch'),
  );
  const handlers = style === 'grouped' ? commonHandlers(scope) : new Set<string>();
  const drawn = edges.filter(({ to, kind }) => !handlers.has(to) || (kind !== 'catch' && ordinary.has(to)));
  const inMain = reachableFrom(scope.startAt, drawn);
  const all = style === 'none' ? scope.nodes.filter(({ id }) => inMain.has(id)) : scope.nodes;
  const sideEdges = edges.filter(({ from, to }) => !inMain.has(from) && !inMain.has(to));
  const kept = new Set([...drawn.filter(({ from }) => inMain.has(from)), ...sideEdges]);
  const present = new Set(all.map(({ id }) => id));
  const jumps = edges.filter((edge) => present.has(edge.from) && !kept.has(edge));
  const side = { nodes: all.filter(({ id }) => !inMain.has(id)), edges: sideEdges };
  return {
    main: { nodes: all.filter(({ id }) => inMain.has(id)), edges: drawn.filter(({ from }) => inMain.has(from)) },
    side: style === 'none' ? { nodes: [], edges: [] } : side,
    jumps,
    letters: lettersOf(all, jumps),
  };
}

function commonHandlers(scope: GraphScope): Set<string> {
  const catching = new Map<string, Set<string>>();
  for (const { from, to, kind } of scope.edges) {
    if (kind === 'catch') catching.set(to, (catching.get(to) ?? new Set()).add(from));
  }
  const many = (to: string): number => {
    if (scope.enclosed) return manyCatches.inside;
    return leadsToFail(scope, to) ? manyCatches.failing : manyCatches.ordinary;
  };
  const isCommon = ([to, from]: readonly [string, ReadonlySet<string>]): boolean => from.size >= many(to);
  return new Set([...catching].filter(isCommon).map(([to]) => to));
}

function reachableFrom(startAt: string, edges: readonly GraphEdge[]): Set<string> {
  const found = new Set([startAt]);
  for (const id of found) {
    for (const { from, to } of edges) if (from === id) found.add(to);
  }
  return found;
}

function lettersOf(nodes: readonly GraphNode[], jumps: readonly GraphEdge[]): Map<string, string> {
  const targets = new Set(jumps.map(({ to }) => to));
  const lettered = nodes.filter(({ id }) => targets.has(id));
  return new Map(lettered.map(({ id }, index) => [id, letterAt(index)]));
}

/** A … Z, then A2, B2 … */
function letterAt(index: number): string {
  const round = Math.floor(index / 26);
  return `${String.fromCharCode(65 + (index % 26))}${round === 0 ? '' : round + 1}`;
}
