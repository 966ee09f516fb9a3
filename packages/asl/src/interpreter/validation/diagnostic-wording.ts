import type { FieldPath, Json } from '../../language/definition';
import type { Diagnostic, DiagnosticFacts, RuleId } from '../../language/diagnostics';

/** The location of a finding, and the value there. */
export interface FoundAt {
  readonly path: FieldPath;
  readonly value: Json | undefined;
}

/** Findings whose AWS wording has been observed; `undefined`: our own words are used. */
const wordings: Readonly<Partial<Record<RuleId, (at: FoundAt, facts: DiagnosticFacts) => string | undefined>>> = {
  'express-limits': (_at, { integrationPattern: pattern }) =>
    pattern === undefined ? undefined : `Express state machine does not support '.${pattern}' service integration`,
  'missing-field': (_at, { missingField: field }) =>
    field === undefined ? undefined : `The field '${field}' is required but was missing`,
  'missing-argument': (_at, { missingField: field }) =>
    field === undefined ? undefined : `The field '${field}' is required but was missing`,
  'missing-dollar': () => "No '.$' on a field that appears to be a JSONPath or Context Object path",
  'missing-path-suffix': ({ path }) =>
    `'${String(path.at(-1))}' appears to be a path; its name would have to end in 'Path'`,
  'static-result': () => 'Attempted to use a path in a Pass state Result, which is static',
  'task-resource': ({ value }) =>
    `The resource provided ${String(value)} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
  'timestamp-format': () => 'String does not match RFC3339 timestamp',
  'unknown-next-state': ({ path, value }) => `Missing '${String(path.at(-1))}' target: ${String(value)}`,
  'unknown-start-state': ({ value }) => `Missing 'StartAt' target: ${String(value)}`,
  'unreachable-state': ({ path }) => `State "${String(path.at(-1))}" is not reachable.`,
};

/** Returns AWS's wording of a finding if it is known, else our own. */
export function wordingOf({ ruleId, message, facts = {} }: Diagnostic, at: FoundAt): string {
  return wordings[ruleId]?.(at, facts) ?? message;
}
