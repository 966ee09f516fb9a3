import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Json } from '../../definition';
import type { RuleId } from '../../diagnostics';
import { objectOf, type PlacedChild, type PlacedValue, type TextRange } from '../placed-value';
import { unmaskPlaceholders } from '../placeholders';

/** A definition of 1 MB cannot hold more values; an alias bomb can. */
const maximumValues = 500_000;

/** A value of the YAML that has no counterpart in JSON; becomes a diagnostic at its range. */
export class NotJsonError extends Error {
  constructor(
    message: string,
    readonly range: TextRange,
    readonly ruleId: RuleId,
    readonly help?: string,
  ) {
    super(message);
  }
}

interface Composition {
  /** What each anchor names so far; nodes are met in the order of the text. */
  readonly anchors: Map<string, Node>;
  readonly done: Map<Node, PlacedValue>;
  readonly open: Set<Node>;
  readonly sizes: Map<PlacedValue, number>;
  readonly offsets: ReadonlyMap<Node, number>;
  /** To add to the ranges of the nodes that are composed. */
  readonly offset: number;
}

/** Converts a parsed YAML document to JSON values with their ranges; `offsets` are added to those of some nodes. Throws {@link NotJsonError}. */
export function compose(document: Document.Parsed, offsets: ReadonlyMap<Node, number> = new Map()): PlacedValue {
  const composition = {
    anchors: new Map(),
    done: new Map(),
    open: new Set<Node>(),
    sizes: new Map(),
    offsets,
    offset: 0,
  };
  return composeNode(document.contents as Node, composition);
}

function composeNode(node: Node | null, outer: Composition): PlacedValue {
  if (node === null) return { value: null, range: [0, 0], plain: true };
  const known = outer.done.get(node);
  if (known !== undefined) return known;
  if (outer.open.has(node)) {
    const range = rangeOf(node, outer);
    throw new NotJsonError('an alias stands inside the value that it names', range, 'unknown-anchor');
  }
  const offset = outer.offsets.get(node);
  const composition = offset === undefined ? outer : { ...outer, offset };
  composition.open.add(node);
  if (!isAlias(node) && node.anchor !== undefined) composition.anchors.set(node.anchor, node);
  const placed = composeKind(node, composition);
  composition.open.delete(node);
  composition.done.set(node, placed);
  measure(placed, composition);
  return placed;
}

function composeKind(node: Node, composition: Composition): PlacedValue {
  if (isAlias(node)) return composeNode(aliasTarget(node, composition), composition);
  if (isMap(node)) return composeMap(node, composition);
  if (isSeq(node)) return composeSequence(node.items as Node[], rangeOf(node, composition), composition);
  if (isScalar(node))
    return composeScalar(node.value, node.type === 'PLAIN' || node.type === undefined, rangeOf(node, composition));
  throw new NotJsonError('a value of this kind has no counterpart in JSON', rangeOf(node, composition), 'yaml-syntax');
}

function aliasTarget(node: Node, composition: Composition): Node {
  if (!isAlias(node)) return node;
  const target = composition.anchors.get(node.source);
  if (target === undefined) {
    const message = `the alias \`*${node.source}\` names an anchor that is not defined before it`;
    throw new NotJsonError(
      message,
      rangeOf(node, composition),
      'unknown-anchor',
      `write \`&${node.source}\` at the value it means`,
    );
  }
  return target;
}

function composeScalar(value: unknown, plain: boolean, range: TextRange): PlacedValue {
  if (typeof value === 'string') return { value: unmaskPlaceholders(value), range, plain };
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new NotJsonError(
      `\`${value}\` has no counterpart in JSON`,
      range,
      'yaml-syntax',
      'write a finite number, or quote it',
    );
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return { value, range, plain };
  throw new NotJsonError('a value of this kind has no counterpart in JSON', range, 'yaml-syntax', 'quote it');
}

function composeSequence(items: readonly Node[], range: TextRange, composition: Composition): PlacedValue {
  const placed = items.map((item) => composeNode(item, composition));
  const children = new Map(placed.map((item, index): [number, PlacedChild] => [index, { placed: item }]));
  return { value: placed.map((item) => item.value), range, plain: false, children };
}

function composeMap(node: YAMLMap, composition: Composition): PlacedValue {
  const children = new Map<string | number, PlacedChild>();
  const own = new Set<string>();
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    if (isMergeKey(pair.key)) {
      mergeInto(children, pair.value, composition);
      continue;
    }
    const key = keyText(pair.key, composition);
    own.add(key);
    children.set(key, { keyRange: rangeOf(pair.key, composition), placed: composeEntry(pair, composition) });
  }
  const entries = [...children].map(([key, child]): [string, Json] => [String(key), child.placed.value]);
  return { value: objectOf(entries), range: rangeOf(node, composition), plain: false, children };
}

function composeEntry(pair: Pair<Node, Node | null>, composition: Composition): PlacedValue {
  const { value } = pair;
  if (value !== null) return composeNode(value, composition);
  return { value: null, range: rangeOf(pair.key, composition), plain: true };
}

/** `<<: *a` or `<<: [*a, *b]`: entries of the map itself, or of an earlier source, take precedence. */
function mergeInto(children: Map<string | number, PlacedChild>, source: Node | null, composition: Composition): void {
  const target = source === null ? null : aliasTarget(source, composition);
  const sources = isSeq(target) ? (target.items as Node[]) : [target];
  for (const each of sources) {
    const placed = composeNode(each, composition);
    if (placed.children === undefined || Array.isArray(placed.value)) {
      throw new NotJsonError(
        'the merge key `<<` must name an object',
        rangeOf(source ?? each!, composition),
        'yaml-syntax',
      );
    }
    for (const [key, child] of placed.children) if (!children.has(key)) children.set(key, child);
  }
}

function isMergeKey(key: Node): boolean {
  if (!isScalar(key) || key.type !== 'PLAIN') return false;
  return key.value === '<<' || (typeof key.value === 'symbol' && key.value.description === '<<');
}

/** A key is the text that was written: `Y`, `No`, `200` and `true` stay what they are. */
function keyText(key: Node, composition: Composition): string {
  if (!isScalar(key))
    throw new NotJsonError('a key must be a text', rangeOf(key, composition), 'yaml-syntax', 'quote it');
  const text = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
  return unmaskPlaceholders(text);
}

function rangeOf({ range }: Node, { offset }: Composition): TextRange {
  return range == null ? [0, 0] : [range[0] + offset, range[1] + offset];
}

function measure(placed: PlacedValue, { sizes }: Composition): void {
  let size = 1;
  for (const child of placed.children?.values() ?? []) size += sizes.get(child.placed) ?? 1;
  if (size > maximumValues) {
    throw new NotJsonError(
      `aliases make this value larger than the ${maximumValues} values that a file may hold`,
      placed.range,
      'yaml-syntax',
      'write the values out where they are used, without aliases of aliases',
    );
  }
  sizes.set(placed, size);
}
