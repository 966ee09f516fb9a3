import { measures } from '../layout/measures';
import type { JumpLetter, PlacedNode } from '../layout/placed';
import type { Family, GraphNode } from '../model/graph';
import type { Taken } from '../model/taken-path';
import { element, escapeMarkup, movedGroup, textElement } from './markup';

/** A state, without what it holds. */
export function drawNode(placed: PlacedNode, taken: Taken): string {
  const { node, width, height } = placed;
  const told = [node.failure ?? node.label, node.comment].filter((text) => text !== undefined && text !== '');
  const title = element('title', {}, escapeMarkup([node.name, ...told].join('\n')));
  const shape = shapes[node.family] ?? drawCard;
  const outline = taken.hasNode(node.id)
    ? [
        element('rect', {
          class: node.failure === undefined ? 'taken' : 'failed',
          x: -3,
          y: -3,
          width: width + 6,
          height: height + 6,
          rx: 11,
        }),
      ]
    : [];
  return movedGroup(placed, [title, shape(placed), ...marks(placed, taken), ...outline]);
}

const shapes: Readonly<Partial<Record<Family, (placed: PlacedNode) => string>>> = {
  choice: drawChoice,
  succeed: drawPill,
  fail: drawPill,
  parallel: drawFrame,
  map: drawFrame,
};

function drawCard({ node, width, height, letter }: PlacedNode): string {
  const { family } = node;
  const x = measures.cardPadding + (letter === undefined ? 0 : measures.letterWidth) + 2;
  const icon = family === 'wait' ? [drawClock(x + 7, height / 2)] : [];
  const textX = x + (family === 'wait' ? 22 : 0);
  return [
    element('rect', { class: family, width, height, rx: 8 }),
    element('path', {
      class: 'card',
      d: `M5 0.7H${width - 8}a7.3 7.3 0 0 1 7.3 7.3V${height - 8}a7.3 7.3 0 0 1 -7.3 7.3H5z`,
    }),
    element('rect', { class: `${family}-line`, x: 0.7, y: 0.7, width: width - 1.4, height: height - 1.4, rx: 7.3 }),
    ...icon,
    ...drawTexts(node, textX, height),
  ].join('');
}

function drawChoice({ node, width, height, letter }: PlacedNode): string {
  const point = 14;
  const d = `M${point} 0.7H${width - point}L${width - 0.7} ${height / 2}L${width - point} ${height - 0.7}H${point}L0.7 ${height / 2}Z`;
  const x = point + 14 + (letter === undefined ? 0 : measures.letterWidth);
  return [
    element('path', { class: 'card', d }),
    element('path', { class: 'choice-tint', d }),
    element('path', { class: 'choice-line', d, 'stroke-linejoin': 'round' }),
    ...drawTexts(node, x, height),
  ].join('');
}

function drawPill({ node, width, height, letter }: PlacedNode): string {
  const x = measures.cardPadding + (letter === undefined ? 0 : measures.letterWidth);
  const box = { x: 0.7, y: 0.7, width: width - 1.4, height: height - 1.4, rx: height / 2 };
  const sign = node.family === 'succeed' ? 'm-4 0 3 3.2 5.6 -6.4' : 'm-3.4 -3.4 6.8 6.8m0 -6.8 -6.8 6.8';
  return [
    element('rect', { class: 'card', ...box }),
    element('rect', { class: `${node.family}-tint`, ...box }),
    element('rect', { class: `${node.family}-line`, ...box }),
    element('path', { class: `${node.family}-line`, 'stroke-width': 2, d: `M${x + 5} ${height / 2}${sign}` }),
    ...drawTexts(node, x + 18, height),
  ].join('');
}

/** The name, and below it the label, if any. */
function drawTexts({ name, label, failure }: GraphNode, x: number, height: number): string[] {
  const baseline = label === '' ? height / 2 + 4.5 : height / 2 - 3;
  const title = textElement(name, { class: 'text', x, y: baseline, 'font-size': 13, 'font-weight': 600 });
  if (label === '') return [title];
  const style = failure === undefined ? 'muted' : 'caught';
  return [title, textElement(label, { class: style, x, y: height / 2 + 13, 'font-size': 11 })];
}

/** A state that holds others; a Map looks like a stack of sheets, one for each item. */
function drawFrame({ node, width, height, letter }: PlacedNode): string {
  const x = measures.framePadding + (letter === undefined ? 0 : measures.letterWidth);
  const sheets = node.family === 'map' ? [10, 5] : [];
  return [
    ...sheets.map((shift) => element('rect', { class: 'frame', x: shift, y: shift, width, height, rx: 10 })),
    element('rect', { class: 'frame', width, height, rx: 10 }),
    textElement(node.name, { class: 'text', x, y: 19, 'font-size': 13, 'font-weight': 600 }),
    textElement(node.label, { class: node.failure === undefined ? 'muted' : 'caught', x, y: 34, 'font-size': 11 }),
  ].join('');
}

function drawClock(x: number, y: number): string {
  return [
    element('circle', { class: 'wait-line', cx: x, cy: y, r: 7.5 }),
    element('path', { class: 'wait-line', d: `M${x} ${y - 4}v4l3 2` }),
  ].join('');
}

function marks({ node, width, height, letter, letters, scopes }: PlacedNode, taken: Taken): string[] {
  const y = scopes.length === 0 ? height / 2 : 22;
  const ends = width - (node.family === 'choice' ? 20 : 14);
  const drawn = letters.map((each, index) =>
    drawLetter(
      each,
      { x: ends - 6 - (letters.length - 1 - index) * measures.letterWidth, y },
      taken.hasEdge({ from: node.id, to: each.of, kind: 'catch' }),
    ),
  );
  const own = letter === undefined ? [] : [drawLetter(letter, { x: node.family === 'choice' ? 28 : 20, y })];
  const retry = { x: ends - letters.length * measures.letterWidth - 4, y };
  return [...own, ...(node.retries ? [drawRetry(retry)] : []), ...drawn];
}

/** A turning arrow: the state tries again. */
export function drawRetry({ x, y }: { readonly x: number; readonly y: number }): string {
  return [
    element('path', { class: 'edge', d: `M${x + 3.4} ${y - 3.4}a4.8 4.8 0 1 0 1.4 3.6` }),
    element('path', { class: 'arrow', d: `M${x + 5.6} ${y - 6.4}v5h-5z` }),
  ].join('');
}

/** The letter of a handler, in its circle; with a ring if an execution went there. */
export function drawLetter(
  { text, fails }: JumpLetter,
  { x, y }: { readonly x: number; readonly y: number },
  taken = false,
): string {
  return [
    ...(taken ? [element('circle', { class: 'taken', cx: x, cy: y, r: 11 })] : []),
    element('circle', { class: fails ? 'fail' : 'choice', cx: x, cy: y, r: 9 }),
    textElement(text, { class: 'on', x, y: y + 3.8, 'font-size': 10.5, 'font-weight': 700, 'text-anchor': 'middle' }),
  ].join('');
}
