import {
  Document,
  isAlias,
  isMap,
  isScalar,
  type Node,
  type Pair,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { JsonObject } from '../definition';
import { unmarkQuoted } from './quoted-placeholders';

/** A definition to be printed. */
export interface PrintedDefinition {
  readonly definition: JsonObject;
  /** Lines at the head of the file, without `#`. */
  readonly head: readonly string[];
  /** Comments before states by their names, without `#`. */
  readonly comments: ReadonlyMap<string, string>;
}

const lineWidth = 128;

/**
 * The text of a definition: YAML in which a value that several states share (the same object) is written once, anchored by the name of the
 * state where it stands first. The same definition gives the same text.
 */
export function printDefinition({ definition, head, comments }: PrintedDefinition): string {
  const document = new Document(definition);
  nameAnchors(document);
  visit(document, {
    Scalar: (_, node) => void fold(node),
    Collection: (_, node) => void flow(node),
    Pair: (_, pair) => void comment(pair, comments),
  });
  document.commentBefore = head.map((line) => (line === '' ? '' : ` ${line}`)).join('\n');
  return document
    .toString({ lineWidth, singleQuote: true })
    .replace(/^( *States:)\n +\n/gm, '$1\n\n')
    .replace(/: \[ (.*) \]$/gm, ': [$1]');
}

/** Long text is folded, text of several lines kept as it is, and a placeholder in quotes stays in quotes. */
function fold(node: Scalar): void {
  if (typeof node.value !== 'string') return;
  const { text, isQuoted } = unmarkQuoted(node.value);
  node.value = text;
  if (isQuoted) node.type = Scalar.QUOTE_SINGLE;
  else if (text.includes('\n')) node.type = Scalar.BLOCK_LITERAL;
  else if (text.length > 100) node.type = Scalar.BLOCK_FOLDED;
}

/** A short list of words, and an object of one short value, stand in one line. A placeholder's braces would mean something there. */
function flow(node: YAMLMap | YAMLSeq): void {
  const parts = isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : node.items;
  const texts = parts.map((part) => (isScalar(part) ? String(part.value) : undefined));
  const isShort = parts.length <= (isMap(node) ? 2 : 4) && texts.join(', ').length <= 80;
  node.flow = parts.length === 0 || (isShort && texts.every((text) => text !== undefined && !/\$\{|\n/.test(text)));
}

/** A state has its comment, and an empty line, before it. */
function comment({ key, value }: Pair, comments: ReadonlyMap<string, string>): void {
  if (!isScalar(key) || !isMap(value) || !value.has('Type')) return;
  key.spaceBefore = true;
  const text = comments.get(String(key.value));
  if (text !== undefined) key.commentBefore = text;
}

/** `a1`, `a2` … become `RegisterDocument-Retry`, … */
function nameAnchors(document: Document): void {
  const names = new Map<string, string>();
  visit(document, {
    Node: (_, node, path) => {
      if (isAlias(node)) node.source = names.get(node.source) ?? node.source;
      else if (node.anchor !== undefined) node.anchor = newName(node.anchor, placeOf(path), names);
    },
  });
}

function newName(anchor: string, place: string, names: Map<string, string>): string {
  const taken = new Set(names.values());
  let name = place;
  for (let count = 2; taken.has(name); count++) name = `${place}-${count}`;
  names.set(anchor, name);
  return name;
}

/** The state around a node, and the fields from there to it. */
function placeOf(path: readonly (Document | Node | Pair)[]): string {
  const keys: string[] = [];
  for (const part of [...path].reverse()) {
    if (!('key' in part) || !isScalar(part.key)) continue;
    keys.unshift(String(part.key.value));
    if (isMap(part.value) && part.value.has('Type')) break;
  }
  return keys
    .slice(0, 3)
    .join('-')
    .replace(/[^A-Za-z0-9-]/g, '');
}
