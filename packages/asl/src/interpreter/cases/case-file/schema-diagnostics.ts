import type { z } from 'zod';
import { type Diagnostic, didYouMean } from '../../../language/diagnostics';
import type { ParsedDefinition } from '../../../language/load';
import { aboutOutcomes } from './case-schema';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** What is wrong with the shape of a cases file, each mistake at the key or value that makes it. */
export function schemaDiagnostics(issues: readonly Issue[], parsed: ParsedDefinition): Diagnostic[] {
  return issues.flatMap((issue) => issueDiagnostics(issue, [], parsed));
}

function issueDiagnostics(issue: Issue, before: Path, parsed: ParsedDefinition): Diagnostic[] {
  const path: Path = [...before, ...issue.path.filter((part) => typeof part !== 'symbol')];
  if (issue.code === 'invalid_union')
    return nearestBranch(issue.errors).flatMap((inner) => issueDiagnostics(inner, path, parsed));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], parsed));
  if (issue.code === 'invalid_key') return [wrong(path, issue.issues[0]?.message ?? issue.message, parsed)];
  if (isAbsent(path, parsed)) {
    const missing = String(path.at(-1));
    const span = parsed.keySpanOf(path.slice(0, -1));
    return [{ severity: 'error', ruleId: 'missing-case-key', message: `\`${missing}\` is missing`, span }];
  }
  return [wrong(path, requirement(issue), parsed)];
}

/** Returns the alternative that the author meant: the one that accepts a value of this type, with the fewest issues. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const takesTheKind = branches.filter((issues) => !issues.some(isOfWrongKind));
  if (takesTheKind.length === 0) {
    const allowed = new Set(branches.flatMap((issues) => issues.filter(isOfWrongKind).map(kindOf)));
    return [{ code: 'custom', path: [], message: `must be ${[...allowed].join(' or ')}` } as Issue];
  }
  const nearest = takesTheKind.reduce((best, issues) => (weight(issues) < weight(best) ? issues : best));
  // A misspelt outcome is also a missing one: one mistake, reported at the key.
  const isSlip = nearest.some(({ code }) => code === 'unrecognized_keys');
  return nearest.filter((issue) => !(isSlip && isAboutOutcomes(issue)));
}

function isOfWrongKind(issue: Issue): boolean {
  return issue.path.length === 0 && kindOf(issue) !== undefined;
}

function isAboutOutcomes(issue: Issue): boolean {
  return issue.code === 'custom' && issue.params === aboutOutcomes;
}

function weight(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
}

function isAbsent(path: Path, parsed: ParsedDefinition): boolean {
  let placed: ParsedDefinition['placed'] | undefined = parsed.placed;
  for (const step of path) placed = placed?.children?.get(step)?.placed;
  return placed === undefined;
}

function unknownKey(path: Path, parsed: ParsedDefinition): Diagnostic {
  const key = String(path.at(-1));
  const known = knownKeys(path.slice(0, -1));
  return {
    severity: 'error',
    ruleId: 'unknown-case-key',
    message: `\`${key}\` is not a key of this object`,
    span: parsed.keySpanOf(path),
    help: didYouMean(key, known) ?? `known keys here are ${known.map((each) => `\`${each}\``).join(', ')}`,
  };
}

const given = ['input', 'mocks', 'objects', 'testCase', 'context', 'substitutions', 'now', 'seed'];
const answer = ['return', 'throw', 'timeout', 'delaySeconds', 'heartbeatEverySeconds', 'times'];

/** The keys of the object at a path of a cases file. */
function knownKeys(path: Path): readonly string[] {
  const last = path.at(-1);
  if (path.length === 0) return ['definition', 'type', 'mockConfigFile', ...given, 'cases'];
  if (last === 'expect')
    return ['status', 'output', 'outputIncludes', 'error', 'cause', 'path', 'calls', 'events', 'variables'];
  if (last === 'throw') return ['error', 'cause'];
  if (path[0] === 'cases' && path.length === 2) return ['name', ...given, 'expect'];
  if (path.includes('mocks')) return path.includes('iterations') ? answer : [...answer, 'iterations', 'otherwise'];
  if (last === 'context') return ['Execution', 'StateMachine'];
  return last === 'Execution' ? ['Id', 'Name', 'RoleArn'] : ['Id', 'Name'];
}

function wrong(path: Path, message: string, parsed: ParsedDefinition): Diagnostic {
  const what = path.length === 0 ? 'the file' : `\`${path.at(-1)}\``;
  return { severity: 'error', ruleId: 'wrong-case-value', message: `${what} ${message}`, span: parsed.spanOf(path) };
}

/** What the schema asks for, as `must be …`. */
function requirement(issue: Issue): string {
  const kind = kindOf(issue);
  if (kind !== undefined) return `must be ${kind}`;
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.map((value) => `\`${String(value)}\``).join(', ')}`;
  if (issue.code === 'too_small')
    return `must be at least ${issue.minimum}${issue.origin === 'array' ? ' entries long' : ''}`;
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

/** The type that the value should have, if its type is wrong. */
function kindOf(issue: Issue): string | undefined {
  if (issue.code === 'custom') return issue.params?.['kind'] as string | undefined;
  return issue.code === 'invalid_type' ? (kinds[issue.expected] ?? issue.expected) : undefined;
}

const kinds: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text (quote it)',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
  array: 'a list',
};
