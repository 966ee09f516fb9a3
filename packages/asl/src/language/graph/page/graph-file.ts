import type { GraphScope } from '../model/graph';
import { placeGraph } from '../placed/place-graph';
import type { PlacedGraph, PlacedNode } from '../placed/placed-graph';
import { drawGraph } from '../svg/draw-graph';
import { drawLegend } from '../svg/draw-legend';
import { marksOf } from '../svg/marks';
import type { Element as Drawn } from '../svg/markup';
import type { GraphFile } from './graph-file-data';

const margin = 12;
const file = JSON.parse(find('data').textContent ?? '') as GraphFile;
const marks = marksOf(file.overlays);
const holders = holdersIn(file.graph.scope);
const open = new Set(file.open === 'all' ? holders : file.open === 'none' ? [] : file.open);
let showsAllErrors = file.errorPaths === 'all';
let selected: string | undefined;

start();

function start(): void {
  const errors = find('errors') as HTMLInputElement;
  errors.checked = showsAllErrors;
  errors.addEventListener('change', () => {
    showsAllErrors = errors.checked;
    draw();
  });
  find('open').addEventListener('click', () => openOnly(holders));
  find('close').addEventListener('click', () => openOnly([]));
  find('outline').append(outlineOf(file.graph.scope));
  draw();
}

function openOnly(ids: readonly string[]): void {
  open.clear();
  for (const id of ids) open.add(id);
  draw();
}

/** Selects a state: it is drawn, with its error paths, and described. */
function select(id: string): void {
  selected = id;
  for (const holder of holders) if (id.startsWith(`${holder}/`)) open.add(holder);
  draw();
}

function draw(): void {
  const base = file.errorPaths === 'all' || file.errorPaths === 'none' ? [] : file.errorPaths;
  const errorPaths = showsAllErrors ? 'all' : [...base, ...(selected === undefined ? [] : [selected])];
  const placed = placeGraph(file.graph, {
    open: [...open],
    errorPaths,
    width: find('picture').clientWidth - 2 * margin,
  });
  find('picture').replaceChildren(pictureOf(placed));
  describeSelected(placed);
  for (const button of document.querySelectorAll<HTMLElement>('#outline button'))
    button.setAttribute('aria-pressed', String(button.dataset['state'] === selected));
}

function pictureOf(placed: PlacedGraph): SVGElement {
  const legend = drawLegend(placed, marks, Math.max(placed.width, 320));
  const width = Math.max(placed.width, legend.width) + 2 * margin;
  const height = placed.height + legend.height + 4 * margin;
  const attributes = {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'title description',
  };
  const group = (y: number, children: readonly Drawn[]): Drawn => ({
    name: 'g',
    attributes: { transform: `translate(${margin} ${y})` },
    children,
  });
  const svg = toSvg({
    name: 'svg',
    attributes,
    children: [
      { name: 'title', attributes: { id: 'title' }, children: [placed.name] },
      { name: 'desc', attributes: { id: 'description' }, children: [file.description] },
      group(margin, drawGraph(placed, marks)),
      group(placed.height + 3 * margin, legend.drawn),
    ],
  });
  svg.addEventListener('click', (event) => {
    const box = svg.getBoundingClientRect();
    const node = nodeAt(placed, event.clientX - box.left - margin, event.clientY - box.top - margin);
    if (node !== undefined) toggle(node);
  });
  return svg;
}

/** The innermost state at a point. */
function nodeAt({ nodes }: PlacedGraph, x: number, y: number): PlacedNode | undefined {
  return nodes.findLast((node) => x >= node.x && x <= node.x + node.width && y >= node.y && y <= node.y + node.height);
}

/** A second click on a Map or Parallel opens or closes it. */
function toggle({ id, inner }: PlacedNode): void {
  if (inner !== undefined && id === selected) {
    if (inner.open) for (const each of [...open]) if (each === id || each.startsWith(`${id}/`)) open.delete(each);
    if (!inner.open) open.add(id);
  }
  select(id);
}

function describeSelected({ nodes }: PlacedGraph): void {
  const node = nodes.find(({ id }) => id === selected);
  const state = file.overlays.execution?.states.find(({ path }) => path === selected);
  const lines = node === undefined ? [] : [...node.title.slice(1), ...marks.node(node.id).told];
  const rules = (node?.rules ?? []).map(({ number, text, to }) => `${number}  ${text} → ${to}`);
  const catchers = (node?.catchers ?? []).map(({ number, errors, to }) => `!${number}  ${errors.join(', ')} → ${to}`);
  const told = state === undefined ? [] : [`${state.visits} visits, ${state.retries} retries`];
  const items = [...lines, ...told, ...rules, ...catchers].map((text) => textElement('li', text));
  const list = document.createElement('ul');
  list.append(...items);
  const heading = textElement('h2', node === undefined ? 'Select a state' : `${node.id} (${node.type})`);
  find('details').replaceChildren(heading, list);
}

/** Every state as a button, in the order of the definition: what the picture shows, for a keyboard and in words. */
function outlineOf({ nodes }: GraphScope): HTMLUListElement {
  const list = document.createElement('ul');
  for (const node of nodes) {
    const button = textElement(
      'button',
      [node.name, ...marks.node(node.id).badges.map(({ text }) => text)].join(' · '),
    );
    button.dataset['state'] = node.id;
    button.addEventListener('click', () => select(node.id));
    const item = document.createElement('li');
    item.append(button, ...node.scopes.map(outlineOf));
    list.append(item);
  }
  return list;
}

function holdersIn({ nodes }: GraphScope): string[] {
  return nodes.flatMap(({ id, scopes }) => (scopes.length === 0 ? [] : [id, ...scopes.flatMap(holdersIn)]));
}

/** Text stays text: nothing is parsed as markup. */
function toSvg({ name, attributes, children }: Drawn): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children.map((child) => (typeof child === 'string' ? child : toSvg(child))));
  return made;
}

function textElement(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function find(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}
