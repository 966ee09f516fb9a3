import { LineCounter, type Document, isMap, isNode, parseDocument, type Pair } from 'yaml';
import type { z } from 'zod';
import { type Diagnostic, didYouMean, nearestWord, type SourceSpan } from '../asl/diagnostics';
import { type EnvironmentFile, environmentSchema } from './environment-schema';

/** Reads an environment file's text; every mistake is a diagnostic with its place. */
export function parseEnvironment(
  text: string,
  file: string,
): { environment?: EnvironmentFile; diagnostics: Diagnostic[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const source: Source = { document, spanOf: (range) => spanOf(range, file, lines) };
  // What follows a syntax error is mostly its consequence, so the first one is reported alone.
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) return { diagnostics: [syntaxDiagnostic(syntaxError, source)] };
  const checked = environmentSchema.safeParse(document.toJS() ?? {}, { reportInput: true });
  if (checked.success) return { environment: checked.data, diagnostics: [] };
  const { issues } = checked.error;
  return { diagnostics: issues.filter(isNoSlip(issues)).flatMap((issue) => issueDiagnostics(issue, source)) };
}

/** Where a key is in the text of an environment file; the file's beginning if it is absent. */
export function environmentKeySpan(text: string, file: string, path: readonly string[]): SourceSpan {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return keySpan(path, { document, spanOf: (range) => spanOf(range, file, lines) });
}

interface Source {
  readonly document: Document;
  readonly spanOf: (range: readonly [number, number]) => SourceSpan;
}

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

function syntaxDiagnostic(error: { message: string; pos: readonly [number, number] }, source: Source): Diagnostic {
  const [fact = error.message] = error.message.split(/ at line \d+/);
  return diagnostic('yaml-syntax', lowerFirst(fact), source.spanOf(error.pos), 'environment files are YAML 1.2');
}

/** A misspelt key is also a missing one: that is one mistake, told where the wrong key stands. */
function isNoSlip(issues: readonly Issue[]): (issue: Issue) => boolean {
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  return (issue) => !isMissing(issue) || !unknown.some((key) => nearestWord(key, [String(issue.path.at(-1))]));
}

function isMissing(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.input === undefined;
}

function issueDiagnostics(issue: Issue, source: Source): Diagnostic[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], source));
  if (isMissing(issue)) return [missingKey(path, source)];
  return [wrongValue(issue, path, source)];
}

function unknownKey(path: Path, source: Source): Diagnostic {
  const parent = path.slice(0, -1);
  const known = knownKeys(parent);
  const help = didYouMean(String(path.at(-1)), known) ?? `known keys here are ${known.map(quoted).join(', ')}`;
  return diagnostic(
    'unknown-environment-key',
    `${quoted(path.join('.'))} is not a key of an environment`,
    keySpan(path, source),
    help,
  );
}

function missingKey(path: Path, source: Source): Diagnostic {
  const message = `${quoted(path.join('.'))} is missing`;
  const parent = path.slice(0, -1);
  const span = parent.length === 0 ? source.spanOf([0, 0]) : keySpan(parent, source);
  return diagnostic(
    'missing-environment-value',
    message,
    span,
    'environments/environment-schema.ts says what it is for',
  );
}

function wrongValue(issue: Issue, path: Path, source: Source): Diagnostic {
  const node = source.document.getIn(path, true);
  const range = isNode(node) && node.range ? node.range : undefined;
  const span = range ? source.spanOf([range[0], range[1]]) : keySpan(path, source);
  const name = path.length === 0 ? 'the file' : quoted(path.join('.'));
  return diagnostic('wrong-environment-value', `${name} ${requirement(issue)}, it is ${shown(issue.input)}`, span);
}

/** What the schema asks for, as `must be …`. */
function requirement(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return issue.message;
  }
}

const kinds: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text (quote it)',
  boolean: '`true` or `false`',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
  array: 'a list',
};

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' entries long' : '';
}

function knownKeys(path: Path): string[] {
  let schema: unknown = environmentSchema;
  for (const part of path) schema = unwrapped((unwrapped(schema) as Shaped).shape?.[part]);
  return Object.keys((unwrapped(schema) as Shaped | undefined)?.shape ?? {});
}

interface Shaped {
  readonly shape?: Readonly<Record<string | number, unknown>>;
  readonly unwrap?: () => unknown;
}

function unwrapped(schema: unknown): unknown {
  const shaped = schema as Shaped | undefined;
  return shaped?.unwrap !== undefined && shaped.shape === undefined ? shaped.unwrap() : schema;
}

function keySpan(path: Path, source: Source): SourceSpan {
  const parent = path.length === 1 ? source.document.contents : source.document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find((item) => keyText(item) === path.at(-1)) : undefined;
  const range = isNode(pair?.key) ? pair.key.range : undefined;
  return source.spanOf(range ? [range[0], range[1]] : [0, 0]);
}

function keyText(pair: Pair): string {
  return String(isNode(pair.key) ? pair.key.toJSON() : pair.key);
}

function spanOf([start, end]: readonly [number, number], file: string, lines: LineCounter): SourceSpan {
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), offset };
  };
  return { file, start: position(start), end: position(end) };
}

function diagnostic(ruleId: string, message: string, span: SourceSpan, help?: string): Diagnostic {
  return { severity: 'error', ruleId, message, span, ...(help === undefined ? {} : { help }) };
}

function quoted(text: string): string {
  return `\`${text}\``;
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : quoted(JSON.stringify(value));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
