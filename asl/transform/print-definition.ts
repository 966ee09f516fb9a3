import { Document, isAlias, isMap, isScalar, type Node, type Pair, Scalar, visit } from 'yaml';
import type { JsonObject } from '../definition';

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
    Pair: (_, pair) => void comment(pair, comments),
  });
  document.commentBefore = head.map((line) => (line === '' ? '' : ` ${line}`)).join('\n');
  return document.toString({ lineWidth, singleQuote: true });
}

/** Long text is folded, text of several lines kept as it is. */
function fold(node: Scalar): void {
  if (typeof node.value !== 'string') return;
  if (node.value.includes('\n')) node.type = Scalar.BLOCK_LITERAL;
  else if (node.value.length > 100) node.type = Scalar.BLOCK_FOLDED;
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
    if (isMap(part.value) && part.value.has('Type') && part.value.has('Resource')) break;
  }
  return keys
    .slice(0, 3)
    .join('-')
    .replace(/[^A-Za-z0-9-]/g, '');
}
