import type { GraphFile } from '../graph/graph-file';
import type { GraphScope } from '../graph/model/graph';
import { placeGraph } from '../graph/placed/place-graph';
import type { PlacedGraph, PlacedNode } from '../graph/placed/placed-graph';
import { drawGraph } from '../graph/svg/draw-graph';
import { drawLegend } from '../graph/svg/draw-legend';
import { type Marks, marksOf } from '../graph/svg/marks';
import type { Element as Drawn } from '../graph/svg/markup';
import { find, parent, textElement, toSvg } from './dom';

const margin = 12;

/** The elements of a page that shows a graph: a picture, an outline, and what opens, closes and shows error paths. */
export interface ShownGraph {
  readonly marks: Marks;
  /** Selects a state: it is drawn with its error paths, and its button is pressed. */
  select(id: string): void;
}

/**
 * Shows a graph in the elements `picture`, `outline`, `open`, `close` and `errors`. The outline has each state as a button: what the picture
 * shows, for a keyboard and in words. `onSelect` is called for the selected state each time the graph is drawn.
 */
export function showGraph(file: GraphFile, onSelect: (node: PlacedNode) => void): ShownGraph {
  const marks = marksOf(file.overlays);
  const holders = holdersIn(file.graph.scope);
  const open = new Set(file.open === 'all' ? holders : file.open === 'none' ? [] : file.open);
  const errors = find('errors') as HTMLInputElement;
  let selected: string | undefined;

  const draw = (): void => {
    const base = typeof file.errorPaths === 'string' ? [] : file.errorPaths;
    const errorPaths = errors.checked ? 'all' : [...base, ...(selected === undefined ? [] : [selected])];
    const width = find('picture').clientWidth - 2 * margin;
    const placed = placeGraph(file.graph, { open: [...open], errorPaths, width });
    find('picture').replaceChildren(pictureOf(placed, { marks, description: file.description, onClick }));
    for (const button of document.querySelectorAll<HTMLElement>('#outline button'))
      button.setAttribute('aria-pressed', String(button.dataset['state'] === selected));
    const node = placed.nodes.find(({ id }) => id === selected);
    if (node === undefined) return;
    scrollTo(node);
    onSelect(node);
  };
  const select = (id: string): void => {
    selected = id;
    for (const holder of holders) if (id.startsWith(`${holder}/`)) open.add(holder);
    draw();
  };
  /** A second click on a Map or Parallel opens or closes it. */
  const onClick = ({ id, inner }: PlacedNode): void => {
    if (id === selected && inner?.open === true)
      for (const each of [...open]) if (each === id || each.startsWith(`${id}/`)) open.delete(each);
    if (id === selected && inner?.open === false) open.add(id);
    select(id);
  };
  const openOnly = (ids: readonly string[]): void => {
    open.clear();
    for (const id of ids) open.add(id);
    draw();
  };

  errors.checked = file.errorPaths === 'all';
  errors.addEventListener('change', draw);
  find('open').addEventListener('click', () => openOnly(holders));
  find('close').addEventListener('click', () => openOnly([]));
  find('outline').append(outlineOf(file.graph.scope, marks, select));
  draw();
  return { marks, select };
}

/** Sideways alone: the page stays where it is read. */
function scrollTo({ x, width }: PlacedNode): void {
  const picture = find('picture');
  const isSeen = x + margin >= picture.scrollLeft && x + width + margin <= picture.scrollLeft + picture.clientWidth;
  if (!isSeen) picture.scrollLeft = x + width / 2 - picture.clientWidth / 2;
}

interface PictureOptions {
  readonly marks: Marks;
  readonly description: string;
  readonly onClick: (node: PlacedNode) => void;
}

function pictureOf(placed: PlacedGraph, { marks, description, onClick }: PictureOptions): SVGElement {
  const legend = drawLegend(placed, marks, Math.max(placed.width, 320));
  const width = Math.max(placed.width, legend.width) + 2 * margin;
  const height = placed.height + legend.height + 4 * margin;
  const svg = toSvg({
    name: 'svg',
    attributes: {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-labelledby': 'title description',
    },
    children: [
      { name: 'title', attributes: { id: 'title' }, children: [placed.name] },
      { name: 'desc', attributes: { id: 'description' }, children: [description] },
      group(margin, drawGraph(placed, marks)),
      group(placed.height + 3 * margin, legend.drawn),
    ],
  });
  svg.addEventListener('click', (event) => {
    const box = svg.getBoundingClientRect();
    const node = nodeAt(placed, event.clientX - box.left - margin, event.clientY - box.top - margin);
    if (node !== undefined) onClick(node);
  });
  return svg;
}

function group(y: number, children: readonly Drawn[]): Drawn {
  return { name: 'g', attributes: { transform: `translate(${margin} ${y})` }, children };
}

/** The innermost state at a point. */
function nodeAt({ nodes }: PlacedGraph, x: number, y: number): PlacedNode | undefined {
  return nodes.findLast((node) => x >= node.x && x <= node.x + node.width && y >= node.y && y <= node.y + node.height);
}

/** Every state in the order of the definition. */
function outlineOf({ nodes }: GraphScope, marks: Marks, select: (id: string) => void): HTMLElement {
  const items = nodes.map((node) => {
    const words = [node.name, ...marks.node(node.id).badges.map(({ text }) => text)];
    const button = textElement('button', words.join(' · '));
    button.dataset['state'] = node.id;
    button.addEventListener('click', () => select(node.id));
    return parent('li', [button, ...node.scopes.map((scope) => outlineOf(scope, marks, select))]);
  });
  return parent('ul', items);
}

function holdersIn({ nodes }: GraphScope): string[] {
  return nodes.flatMap(({ id, scopes }) => (scopes.length === 0 ? [] : [id, ...scopes.flatMap(holdersIn)]));
}
