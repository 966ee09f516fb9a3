import { CharacterReader } from './character-reader';
import type { PathRoot, PathStep, PathSyntax } from './json-path-syntax';
import { parseFilter } from './parse-filter';

/** Beyond these a path was not written by a person; within them parsing cannot recurse too deep. */
const maxLength = 10_000;
const maxFilters = 100;

/**
 * Parses a JSONPath of the dialect that AWS accepts (Jayway's). Throws Error naming the path and the position of the
 * mistake.
 */
export function parseJsonPath(text: string): PathSyntax {
  if (text.length > maxLength) throw new Error(`a JSONPath has at most ${maxLength} characters, not ${text.length}`);
  const filters = text.split('[?').length - 1;
  if (filters > maxFilters) throw new Error(`a JSONPath has at most ${maxFilters} filters, not ${filters}`);
  const reader = new CharacterReader(text, 'a JSONPath');
  const root = parseRoot(reader);
  const steps = parseSteps(reader);
  // AWS accepts a path with blanks after it.
  reader.skipBlanks();
  if (!reader.isDone) reader.fail(`\`${reader.peek()}\` cannot stand`);
  return { root, steps };
}

/** Parses steps as long as there are any; used for `@` and `$` inside filters too. */
export function parseSteps(reader: CharacterReader): PathStep[] {
  const steps: PathStep[] = [];
  for (;;) {
    if (reader.take('..'))
      steps.push({ kind: 'deepScan' }, reader.peek() === '[' ? parseBracket(reader) : parseName(reader));
    else if (reader.take('.')) steps.push(reader.peek() === '[' ? parseBracket(reader) : parseName(reader));
    else if (reader.peek() === '[') steps.push(parseBracket(reader));
    else return steps;
  }
}

function parseRoot(reader: CharacterReader): PathRoot {
  reader.expect('$');
  if (reader.take('$')) return { kind: 'context' };
  const name = reader.match(/[\p{ID_Start}_][\p{ID_Continue}]*/uy);
  return name === undefined ? { kind: 'input' } : { kind: 'variable', name };
}

function parseName(reader: CharacterReader): PathStep {
  if (reader.take('*')) return { kind: 'wildcard' };
  const name = reader.match(/[^\s.[\]()'",=!<>&|~]+(\(\))?/uy);
  if (name === undefined) return reader.fail('a name is missing');
  return { kind: 'members', names: [name] };
}

function parseBracket(reader: CharacterReader): PathStep {
  reader.expect('[');
  reader.skipBlanks();
  const step = parseInBrackets(reader);
  reader.skipBlanks();
  reader.expect(']');
  return step;
}

function parseInBrackets(reader: CharacterReader): PathStep {
  if (reader.take('*')) return { kind: 'wildcard' };
  if (reader.take('?')) return { kind: 'filter', filter: parseParenthesised(reader) };
  if (reader.peek() === "'" || reader.peek() === '"') return { kind: 'members', names: parseList(reader, parseQuoted) };
  const slice = reader.match(/-?\d*\s*:\s*-?\d*(\s*:\s*-?\d*)?/y);
  if (slice !== undefined) return toSlice(slice, reader);
  return { kind: 'indexes', indexes: parseList(reader, parseIndex) };
}

function parseParenthesised(reader: CharacterReader) {
  reader.skipBlanks();
  reader.expect('(');
  const filter = parseFilter(reader);
  reader.skipBlanks();
  reader.expect(')');
  return filter;
}

function parseList<T>(reader: CharacterReader, parseItem: (reader: CharacterReader) => T): T[] {
  const items: T[] = [];
  do {
    reader.skipBlanks();
    items.push(parseItem(reader));
    reader.skipBlanks();
  } while (reader.take(','));
  return items;
}

function parseQuoted(reader: CharacterReader): string {
  return reader.quotedName(reader.peek() === '"' ? '"' : "'");
}

function parseIndex(reader: CharacterReader): number {
  const digits = reader.match(/-?\d+/y);
  return digits === undefined
    ? reader.fail('an index, a slice, a quoted name, `*` or `?(…)` is missing')
    : Number(digits);
}

function toSlice(text: string, reader: CharacterReader): PathStep {
  const [from, to, step] = text.split(':').map((part) => (part.trim() === '' ? undefined : Number(part)));
  if (step === 0) reader.fail('a slice cannot go in steps of 0');
  return { kind: 'slice', from, to, step: step ?? 1 };
}
