import type { Overlays } from '../overlays/overlays';
import type { PlacedGraph } from '../placed/placed-graph';
import { textWidth, wrapText } from '../placed/text-width';
import { drawGraph } from './draw-graph';
import { drawLegend } from './draw-legend';
import { textAt } from './draw-node';
import { marksOf } from './marks';
import { type Element, element, markupOf } from './markup';
import { styleSheet, type Theme } from './style';

/** How a picture is drawn. */
export interface SvgOptions {
  /** Default `auto`: uses the reader's own setting. */
  readonly theme?: Theme;
  /** An execution, or a change; default: none. */
  readonly overlays?: Overlays;
}

const margin = 24;

/** A placed graph as SVG: deterministic, readable on light and dark pages, without scripts and without anything to load. */
export function drawSvg(placed: PlacedGraph, { theme = 'auto', overlays = {} }: SvgOptions = {}): string {
  const marks = marksOf(overlays);
  const least = Math.max(placed.width, 320);
  const heading = headingOf(placed, least);
  const legend = drawLegend(placed, marks, least);
  const width = Math.max(placed.width, heading.width, legend.width) + 2 * margin;
  const top = margin + heading.height;
  const height = top + placed.height + 20 + legend.height + margin;
  const body: Element[] = [
    element('title', { id: 'title' }, [placed.name]),
    element('desc', { id: 'description' }, [describe(placed, overlays)]),
    element('rect', { class: 'page', x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 14 }),
    ...heading.drawn,
    group(Math.round((width - placed.width) / 2), top, drawGraph(placed, marks)),
    group(margin, height - margin - legend.height, legend.drawn),
  ];
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const root = element('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    ...size,
    ...{ role: 'img', 'aria-labelledby': 'title description' },
  });
  const open = markupOf(root).replace(/\/>$/, '>');
  const style = `<style>\n${styleSheet(theme)}\n</style>`;
  return `${[open, style, ...body.map(markupOf), '</svg>'].join('\n')}\n`;
}

function group(x: number, y: number, children: readonly Element[]): Element {
  return element('g', { transform: `translate(${x} ${y})` }, children);
}

function headingOf({ name, comment }: PlacedGraph, width: number) {
  const style = { size: 12 };
  const sentence = comment === undefined ? '' : (/^.*?[.!?](?=\s|$)/s.exec(comment)?.[0] ?? comment);
  const lines = wrapText(sentence, style, { width, lines: 3 });
  const drawn = [
    textAt(name, { class: 'text', x: margin, y: margin + 14, 'font-size': 19, 'font-weight': 700 }),
    ...lines.map((line, index) =>
      textAt(line, { class: 'muted', x: margin, y: margin + 36 + index * 17, 'font-size': 12 }),
    ),
  ];
  const widest = Math.max(textWidth(name, { size: 19, bold: true }), ...lines.map((line) => textWidth(line, style)));
  return { drawn, width: widest, height: 30 + lines.length * 17 + 14 };
}

/** In words: what the picture is of, its states, and what is marked. */
export function describe({ name, comment, nodes }: PlacedGraph, { execution, diff }: Overlays): string {
  const own = nodes.filter(({ scope }) => scope === undefined);
  const first = own.find(({ start }) => start)?.name ?? '';
  const about = comment === undefined ? '' : ` ${comment.replaceAll(/\s+/g, ' ').trim()}`;
  const statuses = (execution?.states ?? []).filter(({ status }) => status !== 'notReached');
  const sentences = [
    `State machine ${name}, ${own.length} states, starts at ${first}.${about}`,
    `States: ${own.map((node) => node.name).join(', ')}.`,
    ...(execution === undefined
      ? []
      : [`Reached: ${statuses.map(({ path, status }) => `${path} ${status}`).join(', ')}.`]),
    ...(diff === undefined ? [] : [describeChanges(diff)]),
  ];
  return sentences.join(' ');
}

function describeChanges({ states }: NonNullable<Overlays['diff']>): string {
  if (states.length === 0) return 'No state differs.';
  return `Changes: ${states.map(({ path, change }) => `${path} ${change}`).join(', ')}.`;
}
