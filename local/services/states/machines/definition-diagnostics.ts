import { checkDefinition } from '../../../../asl/check';
import type { ContentCache } from '../../../../asl/content-cache';
import { type FieldPath, isJsonObject, type Json } from '../../../../asl/definition';
import type { Diagnostic, SourceSpan } from '../../../../asl/diagnostics';
import { type ParsedDefinition, parseDefinition } from '../../../../asl/load';
import type { StateMachineType } from '../../../../interpreter';
import { invalidDefinition } from './compile-text';
import { type DefinitionDiagnostic, definitionWarnings } from './definition-warnings';
import { codeOf, wordingOf } from './diagnostic-wording';

export type { DefinitionDiagnostic } from './definition-warnings';

/** What is wrong with a definition's JSON text, in the shape of ValidateStateMachineDefinition: the findings of `asl/check`. */
export function definitionDiagnostics(text: string, type: StateMachineType): readonly DefinitionDiagnostic[] {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    return [{ severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message: (error as Error).message }];
  }
  if (!isJsonObject(value)) {
    const message = 'The state machine definition must be a JSON object';
    return [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message, location: '/' }];
  }
  // The checks read one line of JSON; how the text was laid out is of no interest to them, nor is a repeated key, as on AWS.
  const { definition: parsed, diagnostics } = parseDefinition(JSON.stringify(value), 'definition');
  if (parsed === undefined)
    return [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message: diagnostics[0]?.message ?? 'unreadable' }];
  const errors = checkDefinition(parsed, { type })
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic) => inShape(diagnostic, parsed));
  return [...errors, ...definitionWarnings(value)];
}

/** A definition that a state machine is to have. */
export interface GivenDefinition {
  readonly text: string;
  readonly type: StateMachineType;
  /** Of the state machine. */
  readonly name: string;
}

/** Throws InvalidDefinition with every error, worded as AWS does it. */
export function refuseFaultyDefinition({ text, type, name }: GivenDefinition, checks: ContentCache): void {
  const diagnostics = checks.get(name, [text, type], () => definitionDiagnostics(text, type));
  const errors = diagnostics.filter(({ severity }) => severity === 'ERROR');
  if (errors.length === 0) return;
  throw invalidDefinition(
    errors
      .map(({ code, message, location }) => `${code}: ${message}${location === undefined ? '' : ` at ${location}`}`)
      .join(', '),
  );
}

function inShape(diagnostic: Diagnostic, parsed: ParsedDefinition): DefinitionDiagnostic {
  const path = pathOf(diagnostic.span, parsed);
  const value = path.reduce<Json | undefined>(
    (at, step) => (at as Record<string | number, Json> | undefined)?.[step],
    parsed.value,
  );
  return {
    severity: 'ERROR',
    code: codeOf(diagnostic),
    message: wordingOf(diagnostic, { path, value }),
    location: locationOf(path),
  };
}

/** `/States/Route/Choices[0]/Next` */
function locationOf(path: FieldPath): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `/${step}`)).join('') || '/';
}

/** The deepest field whose key or value the place lies in. */
function pathOf({ start }: SourceSpan, parsed: ParsedDefinition): FieldPath {
  const holds = ({ start: from, end }: SourceSpan): boolean => from.offset <= start.offset && start.offset < end.offset;
  const path: (string | number)[] = [];
  let value: Json = parsed.value;
  for (;;) {
    if (typeof value !== 'object' || value === null) return path;
    const steps: readonly (string | number)[] = Array.isArray(value)
      ? [...(value as readonly Json[]).keys()]
      : Object.keys(value);
    const step = steps.find((each) => {
      const below = [...path, each];
      return holds(parsed.spanOf(below)) || (typeof each === 'string' && holds(parsed.keySpanOf(below)));
    });
    if (step === undefined) return path;
    path.push(step);
    if (typeof step === 'string' && holds(parsed.keySpanOf(path))) return path;
    value = (value as Record<string | number, Json>)[step]!;
  }
}
