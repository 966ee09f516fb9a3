import { measures } from '../layout/measures';
import type { HandlerNote, PlacedLines, PlacedNode, PlacedPanel, PlacedScope } from '../layout/placed';
import type { Taken } from '../model/taken-path';
import { drawEdge, drawEdgeLabel } from './draw-edge';
import { drawLetter, drawNode } from './draw-node';
import { element, movedGroup, textElement } from './markup';

/** Draws a scope: its main flow, and the panel of handlers next to it. */
export function drawScope(scope: PlacedScope, taken: Taken): string {
  const { main, side } = scope;
  const panel = side === undefined ? [] : [drawPanel(side, taken)];
  return movedGroup(scope, [movedGroup(main, drawLines(main, taken)), ...panel]);
}

function drawLines({ nodes, edges, start, end }: PlacedLines, taken: Taken): string[] {
  const frames = nodes.filter(({ scopes }) => scopes.length > 0);
  const others = nodes.filter(({ scopes }) => scopes.length === 0);
  return [
    ...edges.map((edge) => drawEdge(edge, taken.hasEdge(edge))),
    ...(start === undefined ? [] : [element('circle', { class: 'dot', cx: start.x, cy: start.y, r: 6 })]),
    ...(end === undefined ? [] : [drawEnd(end)]),
    ...others.map((placed) => drawNode(placed, taken)),
    ...frames.flatMap((placed) => drawHolder(placed, taken)),
    ...edges.map(drawEdgeLabel).filter((label) => label !== ''),
  ];
}

function drawHolder(placed: PlacedNode, taken: Taken): string[] {
  const inside = placed.scopes.map((scope) => drawScope(scope, taken));
  return [drawNode(placed, taken), movedGroup(placed, inside, { class: 'inside' })];
}

function drawEnd({ x, y }: { readonly x: number; readonly y: number }): string {
  return (
    element('circle', { class: 'ring', cx: x, cy: y, r: 8 }) + element('circle', { class: 'dot', cx: x, cy: y, r: 4.5 })
  );
}

function drawPanel(side: PlacedPanel, taken: Taken): string {
  const { width, height, drawing, notes } = side;
  const left = measures.panelPadding;
  const title = { class: 'muted', x: left, y: 22, 'font-size': 11, 'font-weight': 600 };
  return movedGroup(side, [
    element('rect', { class: 'panel', width, height, rx: 10 }),
    textElement('Where a letter leads', title),
    movedGroup(drawing, drawLines(side, taken), { class: 'inside' }),
    ...drawNotes(notes, measures.panelHeader + side.drawingHeight + measures.panelPadding),
  ]);
}

function drawNotes(notes: readonly HandlerNote[], top: number): string[] {
  let y = top;
  return notes.map(({ letter, name, lines }) => {
    const x = measures.panelPadding + measures.letterWidth + 6;
    const texts = lines.map((line, index) =>
      textElement(line, { class: 'muted', x, y: y + 15 + (index + 1) * measures.noteLineHeight, 'font-size': 11 }),
    );
    const head = textElement(name, { class: 'text', x, y: y + 15, 'font-size': 11, 'font-weight': 600 });
    const drawn = drawLetter(letter, { x: measures.panelPadding + 9, y: y + 11 });
    y += (lines.length + 1) * measures.noteLineHeight + measures.noteGap;
    return [drawn, head, ...texts].join('');
  });
}
