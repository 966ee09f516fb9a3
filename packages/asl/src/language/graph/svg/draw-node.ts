import type { PlacedNode } from '../placed/placed-graph';
import { sizes } from '../placed/sizes';
import { cutText, textWidth } from '../placed/text-width';
import type { NodeMark } from './marks';
import { type Attributes, type Element, element } from './markup';

/** A state, without what it holds, at its place. */
export function drawNode(node: PlacedNode, mark: NodeMark): Element {
  const { x, y, width, height } = node;
  const title = element('title', {}, [[...node.title, ...mark.told].join('\n')]);
  const outline = mark.outline === undefined ? [] : [drawOutline(node, mark.outline)];
  const shape = node.inner?.open === true ? drawFrame(node) : (shapes[node.type] ?? drawCard)(node);
  const moved = { transform: `translate(${x} ${y})` };
  return element('g', mark.isFaded ? { class: 'faded' } : {}, [
    title,
    element('g', moved, [...shape, ...outline]),
    ...drawTexts(node, mark),
    ...drawSigns(node),
    ...drawBadges({ x: x + width - 10, y, width, height }, mark),
  ]);
}

type Shape = (node: PlacedNode) => Element[];

const shapes: Readonly<Partial<Record<PlacedNode['type'], Shape>>> = {
  Choice: drawChoice,
  Succeed: drawPill,
  Fail: drawPill,
  Map: drawHolder,
  Parallel: drawHolder,
  Wait: (node) => [...drawCard(node), ...drawClock(sizes.padding + 7, node.height / 2)],
};

function drawCard({ family, width, height }: PlacedNode): Element[] {
  return [
    element('rect', { class: family, width, height, rx: 8 }),
    element('path', {
      class: 'card',
      d: `M5 0.7H${width - 8}a7.3 7.3 0 0 1 7.3 7.3V${height - 8}a7.3 7.3 0 0 1 -7.3 7.3H5z`,
    }),
    element('rect', { class: `line ${family}-line`, ...inset(width, height), rx: 7.3 }),
  ];
}

/** A Choice has the rhomb of flow charts next to its rules. */
function drawChoice({ width, height }: PlacedNode): Element[] {
  const box = { ...inset(width, height), rx: 8 };
  const x = sizes.padding + 5;
  return [
    element('rect', { class: 'card', ...box }),
    element('rect', { class: 'choice tint', ...box }),
    element('rect', { class: 'line choice-line', ...box }),
    element('path', { class: 'line choice-line', d: `M${x} 8.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z` }),
  ];
}

function drawPill({ family, width, height }: PlacedNode): Element[] {
  const box = { ...inset(width, height), rx: height / 2 };
  const x = sizes.padding + 5;
  const sign = family === 'succeed' ? 'm-4 0 3 3.2 5.6 -6.4' : 'm-3.4 -3.4 6.8 6.8m0 -6.8 -6.8 6.8';
  return [
    element('rect', { class: 'card', ...box }),
    element('rect', { class: `${family} tint`, ...box }),
    element('rect', { class: `line ${family}-line`, ...box }),
    element('path', { class: `line ${family}-line`, d: `M${x} ${height / 2}${sign}` }),
  ];
}

/** A closed Map or Parallel looks like a stack: there is more inside. */
function drawHolder(node: PlacedNode): Element[] {
  const { width, height } = node;
  return [element('rect', { class: 'frame', x: 5, y: 5, width, height, rx: 8 }), ...drawCard(node)];
}

function drawFrame({ width, height }: PlacedNode): Element[] {
  return [element('rect', { class: 'frame', width, height, rx: 10 })];
}

function drawClock(x: number, y: number): Element[] {
  return [
    element('circle', { class: 'line wait-line', cx: x, cy: y, r: 7.5 }),
    element('path', { class: 'line wait-line', d: `M${x} ${y - 4}v4l3 2` }),
  ];
}

/** The second line of a state that failed is its error. */
function drawTexts({ lines, width }: PlacedNode, { failure }: NodeMark): Element[] {
  return lines.map(({ text, role, x, y }, index) => {
    if (role === 'name') return textAt(text, { class: 'text name', x, y });
    const isFailure = failure !== undefined && index === 1;
    const shown = isFailure ? cutText(failure, sizes.fonts.label, width - 2 * sizes.padding) : text;
    return textAt(shown, { class: isFailure || role === 'catcher' ? 'fault small' : 'muted small', x, y });
  });
}

/** Whether it tries again, and whether it catches what is not drawn. */
function drawSigns({ x, y, width, retrierCount, catchers, showsErrorPaths }: PlacedNode): Element[] {
  const right = x + width - sizes.padding + 4;
  const catches = catchers.length > 0 && !showsErrorPaths;
  const retry = { x: right - (catches ? sizes.markWidth : 0) - 5, y: y + 15 };
  return [...(retrierCount > 0 ? drawRetry(retry) : []), ...(catches ? drawCatches({ x: right - 5, y: y + 15 }) : [])];
}

/** A turning arrow: the state tries again. */
export function drawRetry({ x, y }: { readonly x: number; readonly y: number }): Element[] {
  return [
    element('path', { class: 'line', d: `M${x + 3.4} ${y - 3.4}a4.8 4.8 0 1 0 1.4 3.6` }),
    element('path', { class: 'arrow', d: `M${x + 5.6} ${y - 6.4}v5h-5z` }),
  ];
}

/** A dashed line that turns off: an error leads elsewhere. */
export function drawCatches({ x, y }: { readonly x: number; readonly y: number }): Element[] {
  return [
    element('path', { class: 'line catch', d: `M${x - 6} ${y - 5}v5h7` }),
    element('path', { class: 'arrow catch', d: `M${x + 6} ${y}l-6 -3.5v7z` }),
  ];
}

function drawOutline({ width, height }: PlacedNode, tone: string): Element {
  const box = { x: -3, y: -3, width: width + 6, height: height + 6, rx: 11 };
  return element('rect', { class: `outline ${tone} ${tone}-outline`, ...box });
}

/** On the upper border, from its right end. */
function drawBadges({ x, y, width }: { x: number; y: number; width: number; height: number }, { badges }: NodeMark) {
  let right = x;
  return badges.flatMap(({ text, tone }): Element[] => {
    const shown = cutText(text, sizes.fonts.badge, Math.max(width - 12, 140));
    const wide = textWidth(shown, sizes.fonts.badge) + 10;
    right -= wide;
    return [
      element('rect', { class: 'ground', x: right, y: y - 10, width: wide, height: 16, rx: 8 }),
      textAt(shown, { class: `badge ${tone}-text`, x: right + 5, y: y + 2 }),
    ];
  });
}

/** A line of text. */
export function textAt(text: string, attributes: Attributes): Element {
  return element('text', attributes, [text]);
}

function inset(width: number, height: number): Attributes {
  return { x: 0.7, y: 0.7, width: width - 1.4, height: height - 1.4 };
}
