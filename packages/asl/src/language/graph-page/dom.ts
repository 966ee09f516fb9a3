import type { Element as Drawn } from '../graph/svg/markup';

/** An element of the page by its id, which has to be there. */
export function find(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

/** An element with a string: nothing is parsed as markup. */
export function textElement(name: string, text: string, style = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (style !== '') made.className = style;
  return made;
}

/** An element with others. */
export function parent(name: string, children: readonly (Node | string)[], style = ''): HTMLElement {
  const made = textElement(name, '', style);
  made.append(...children);
  return made;
}

/** What is drawn as SVG in the page. */
export function toSvg({ name, attributes, children }: Drawn): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children.map((child) => (typeof child === 'string' ? child : toSvg(child))));
  return made;
}

/** Reads the page's data: JSON, or compressed JSON in base64. */
export async function readData<T>(): Promise<T> {
  const element = find('data') as HTMLScriptElement;
  const text = element.textContent ?? '';
  if (element.type === 'application/json') return JSON.parse(text) as T;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text()) as T;
}
