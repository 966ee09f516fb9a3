import { textWidth } from '../layout/text-width';
import type { Family, GraphNode, GraphScope } from '../model/graph';
import { drawRetry } from './draw-node';
import { element, textElement } from './markup';

/** A word of the legend with the sign it explains, drawn from its own top left. */
interface Entry {
  readonly word: string;
  readonly isUsed: (node: GraphNode) => boolean;
  readonly sign: (x: number, y: number) => string;
}

const entries: readonly Entry[] = [
  colour('function', 'function'),
  colour('model', 'AI service'),
  colour('store', 'data'),
  colour('message', 'message'),
  colour('execution', 'execution'),
  colour('service', 'other service'),
  colour('choice', 'choice'),
  { word: 'tries again', isUsed: ({ retries }) => retries, sign: (x, y) => drawRetry({ x: x + 5, y: y + 6 }) },
];

const caught: Entry = {
  word: 'an error is caught',
  isUsed: () => true,
  sign: (x, y) => element('path', { class: 'catch', d: `M${x - 8} ${y + 6}h18` }),
};

const marked: readonly Entry[] = [
  {
    word: 'taken',
    isUsed: () => true,
    sign: (x, y) => element('path', { class: 'taken-edge', d: `M${x - 8} ${y + 6}h18` }),
  },
  {
    word: 'failed',
    isUsed: ({ failure }) => failure !== undefined,
    sign: (x, y) => element('rect', { class: 'failed', x: x - 6, y, width: 16, height: 12, rx: 3 }),
  },
];

/**
 * Draws signs and words for what the image has, on as many lines as they need. `isExecution`: whether a path is marked.
 */
export function drawLegend(
  scope: GraphScope,
  width: number,
  isExecution: boolean,
): { readonly drawn: string[]; readonly width: number; readonly height: number } {
  const nodes = nodesIn(scope);
  const known = isExecution ? [...entries, ...marked] : entries;
  const used = known.filter(({ isUsed }) => nodes.some(isUsed));
  const drawn: string[] = [];
  let [x, y, widest] = [0, 0, 0];
  for (const { word, sign } of [...used, ...(hasCatch(scope) ? [caught] : [])]) {
    const wide = textWidth(word, { size: 11 }) + 38;
    if (x + wide > width) [x, y] = [0, y + 18];
    const text = textElement(word, { class: 'muted', x: x + 16, y: y + 10, 'font-size': 11 });
    drawn.push(sign(x, y) + text);
    x += wide;
    widest = Math.max(widest, x);
  }
  return { drawn, width: widest, height: drawn.length === 0 ? 0 : y + 18 };
}

function colour(family: Family, word: string): Entry {
  return {
    word,
    isUsed: (node) => node.family === family,
    sign: (x, y) => element('circle', { class: family, cx: x + 5, cy: y + 6, r: 5 }),
  };
}

function nodesIn({ nodes }: GraphScope): GraphNode[] {
  return nodes.flatMap((node) => [node, ...node.scopes.flatMap(nodesIn)]);
}

function hasCatch({ nodes, edges }: GraphScope): boolean {
  return edges.some(({ kind }) => kind === 'catch') || nodes.some(({ scopes }) => scopes.some(hasCatch));
}
