import { checkDefinition } from '../../../../asl/check';
import type { ContentCache } from '../../../../asl/content-cache';
import {
  type FieldPath,
  isJsonObject,
  type Json,
  type JsonObject,
  type StateMachineDefinition,
} from '../../../../asl/definition';
import type { Diagnostic } from '../../../../asl/diagnostics';
import { parseDefinition } from '../../../../asl/load';
import { compileStateMachine, type StateMachineType } from '../../../../interpreter';
import { invalidDefinition } from './compile-text';
import { type DefinitionDiagnostic, definitionWarnings } from './definition-warnings';
import { wordingOf } from './diagnostic-wording';

export type { DefinitionDiagnostic } from './definition-warnings';

/** The mistakes in a definition's JSON text, in the shape of ValidateStateMachineDefinition: the findings of `asl/check`, then the compiler's. */
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
    .filter(({ rejectedBy }) => rejectedBy === 'aws')
    .map((diagnostic) => inShape(diagnostic, value));
  return [...(errors.length === 0 ? compileErrors(value) : errors), ...definitionWarnings(value)];
}

/** What only the compiler sees: a placeholder that was left in the text, an option that the interpreter does not model. */
function compileErrors(definition: JsonObject): readonly DefinitionDiagnostic[] {
  try {
    compileStateMachine(definition as unknown as StateMachineDefinition);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message }];
  }
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

function inShape(diagnostic: Diagnostic, definition: Json): DefinitionDiagnostic {
  const { path = [], awsCode: code = 'SCHEMA_VALIDATION_FAILED' } = diagnostic;
  const value = path.reduce<Json | undefined>(
    (at, step) => (at as Record<string | number, Json> | undefined)?.[step],
    definition,
  );
  return {
    severity: 'ERROR',
    code,
    message: wordingOf(diagnostic, { path, value }),
    location: locationOf(path),
  };
}

/** `/States/Route/Choices[0]/Next` */
function locationOf(path: FieldPath): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `/${step}`)).join('') || '/';
}
