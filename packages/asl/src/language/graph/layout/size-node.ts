import type { GraphNode } from '../model/graph';
import type { SizedNode } from './lay-out-lines';
import { measures } from './measures';
import type { JumpLetter, PlacedScope } from './placed';
import { textWidth } from './text-width';

/** The parts of a drawn node besides its own text. */
export interface NodeContents {
  readonly letters: readonly JumpLetter[];
  readonly letter?: JumpLetter;
  /** The laid out scopes of a Parallel or a Map, side by side. */
  readonly scopes: readonly PlacedScope[];
}

/** How large a state is drawn: wide enough for its name, its label, its marks and what it holds. */
export function sizeNode(node: GraphNode, contents: NodeContents): SizedNode {
  const { scopes } = contents;
  const marks = contents.letters.length * measures.letterWidth + (node.retries ? measures.retryWidth : 0);
  const own = contents.letter === undefined ? 0 : measures.letterWidth + 4;
  const text = Math.max(textWidth(node.name, measures.name), textWidth(node.label, measures.label));
  const wide = text + 2 * measures.cardPadding + marks + own + extraWidth(node);
  const base = { node, lines: [node.name], ...contents };
  if (scopes.length === 0) return { ...base, width: Math.max(wide, 120), height: heightOf(node) };
  const inner = scopes.reduce((sum, { width }) => sum + width, 0) + (scopes.length - 1) * measures.scopeGap;
  const tallest = Math.max(...scopes.map(({ height }) => height));
  const width = Math.max(wide, inner + 2 * measures.framePadding);
  const shift = Math.round((width - inner) / 2) - measures.framePadding;
  return {
    ...base,
    scopes: scopes.map((scope) => ({ ...scope, x: scope.x + shift })),
    width,
    height: tallest + measures.frameHeader + measures.framePadding,
  };
}

/** Pointed ends and icons need space next to the text. */
function extraWidth({ family }: GraphNode): number {
  if (family === 'choice') return 26;
  return family === 'succeed' || family === 'fail' || family === 'wait' ? 18 : 0;
}

/** A state with a shape of its own has no label, unless it failed. */
function heightOf({ label }: GraphNode): number {
  return label === '' ? measures.pillHeight + 4 : measures.cardHeight;
}
