import { type FieldPath, isAtOrInside, locateField } from '../definition';
import { type Diagnostic, type SourceSpan, sortDiagnostics } from '../diagnostics';
import type { ParsedDefinition } from '../load';
import { type CheckedDefinition, type CheckOptions, layOut, type RuleSeverities } from './checked-definition';
import { editOf } from './finding-fix';
import { ignoreComments, ignoreFindings, withoutIgnored } from './ignores';
import type { Finding, Rule } from './rule';
import { advice, passes, rules } from './rules';
import { showValue } from './values';

/**
 * Returns everything that AWS would reject in a definition, and what this project advises against, sorted by position.
 * Placeholders may be unfilled: what depends on their value is not judged. Never throws for anything that parses.
 */
export function checkDefinition(parsed: ParsedDefinition, options: CheckOptions = {}): Diagnostic[] {
  const definition = layOut(parsed, options);
  if (definition === undefined) {
    const message = `a definition is an object, this is \`${showValue(parsed.value)}\``;
    const span = parsed.spanOf([]);
    const awsCode = 'SCHEMA_VALIDATION_FAILED';
    return [{ severity: 'error', ruleId: 'wrong-type', message, span, path: [], rejectedBy: 'aws', awsCode }];
  }
  const severities: RuleSeverities = options.severities ?? new Map();
  const comments = ignoreComments(parsed);
  const found = once(judge(definition, passes));
  const isClean = withoutIgnored(found, comments).length === 0;
  const all = isClean ? once([...found, ...judge(definition, [advice])]) : found;
  const isSound = !all.some(({ severity }) => severity === 'error');
  const isJudged = ({ id, requires }: Rule) =>
    severities.get(id) !== 'off' && (requires === 'cleanDefinition' ? isClean : isSound);
  const ofComments = ignoreFindings(comments, { found: all, rules, severities, isJudged });
  return sortDiagnostics(hideSecrets([...withoutIgnored(all, comments), ...ofComments], all));
}

/** A secret is hidden in every finding of its line, also if its own finding is ignored. */
function hideSecrets(diagnostics: readonly Diagnostic[], found: readonly Diagnostic[]): readonly Diagnostic[] {
  const secrets = found.flatMap((each) => each.secrets ?? []);
  if (secrets.length === 0) return diagnostics;
  return diagnostics.map((each) => {
    const onLine = secrets.filter(({ start }) => start.line === each.span.start.line);
    return onLine.length === 0 ? each : { ...each, secrets: onLine };
  });
}

function judge(definition: CheckedDefinition, sequence: readonly (readonly Rule[])[]): Diagnostic[] {
  const { options } = definition;
  const found: Diagnostic[] = [];
  const wrong: FieldPath[] = [];
  const unsound = new Set<string>();
  for (const pass of sequence) {
    const judging = pass.filter(({ id }) => options.severities?.get(id) !== 'off');
    const findings = judging.flatMap((rule) => findingsOf(rule, definition).map((finding) => ({ rule, finding })));
    const fresh = findings.filter(
      ({ rule, finding: { path } }) =>
        !wrong.some((above) => isAtOrInside(path, above)) &&
        !(rule.requires === 'soundState' && unsound.has(stateKey(path))),
    );
    found.push(...fresh.map(({ rule, finding }) => diagnosticOf(rule, finding, definition)));
    wrong.push(...fresh.filter(({ finding }) => concernsWholeValue(finding)).map(({ finding }) => finding.path));
    for (const { rule, finding } of fresh) if (rule.severity === 'error') unsound.add(stateKey(finding.path));
  }
  return found;
}

function findingsOf(rule: Rule, definition: CheckedDefinition): Finding[] {
  try {
    return [...rule.check(definition)];
  } catch (error) {
    // An expression may be deeper than the stack of a rule that recurses.
    if (!(error instanceof RangeError)) throw error;
    return [
      { message: `\`${rule.id}\` cannot be checked: an expression is nested too deeply`, path: [], isWhole: false },
    ];
  }
}

function stateKey(path: FieldPath): string {
  return JSON.stringify(locateField(path).statePath);
}

function concernsWholeValue({ isWhole, at = 'value', part, span }: Finding): boolean {
  return isWhole ?? (at === 'value' && part === undefined && span === undefined);
}

function diagnosticOf(rule: Rule, finding: Finding, { parsed, options }: CheckedDefinition): Diagnostic {
  const { id: ruleId, rejectedBy } = rule;
  const set = rejectedBy === 'aws' ? undefined : options.severities?.get(ruleId);
  const severity = set === undefined || set === 'off' ? rule.severity : set;
  const { message, help, facts, path, isSecret } = finding;
  const awsCode = finding.awsCode ?? rule.awsCode ?? (rejectedBy === 'aws' ? 'SCHEMA_VALIDATION_FAILED' : undefined);
  const span = finding.span ?? spanOf(finding, parsed);
  const fix = finding.fix === undefined ? undefined : editOf(finding.fix, { ...finding, span }, parsed);
  return {
    severity,
    ruleId,
    message,
    span,
    path,
    rejectedBy,
    ...(help === undefined ? {} : { help }),
    ...(rule.requires === undefined ? {} : { isConditional: true }),
    ...(isSecret === true ? { secrets: [span] } : {}),
    ...(facts === undefined ? {} : { facts }),
    ...(fix === undefined ? {} : { fix }),
    ...(awsCode === undefined ? {} : { awsCode }),
  };
}

function spanOf({ path, at = 'value', part }: Finding, parsed: ParsedDefinition): SourceSpan {
  const span = at === 'key' ? parsed.keySpanOf(path) : parsed.spanOf(path);
  if (part === undefined) return span;
  const source = parsed.text.slice(span.start.offset, span.end.offset);
  // A quoted string begins with its quote; with escapes, which move the position, the first occurrence is near enough.
  const near = part.from === undefined ? source.indexOf(part.text) : nearestOccurrence(source, part.text, part.from);
  return near === -1 ? span : within(parsed.text, span, near, part.text.length);
}

function nearestOccurrence(source: string, text: string, from: number): number {
  let nearest = -1;
  for (let at = source.indexOf(text); at !== -1; at = source.indexOf(text, at + 1)) {
    if (nearest === -1 || Math.abs(at - from) < Math.abs(nearest - from)) nearest = at;
  }
  return nearest;
}

function within(text: string, span: SourceSpan, from: number, length: number): SourceSpan {
  const positionAt = (offset: number) => {
    const before = text.slice(span.start.offset, offset);
    const lines = before.split(/\r\n|\r|\n/);
    const last = lines.at(-1) as string;
    const column = lines.length === 1 ? span.start.column + last.length : last.length + 1;
    return { line: span.start.line + lines.length - 1, column, offset };
  };
  const start = span.start.offset + from;
  return { file: span.file, start: positionAt(start), end: positionAt(start + length) };
}

/** The value of an anchor occurs once in the file, so its mistake is reported once. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map(
    diagnostics.map((each) => [
      `${each.ruleId} ${each.span.start.offset} ${each.span.end.offset} ${each.message}`,
      each,
    ]),
  );
  return [...seen.values()];
}
