import {
  type Diagnostic,
  didYouMean,
  nearestWord,
  type RuleId,
  type SourceSpan,
} from '@document-pipelines/asl/diagnostics';
import { type ParsedDefinition, parseDefinition } from '@document-pipelines/asl/load';
import type { z } from 'zod';
import { checkAlarms } from './check-alarms';
import { type EnvironmentFile, environmentSchema } from './environment-schema';
import { checkModels } from './models/check-models';
import { checkNamedAccount } from './named-account';

/** An environment file and where its keys are, or its mistakes. */
export type ParsedEnvironment =
  | {
      readonly environment: EnvironmentFile;
      readonly keySpanOf: ParsedDefinition['keySpanOf'];
      /** Warnings. */
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly environment?: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Parses an environment file's text; every mistake is a diagnostic with its location. */
export function parseEnvironment(text: string, file: string): ParsedEnvironment {
  const { definition: source, diagnostics } = parseDefinition(text, file);
  if (source === undefined) return { diagnostics };
  const checked = environmentSchema.safeParse(source.value, { reportInput: true });
  if (checked.success) {
    const problems = [
      ...checkNamedAccount(checked.data, source),
      ...checkModels(checked.data, source),
      ...checkAlarms(checked.data, source),
    ];
    if (problems.some(({ severity }) => severity === 'error')) return { diagnostics: problems };
    return { environment: checked.data, keySpanOf: source.keySpanOf, diagnostics: problems };
  }
  const { issues } = checked.error;
  return { diagnostics: issues.filter(isNoSlip(issues)).flatMap((issue) => issueDiagnostics(issue, source)) };
}

/** The file as it was read, with the location of each value. */
type Source = Pick<ParsedDefinition, 'spanOf' | 'keySpanOf'>;

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** A misspelt key is also a missing one: one mistake, reported at the wrong key. */
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
  const help = didYouMean(String(path.at(-1)), known) ?? `known keys here are ${known.map(quoteText).join(', ')}`;
  return diagnostic(
    'unknown-environment-key',
    `${quoteText(path.join('.'))} is not a key of an environment`,
    source.keySpanOf(path),
    help,
  );
}

function missingKey(path: Path, source: Source): Diagnostic {
  const message = `${quoteText(path.join('.'))} is missing`;
  const parent = path.slice(0, -1);
  return diagnostic(
    'missing-environment-value',
    message,
    source.keySpanOf(parent),
    'environments/environment-schema.ts says what it is for',
  );
}

function wrongValue(issue: Issue, path: Path, source: Source): Diagnostic {
  const name = path.length === 0 ? 'the file' : quoteText(path.join('.'));
  return diagnostic(
    'wrong-environment-value',
    `${name} ${requirement(issue)}, it is ${showValue(issue.input)}`,
    source.spanOf(path),
  );
}

/** Returns the requirement of the schema, as `must be …`. */
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
  for (const part of path) {
    const outer = unwrapSchema(schema) as Shaped | undefined;
    schema = unwrapSchema(typeof part === 'number' ? outer?.element : outer?.shape?.[part]);
  }
  return Object.keys((unwrapSchema(schema) as Shaped | undefined)?.shape ?? {});
}

interface Shaped {
  readonly element?: unknown;
  readonly shape?: Readonly<Record<string | number, unknown>>;
  readonly unwrap?: () => unknown;
}

function unwrapSchema(schema: unknown): unknown {
  const shaped = schema as Shaped | undefined;
  return shaped?.unwrap !== undefined && shaped.shape === undefined && shaped.element === undefined
    ? shaped.unwrap()
    : schema;
}

function diagnostic(ruleId: RuleId, message: string, span: SourceSpan, help?: string): Diagnostic {
  return { severity: 'error', ruleId, message, span, ...(help === undefined ? {} : { help }) };
}

function quoteText(text: string): string {
  return `\`${text}\``;
}

function showValue(value: unknown): string {
  return value === undefined ? 'absent' : quoteText(JSON.stringify(value));
}
