import type { GraphNode, GraphScope } from '../model/graph';
import { type Card, countStates, layOutCard } from './card';
import { edgesOfEnds, joinEdges } from './joined-edges';
import { type LaidScope, moveScope, type SizedNode } from './laid-scope';
import { layOutFlow } from './lay-out-flow';
import type { PlacedNode, PlacedScope } from './placed-graph';
import { isAmong, isOpen, type Shown, shownScope } from './shown-scope';
import { sizes } from './sizes';

/** How a scope is laid out. */
export interface LayOut extends Shown {
  readonly direction: 'down' | 'right';
}

/** Lays out a scope from the inside out: what an open state holds is laid out first and determines its size. */
export function layOutScope(scope: GraphScope, layOut: LayOut): LaidScope {
  const { nodes, edges, hidden, aside } = shownScope(scope, layOut);
  const sized = nodes.map((node) => sizeNode(node, scope, layOut));
  const ends = edgesOfEnds(scope.id, scope.startAt, nodes);
  const flow = layOutFlow(sized, [...ends, ...joinEdges(edges)], { aside, direction: layOut.direction });
  const inside = sized.map(({ inner }, index) => moveScope(inner, flow.nodes[index] as PlacedNode));
  return {
    ...flow,
    nodes: flow.nodes.flatMap((node, index) => [node, ...(inside[index]?.nodes ?? [])]),
    edges: [...flow.edges, ...inside.flatMap((each) => each.edges)],
    ends: [...flow.ends, ...inside.flatMap((each) => each.ends)],
    scopes: inside.flatMap((each) => each.scopes),
    hidden: [...hidden.map(({ id }) => id), ...inside.flatMap((each) => each.hidden)],
  };
}

function sizeNode(node: GraphNode, scope: GraphScope, layOut: LayOut): SizedNode {
  const showsErrorPaths = node.catcherCount > 0 && isAmong(layOut.errorPaths, node.id);
  const card = layOutCard(node, scope.edges, showsErrorPaths);
  const open = isOpen(node, layOut);
  const inner = open ? layOutInside(node, card, layOut) : closedInside(node);
  const width = Math.max(card.width, inner.width);
  const { comment } = node;
  return {
    node: {
      ...{ id: node.id, name: node.name, type: node.type, family: node.family },
      ...(scope.enclosed ? { scope: scope.id } : {}),
      ...{ width, height: open ? inner.height : card.height, lines: card.lines },
      title: [node.name, node.label, comment ?? ''].filter((line) => line !== ''),
      ...(card.rules === undefined ? {} : { rules: card.rules }),
      ...(node.scopes.length === 0
        ? {}
        : { inner: { open, branchCount: node.scopes.length, stateCount: countInside(node) } }),
      ...{ retrierCount: node.retrierCount, catchers: card.catchers, showsErrorPaths },
      ...{ start: node.id === scope.startAt, end: node.ends },
    },
    inner,
  };
}

/** The scopes of an open state next to one another, below its text. */
function layOutInside(node: GraphNode, card: Card, layOut: LayOut): LaidScope {
  const laid = node.scopes.map((scope) => layOutScope(scope, layOut));
  const content = laid.reduce((sum, { width }) => sum + width, 0) + (laid.length - 1) * sizes.scopeGap;
  const width = Math.max(card.width, content + 2 * sizes.framePadding);
  const height = Math.max(...laid.map((each) => each.height));
  let x = Math.round((width - content) / 2);
  const moved = laid.map((each, index) => {
    const box = { x, y: card.height, width: each.width, height };
    x += each.width + sizes.scopeGap;
    return withScope(moveScope(each, box), scopeOf(node, index, box));
  });
  return { ...together(moved), width, height: card.height + height + sizes.framePadding };
}

function closedInside(node: GraphNode): LaidScope {
  return {
    ...together([]),
    width: 0,
    height: 0,
    scopes: node.scopes.flatMap((scope, index) => closed(node, scope, index)),
  };
}

/** Those inside of a closed scope are closed too. */
function closed(node: GraphNode, scope: GraphScope, index: number): PlacedScope[] {
  const below = scope.nodes.flatMap((each) => each.scopes.flatMap((inner, at) => closed(each, inner, at)));
  return [scopeOf(node, index), ...below];
}

function scopeOf(node: GraphNode, index: number, box?: PlacedScope['box']): PlacedScope {
  const scope = node.scopes[index] as GraphScope;
  const { id } = scope;
  const known = { id, state: node.id, open: box !== undefined, stateCount: countStates(scope) };
  return box === undefined ? known : { ...known, box };
}

function withScope(laid: LaidScope, scope: PlacedScope): LaidScope {
  return { ...laid, scopes: [scope, ...laid.scopes] };
}

function together(scopes: readonly LaidScope[]): Omit<LaidScope, 'width' | 'height'> {
  return {
    scopes: scopes.flatMap((each) => each.scopes),
    nodes: scopes.flatMap((each) => each.nodes),
    edges: scopes.flatMap((each) => each.edges),
    ends: scopes.flatMap((each) => each.ends),
    hidden: scopes.flatMap((each) => each.hidden),
  };
}

function countInside({ scopes }: GraphNode): number {
  return scopes.reduce((sum, scope) => sum + countStates(scope), 0);
}
