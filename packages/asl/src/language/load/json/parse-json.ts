import type { Json } from '../../definition';
import { maxNesting, nestingHelp } from '../max-nesting';
import { objectOf, type PlacedChild, type PlacedValue, type TextRange } from '../placed-value';
import { placeholderPattern } from '../placeholders';
import { type JsonProblem, JsonScanner, JsonSyntaxError } from './json-scanner';
import { readString } from './read-string';
import { readWord } from './read-word';

/** A value with its ranges, or the problems that keep the text from being JSON. */
export type JsonResult = { readonly placed: PlacedValue } | { readonly problems: readonly JsonProblem[] };

/**
 * Parses a JSON text (https://www.rfc-editor.org/rfc/rfc8259) and keeps every position. Besides JSON, only a placeholder such as
 * `${Seconds}` may be a value. Values may be nested {@link maxNesting} levels deep.
 */
export function parseJson(text: string): JsonResult {
  const scanner = new JsonScanner(text);
  const problems = (): JsonProblem[] => scanner.problems;
  try {
    if (scanner.peek() === '') return { problems: [...problems(), { message: 'the file is empty', range: [0, 1] }] };
    const placed = readValue(scanner, maxNesting);
    if (scanner.peek() !== '') scanner.fail('the end of the file', 'a file contains one JSON value');
    return problems().length > 0 ? { problems: problems() } : { placed };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    return { problems: isEcho(error.problem, scanner) ? problems() : [...problems(), error.problem] };
  }
}

/** In `Store Order` without quotes, the problem of the second word follows from the first. */
function isEcho({ range: [start] }: JsonProblem, { problems, text }: JsonScanner): boolean {
  return problems.some(({ range }) => range[1] <= start && text.slice(range[1], start).trim() === '');
}

const wholePlaceholder = new RegExp(`${placeholderPattern.source}|\\$\\{prompt:[\\w./*-]+\\}`, 'y');

function readValue(scanner: JsonScanner, levels: number): PlacedValue {
  const next = scanner.peek();
  const start = scanner.at;
  if (next === '{' || next === '[') {
    if (levels === 0) {
      throw new JsonSyntaxError({
        message: 'the values are nested too deeply',
        range: [start, start + 1],
        help: nestingHelp,
      });
    }
    return next === '{' ? readObject(scanner, levels - 1) : readArray(scanner, levels - 1);
  }
  const [value, plain]: readonly [Json, boolean] =
    next === '"' || next === "'"
      ? [readString(scanner), false]
      : [scanner.match(wholePlaceholder) ?? readWord(scanner), true];
  return { value, range: [start, scanner.at], plain };
}

function readArray(scanner: JsonScanner, levels: number): PlacedValue {
  const children = new Map<string | number, PlacedChild>();
  const range = readItems(scanner, ']', () => {
    children.set(children.size, { placed: readValue(scanner, levels) });
  });
  return { value: [...children.values()].map(({ placed }) => placed.value), range, plain: false, children };
}

function readObject(scanner: JsonScanner, levels: number): PlacedValue {
  const children = new Map<string | number, PlacedChild>();
  const range = readItems(scanner, '}', () => {
    const next = scanner.peek();
    const keyStart = scanner.at;
    const key = next === '"' || next === "'" ? readString(scanner) : readBareKey(scanner);
    const keyRange: TextRange = [keyStart, scanner.at];
    if (children.has(key)) {
      const message = `the key \`${key}\` is in the same object twice`;
      scanner.problems.push({
        message,
        range: keyRange,
        ruleId: 'duplicate-key',
        help: 'remove or rename one of the two',
      });
    }
    if (scanner.peek() !== ':') scanner.fail(`\`:\` after the key \`${key}\``);
    scanner.skip();
    children.set(key, { keyRange, placed: readValue(scanner, levels) });
  });
  const entries = [...children].map(([key, child]): [string, Json] => [String(key), child.placed.value]);
  return { value: objectOf(entries), range, plain: false, children };
}

/** `StartAt: "A"`: a key as YAML and JavaScript write it. */
function readBareKey(scanner: JsonScanner): string {
  const start = scanner.at;
  const key = scanner.match(/[A-Za-z_$][\w$.-]*(?=\s*:)/y);
  if (key === undefined) scanner.fail('a key in double quotes');
  scanner.problems.push({
    message: `the key \`${key}\` must be in double quotes`,
    range: [start, scanner.at],
    help: `write \`"${key}"\``,
    replacement: `"${key}"`,
  });
  return key;
}

/** Reads what is between the brackets, an item at a time, and the commas between. */
function readItems(scanner: JsonScanner, close: ']' | '}', readItem: () => void): TextRange {
  const start = scanner.at;
  scanner.skip();
  let comma: number | undefined;
  for (let isFirst = true; ; isFirst = false) {
    const next = scanner.peek();
    if (next === close) break;
    if (next === '') throwUnclosed(scanner, start);
    if (next === ',') scanner.fail(comma === undefined && !isFirst ? `\`${close}\`` : 'a value', 'remove the comma');
    readItem();
    comma = undefined;
    const after = scanner.peek();
    if (after === ',') {
      comma = scanner.at;
      scanner.skip();
    } else if (after === '') throwUnclosed(scanner, start);
    else if (after !== close) scanner.fail(`\`,\` or \`${close}\``, missingComma(after));
  }
  if (comma !== undefined) {
    const message = `the comma before \`${close}\` must not be there: JSON has no trailing commas`;
    scanner.problems.push({ message, range: [comma, comma + 1], help: 'remove the comma', replacement: '' });
  }
  scanner.skip();
  return [start, scanner.at];
}

function missingComma(found: string): string | undefined {
  return /["'{[\w$-]/.test(found) ? 'put a comma before it' : undefined;
}

function throwUnclosed({ text, at }: JsonScanner, start: number): never {
  const line = text.slice(0, start).split(/\r\n|\r|\n/).length;
  const message = `the file ends before the \`${text.charAt(start)}\` of line ${line} is closed`;
  throw new JsonSyntaxError({ message, range: [at, at] });
}
