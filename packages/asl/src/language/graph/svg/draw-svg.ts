import { layOutScope } from '../layout/lay-out-scope';
import { textWidth, wrapText } from '../layout/text-width';
import type { Graph } from '../model/graph';
import type { CatchStyle } from '../model/split-scope';
import type { Taken } from '../model/taken-path';
import { withFailures } from '../model/with-failures';
import { drawLegend } from './draw-legend';
import { drawScope } from './draw-scope';
import { element, escapeMarkup, movedGroup, textElement } from './markup';
import { styleSheet, type Theme } from './style';

/** How a picture is drawn. */
export interface SvgOptions {
  /** Default `grouped`. */
  readonly catches?: CatchStyle;
  /** Default `auto`: uses the reader's own setting. */
  readonly theme?: Theme;
  /** What an execution took; default: no state is marked. */
  readonly taken?: Taken;
}

const margin = 28;
const nothing: Taken = { hasNode: () => false, hasEdge: () => false, failureOf: () => undefined };

/** A state machine as SVG: deterministic, readable on light and dark pages, without scripts and without anything to load. */
export function drawSvg(
  definition: Graph,
  { catches = 'grouped', theme = 'auto', taken = nothing }: SvgOptions = {},
): string {
  const graph = withFailures(definition, taken);
  const scope = layOutScope(graph.scope, catches);
  const heading = headingOf(graph, Math.max(scope.width, 320));
  const legend = drawLegend(graph.scope, Math.max(scope.width, 320), taken !== nothing);
  const width = Math.max(scope.width, heading.width, legend.width) + 2 * margin;
  const top = margin + heading.height;
  const height = top + scope.height + 24 + legend.height + margin;
  const x = Math.round((width - scope.width) / 2);
  const body = [
    element('title', { id: 'title' }, escapeMarkup(graph.name)),
    element('desc', { id: 'description' }, escapeMarkup(descriptionOf(graph))),
    element('style', {}, `\n${styleSheet(theme)}\n`),
    element('rect', { class: 'page', x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 14 }),
    ...heading.drawn,
    drawScope({ ...scope, x, y: top }, taken),
    movedGroup({ x: margin, y: height - margin - legend.height }, legend.drawn),
  ];
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const names = { role: 'img', 'aria-labelledby': 'title description' };
  return `${element('svg', { xmlns: 'http://www.w3.org/2000/svg', ...size, ...names }, `\n${body.join('\n')}\n`)}\n`;
}

function headingOf({ name, comment }: Graph, width: number) {
  const style = { size: 12 };
  const sentence = comment === undefined ? '' : (/^.*?[.!?](?=\s|$)/s.exec(comment)?.[0] ?? comment);
  const lines = wrapText(sentence, style, { width, lines: 3 });
  const drawn = [
    textElement(name, { class: 'text', x: margin, y: margin + 14, 'font-size': 19, 'font-weight': 700 }),
    ...lines.map((line, index) =>
      textElement(line, { class: 'muted', x: margin, y: margin + 36 + index * 17, 'font-size': 12 }),
    ),
  ];
  const widest = Math.max(textWidth(name, { size: 19, bold: true }), ...lines.map((line) => textWidth(line, style)));
  return { drawn, width: widest, height: 30 + lines.length * 17 + 20 };
}

function descriptionOf({ name, comment, scope }: Graph): string {
  const first = scope.nodes.find(({ id }) => id === scope.startAt)?.name ?? '';
  const names = scope.nodes.map((node) => node.name).join(', ');
  const about = comment === undefined ? '' : ` ${comment.replaceAll(/\s+/g, ' ').trim()}`;
  return `State machine ${name}, ${scope.nodes.length} states, starts at ${first}.${about} States: ${names}.`;
}
