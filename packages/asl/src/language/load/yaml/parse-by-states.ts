import { type Document, isMap, isScalar, type Node, type ParsedNode } from 'yaml';
import { NotJsonError } from './compose';
import { parseYaml } from './parse-yaml';

/** A document whose states may be parsed in texts of their own. */
export interface ParsedStates {
  readonly document: Document.Parsed;
  /** The offset to add to the ranges of these nodes and of what is inside. */
  readonly offsets: ReadonlyMap<Node, number>;
}

/** What is below the key of a state: whole lines, indented by 4 or more. */
interface Body {
  readonly name: string;
  /** Offset of its first line. */
  readonly start: number;
  readonly lines: string;
}

// An editor saves a definition again and again, and changes one or two of its states.
const knownBodies = new Map<string, ParsedNode | undefined>();
const mostBodies = 300;

/**
 * Parses a YAML text, placeholders masked, as parseYaml does; but each state by itself, and not again while its text is the same. Undefined
 * for a text that cannot be cut in this way, or in which the parser finds a fault: parsed as a whole it shows which.
 */
export function parseByStates(text: string): ParsedStates | undefined {
  const bodies = bodiesIn(text);
  const texts = bodies.map(({ lines }) => lines);
  // Each node is in one place only.
  const nodes = texts.map((lines, index) => (texts.indexOf(lines) < index ? nodeOf(lines) : knownNode(lines)));
  const document = bodies.length === 0 || nodes.includes(undefined) ? undefined : parseClean(withFillers(text, bodies));
  if (document === undefined) return undefined;
  const pairs = pairsOfStates(document);
  const offsets = new Map<Node, number>();
  for (const [index, { name, start }] of bodies.entries()) {
    const pair = pairs.get(name);
    const node = nodes[index];
    // Otherwise the text is not what it looked like.
    if (!isFiller(pair?.value, start) || pair === undefined || node === undefined) return undefined;
    pair.value = node as typeof pair.value;
    offsets.set(node, start);
  }
  return { document, offsets };
}

/** The bodies of states in the outermost `States`, as far as they are written in the usual way and followed by another
 * state: with the last one end the objects around it. */
function bodiesIn(text: string): readonly Body[] {
  const header = /^States:\n/m.exec(text);
  if (header === null) return [];
  const state = /^ {2}([A-Za-z_][\w-]*):\n((?: {4}.*\n|\n)+)(?=(?: {0,2}#.*\n|\n)* {2}[A-Za-z_][\w-]*:)/gm;
  state.lastIndex = header.index + header[0].length;
  const bodies = [...text.matchAll(state)].map(({ 0: whole, 1: name = '', 2: lines = '', index }) => ({
    name,
    start: index + whole.length - lines.length,
    lines,
  }));
  return bodies.filter(
    ({ lines }) => lines.trimEnd().length >= `    ${filler} #`.length && !endsWithNothing.test(lines),
  );
}

/** A last value that is not written, an empty block or a comment: how far it reaches depends on what follows. */
const endsWithNothing = /(?:[:?-]|[&!]\S*|[|>][-+\d]*|#[^\n]*)\s*$/;

const filler = 'x';

/** The text with a short string and a comment instead of each body, as long as the body, so that everything else stays in its place. */
function withFillers(text: string, bodies: readonly Body[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const { start, lines } of bodies) {
    const { length } = lines.trimEnd();
    parts.push(text.slice(end, start), `    ${filler} #`.padEnd(length, '-'));
    end = start + length;
  }
  return [...parts, text.slice(end)].join('');
}

function isFiller(node: unknown, start: number): boolean {
  return isScalar(node) && node.value === filler && node.range?.[0] === start + 4;
}

function pairsOfStates({ contents }: Document.Parsed) {
  const states = isMap(contents)
    ? contents.items.find(({ key }) => isScalar(key) && key.value === 'States')
    : undefined;
  const items = isMap(states?.value) ? states.value.items : [];
  return new Map(items.map((pair) => [isScalar(pair.key) ? (pair.key.source ?? '') : '', pair]));
}

function knownNode(lines: string): ParsedNode | undefined {
  if (knownBodies.has(lines)) return knownBodies.get(lines);
  const node = nodeOf(lines);
  if (knownBodies.size >= mostBodies) knownBodies.clear();
  knownBodies.set(lines, node);
  return node;
}

function nodeOf(lines: string): ParsedNode | undefined {
  return parseClean(lines, [0, 2])?.contents ?? undefined;
}

/** The only document, if the parser finds no fault. `outer`: the indents that it is within. */
function parseClean(text: string, outer: readonly number[] = []): Document.Parsed | undefined {
  try {
    const [document, ...others] = parseYaml(text, outer);
    const isClean = others.length === 0 && document?.errors.length === 0 && document.warnings.length === 0;
    return isClean ? document : undefined;
  } catch (error) {
    if (error instanceof NotJsonError || error instanceof RangeError) return undefined;
    throw error;
  }
}
