import type { GraphNode, GraphScope } from '../model/graph';
import { leadsToFail } from '../model/leads-to-fail';
import { type CatchStyle, type SplitScope, splitScope } from '../model/split-scope';
import { handlerNotes } from './handler-notes';
import { layOutLines, type SizedNode } from './lay-out-lines';
import { measures } from './measures';
import type { JumpLetter, PlacedLines, PlacedScope } from './placed';
import { sizeNode } from './size-node';

/** Lays out a scope from the inside out: the content of a state is laid out first and determines its size. */
export function layOutScope(scope: GraphScope, style: CatchStyle): PlacedScope {
  const split = splitScope(scope, style);
  const sized = sizedNodes(scope, split, style);
  const main = layOutLines(split.main, sized, scope.startAt);
  if (split.side.nodes.length === 0 && split.letters.size === 0) {
    return { x: 0, y: 0, width: main.width, height: main.height, main: { ...main, x: 0, y: 0 } };
  }
  const side = besides(split, sized, scope);
  return {
    x: 0,
    y: 0,
    width: main.width + measures.panelGap + side.width,
    height: Math.max(main.height, side.height),
    main: { ...main, x: 0, y: 0 },
    side: { ...side, x: main.width + measures.panelGap, y: 0 },
  };
}

/** The panel of handlers: their lines above, and below what leads to each. */
function besides(split: SplitScope, sized: ReadonlyMap<string, SizedNode>, scope: GraphScope) {
  const lines: PlacedLines =
    split.side.nodes.length === 0 ? { width: 0, height: 0, nodes: [], edges: [] } : layOutLines(split.side, sized);
  const inner = Math.max(lines.width, measures.noteWidth);
  const notes = handlerNotes(scope, split, { letterOf: (id) => letterOf(scope, split, id), width: inner });
  const noteHeights = notes.map(({ lines: text }) => (text.length + 1) * measures.noteLineHeight + measures.noteGap);
  const width = inner + 2 * measures.panelPadding;
  return {
    ...lines,
    width,
    height:
      measures.panelHeader +
      lines.height +
      noteHeights.reduce((sum, height) => sum + height, 0) +
      2 * measures.panelPadding,
    drawingHeight: lines.height,
    drawing: { x: Math.round((width - lines.width) / 2), y: measures.panelHeader + 4 },
    notes,
  };
}

function sizedNodes(scope: GraphScope, split: SplitScope, style: CatchStyle): Map<string, SizedNode> {
  const letter = (id: string): JumpLetter => letterOf(scope, split, id);
  const sizedNode = (node: GraphNode): SizedNode => {
    const targets = new Set(split.jumps.filter(({ from }) => from === node.id).map(({ to }) => to));
    return sizeNode(node, {
      letters: [...split.letters.keys()].filter((id) => targets.has(id)).map(letter),
      ...(split.letters.has(node.id) ? { letter: letter(node.id) } : {}),
      scopes: placedInside(node.scopes.map((inner) => layOutScope(inner, style))),
    });
  };
  return new Map(scope.nodes.map((node) => [node.id, sizedNode(node)]));
}

/** Side by side, below the header of the frame. */
function placedInside(scopes: readonly PlacedScope[]): PlacedScope[] {
  let x: number = measures.framePadding;
  return scopes.map((scope) => {
    const placed = { ...scope, x, y: measures.frameHeader };
    x += scope.width + measures.scopeGap;
    return placed;
  });
}

function letterOf(scope: GraphScope, { letters }: SplitScope, id: string): JumpLetter {
  return { text: letters.get(id) ?? '', of: id, fails: leadsToFail(scope, id) };
}
