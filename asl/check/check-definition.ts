import type { FieldPath } from '../definition';
import { type Diagnostic, type SourceSpan, sortDiagnostics } from '../diagnostics';
import type { ParsedDefinition } from '../load';
import { type CheckedDefinition, type CheckOptions, layOut } from './checked-definition';
import { editOf } from './finding-fix';
import type { Finding, Rule } from './rule';
import { passes } from './rules';
import { shown } from './values';

/**
 * Everything that AWS would refuse in a definition, and what this project advises against, sorted by place. Placeholders may
 * be unfilled: what depends on their value is not judged. Never throws for anything that parses.
 */
export function checkDefinition(parsed: ParsedDefinition, options: CheckOptions = {}): Diagnostic[] {
  const definition = layOut(parsed, options);
  if (definition === undefined) {
    const message = `a definition is an object, this is \`${shown(parsed.value)}\``;
    const span = parsed.spanOf([]);
    const awsCode = 'SCHEMA_VALIDATION_FAILED';
    return [{ severity: 'error', ruleId: 'wrong-type', message, span, path: [], rejectedBy: 'aws', awsCode }];
  }
  const found: Diagnostic[] = [];
  const wrong: FieldPath[] = [];
  for (const pass of passes) {
    const findings = pass.flatMap((rule) => findingsOf(rule, definition).map((finding) => ({ rule, finding })));
    const fresh = findings.filter(({ finding }) => !wrong.some((path) => isAtOrBelow(finding.path, path)));
    found.push(...fresh.map(({ rule, finding }) => diagnosticOf(rule, finding, parsed)));
    wrong.push(...fresh.filter(({ finding }) => concernsWholeValue(finding)).map(({ finding }) => finding.path));
  }
  return sortDiagnostics(once(found));
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

function concernsWholeValue({ isWhole, at = 'value', part }: Finding): boolean {
  return isWhole ?? (at === 'value' && part === undefined);
}

function isAtOrBelow(path: FieldPath, above: FieldPath): boolean {
  return path.length >= above.length && above.every((step, index) => path[index] === step);
}

function diagnosticOf(rule: Rule, finding: Finding, parsed: ParsedDefinition): Diagnostic {
  const { id: ruleId, severity, rejectedBy } = rule;
  const { message, help, facts, path } = finding;
  const awsCode = finding.awsCode ?? rule.awsCode ?? (rejectedBy === 'aws' ? 'SCHEMA_VALIDATION_FAILED' : undefined);
  const span = spanOf(finding, parsed);
  const fix = finding.fix === undefined ? undefined : editOf(finding.fix, span, parsed.text);
  return {
    severity,
    ruleId,
    message,
    span,
    path,
    rejectedBy,
    ...(help === undefined ? {} : { help }),
    ...(facts === undefined ? {} : { facts }),
    ...(fix === undefined ? {} : { fix }),
    ...(awsCode === undefined ? {} : { awsCode }),
  };
}

function spanOf({ path, at = 'value', part }: Finding, parsed: ParsedDefinition): SourceSpan {
  const span = at === 'key' ? parsed.keySpanOf(path) : parsed.spanOf(path);
  if (part === undefined) return span;
  const source = parsed.text.slice(span.start.offset, span.end.offset);
  // In a quoted text the opening quote comes first; where escapes move the place, the first occurrence is near enough.
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

/** What an anchor shares is written once, so its mistake is told once. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map(
    diagnostics.map((each) => [
      `${each.ruleId} ${each.span.start.offset} ${each.span.end.offset} ${each.message}`,
      each,
    ]),
  );
  return [...seen.values()];
}
