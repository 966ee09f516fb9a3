import type { Family } from '../model/graph';
import type { PlacedGraph, PlacedNode, PlacedSize } from '../placed/placed-graph';
import { sizes } from '../placed/sizes';
import { textWidth } from '../placed/text-width';
import { drawCatches, drawRetry, textAt } from './draw-node';
import { type Marks, toneWords } from './marks';
import { type Element, element } from './markup';

/** A word of the legend with the sign that it explains, drawn from its own top left. */
interface Entry {
  readonly word: string;
  readonly sign: (x: number, y: number) => readonly Element[];
  readonly tone?: string;
}

const families: readonly (readonly [Family, string])[] = [
  ['function', 'function'],
  ['model', 'AI service'],
  ['store', 'data'],
  ['message', 'message'],
  ['execution', 'execution'],
  ['service', 'other service'],
];

/** Draws signs and words for what the image has, on as many lines as they need. */
export function drawLegend(placed: PlacedGraph, marks: Marks, width: number): PlacedSize & { drawn: Element[] } {
  const drawn: Element[] = [];
  let [x, y, widest] = [0, 0, 0];
  for (const { word, sign, tone } of entriesOf(placed, marks)) {
    const signs = sign(x, y);
    const before = signs.length === 0 ? 0 : 18;
    const wide = textWidth(word, sizes.fonts.badge) + before + 18;
    if (x + wide > width && x > 0) [x, y] = [0, y + 18];
    const style = tone === undefined ? 'muted small' : `badge ${tone}-text`;
    drawn.push(...sign(x, y), textAt(word, { class: style, x: x + before, y: y + 10 }));
    x += wide;
    widest = Math.max(widest, x);
  }
  return { drawn, width: widest, height: drawn.length === 0 ? 0 : y + 18 };
}

function entriesOf({ nodes, edges }: PlacedGraph, marks: Marks): Entry[] {
  const has = (isUsed: (node: PlacedNode) => boolean): boolean => nodes.some(isUsed);
  const tones = new Set(nodes.map(({ id }) => marks.node(id).outline));
  return [
    ...families
      .filter(([family]) => has((node) => node.family === family))
      .map(([family, word]): Entry => ({ word, sign: (x, y) => [dot(family, x, y)] })),
    ...entry(
      has(({ retrierCount }) => retrierCount > 0),
      'tries again',
      (x, y) => drawRetry({ x: x + 6, y: y + 6 }),
    ),
    ...entry(has(hidesErrorPaths), 'catches errors', (x, y) => drawCatches({ x: x + 6, y: y + 8 })),
    ...entry(
      edges.some(({ kind }) => kind === 'catch'),
      'an error is caught',
      (x, y) => [element('path', { class: 'line catch', d: `M${x} ${y + 6}h14` })],
    ),
    ...entry(
      edges.some(({ id }) => marks.edge(id) === 'taken'),
      'taken',
      (x, y) => [element('path', { class: 'line taken', d: `M${x} ${y + 6}h14` })],
    ),
    ...toneWords.filter(([tone]) => tones.has(tone)).map(([tone, word]): Entry => ({ word, tone, sign: () => [] })),
    ...entry(
      has(({ id }) => marks.node(id).isFaded),
      'pale: not reached',
      () => [],
    ),
  ];
}

function entry(isUsed: boolean, word: string, sign: Entry['sign']): Entry[] {
  return isUsed ? [{ word, sign }] : [];
}

function hidesErrorPaths({ catchers, showsErrorPaths }: PlacedNode): boolean {
  return catchers.length > 0 && !showsErrorPaths;
}

function dot(family: Family, x: number, y: number): Element {
  return element('circle', { class: family, cx: x + 6, cy: y + 6, r: 5 });
}
