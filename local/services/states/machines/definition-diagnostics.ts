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
import { wordingOf } from './diagnostic-wording';

/** A diagnostic of ValidateStateMachineDefinition. */
export interface DefinitionDiagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  /** `/States/Name/Field`; absent where the text is no JSON. */
  readonly location?: string;
}

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
  // AWS's errors first, then its warnings; what only this project advises has no code.
  const known = checkDefinition(parsed, { type }).filter(({ awsCode }) => awsCode !== undefined);
  const errors = known.filter(({ rejectedBy }) => rejectedBy === 'aws').map((each) => inShape(each, value));
  const warnings = known.filter(({ rejectedBy }) => rejectedBy !== 'aws').map((each) => inShape(each, value));
  return [...(errors.length === 0 ? compileErrors(value) : errors), ...warnings];
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
    severity: diagnostic.rejectedBy === 'aws' ? 'ERROR' : 'WARNING',
    code,
    message: wordingOf(diagnostic, { path, value }),
    location: locationOf(path),
  };
}

/** `/States/Route/Choices[0]/Next` */
function locationOf(path: FieldPath): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `/${step}`)).join('') || '/';
}
