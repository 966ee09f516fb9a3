import { memberOf } from '@document-pipelines/asl/definition';
/** An element: its text, and its children by name in order. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Escapes text for an XML document. */
export function escapeXml(text: string): string {
  return text.replaceAll(
    /[&<>"\r\u0000-\u0008\u000b\u000c\u000e-\u001f]/g,
    (character) => entities[character] ?? `&#x${character.charCodeAt(0).toString(16)};`,
  );
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** An element from a value: members become child elements, a list repeats its element, absent members are left out. */
export function toXml(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => toXml(name, item)).join('');
  if (value instanceof Date) return `<${name}>${value.toISOString()}</${name}>`;
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const children = Object.entries(value).map(([child, member]) => toXml(child, member));
  return `<${name}>${children.join('')}</${name}>`;
}

/** Deeper documents are rejected: requests to AWS are not that deep. */
const maximumDepth = 32;

/** Parses the XML that SDK clients send: elements, text, entities. Throws on anything that is not well formed. */
export function parseXml(text: string): XmlElement {
  const open: { name: string; text: string; children: XmlElement[] }[] = [{ name: '', text: '', children: [] }];
  for (const [token] of text.replace(/^\uFEFF/, '').matchAll(/<[^>]*>|[^<]+/g)) {
    const parent = open.at(-1);
    if (parent === undefined) break;
    if (!token.startsWith('<')) parent.text += unescapeXml(token);
    else if (token.startsWith('</')) close(open, token.slice(2, -1).trim());
    else if (!token.startsWith('<?') && !token.startsWith('<!--')) {
      const name = /^<([^\s/>]+)/.exec(token)?.[1] ?? '';
      if (name === '' || name.startsWith('!') || open.length > maximumDepth) throw new Error(`the XML holds ${token}`);
      open.push({ name, text: '', children: [] });
      if (token.endsWith('/>')) close(open, name);
    }
  }
  const [root] = open[0]?.children ?? [];
  if (open.length !== 1 || root === undefined) throw new Error('the XML is not well formed');
  return root;
}

function close(open: { name: string; text: string; children: XmlElement[] }[], name: string): void {
  const element = open.pop();
  const parent = open.at(-1);
  if (element === undefined || parent === undefined || element.name !== name)
    throw new Error(`the XML closes ${name}, which is not open`);
  parent.children.push(element);
}

function unescapeXml(text: string): string {
  return text.replaceAll(/&(#x[0-9a-fA-F]+|#\d+|\w+);/g, (whole, name: string) => {
    if (name.startsWith('#'))
      return String.fromCodePoint(name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
    return memberOf(namedEntities, name) ?? whole;
  });
}

const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Returns the first child with this name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** Returns the text of the first child with this name. */
export function textOfChild(element: XmlElement, name: string): string | undefined {
  return childOf(element, name)?.text;
}
