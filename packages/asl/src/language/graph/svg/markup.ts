/** An element of SVG, before it is markup or a part of a page. */
export interface Element {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: readonly (Element | string)[];
}

/** Attributes of an element, in the order in which they are written. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An element with its children; strings are text. */
export function element(name: string, attributes: Attributes, children: Element['children'] = []): Element {
  return { name, attributes, children };
}

/** An element as markup. */
export function markupOf({ name, attributes, children }: Element): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeMarkup(String(value))}"`);
  if (children.length === 0) return `<${name}${written.join('')}/>`;
  const inner = children.map((child) => (typeof child === 'string' ? escapeMarkup(child) : markupOf(child)));
  const separator = children.every((child) => typeof child !== 'string') && name === 'g' ? '\n' : '';
  return `<${name}${written.join('')}>${separator}${inner.join(separator)}${separator}</${name}>`;
}

/** Escapes text for markup; characters that XML does not allow are left out. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
