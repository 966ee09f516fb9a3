import { checkDefinition } from '../../language/check';
import {
  type FieldPath,
  isJsonObject,
  type Json,
  type JsonObject,
  type StateMachineDefinition,
} from '../../language/definition';
import type { Diagnostic } from '../../language/diagnostics';
import { parseDefinition } from '../../language/load';
import { compileStateMachine } from '../compile';
import type { StateMachineType } from '../execution-record';
import { wordingOf } from './diagnostic-wording';

/** A diagnostic of ValidateStateMachineDefinition. */
export interface DefinitionDiagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  /** `/States/Name/Field`; absent if the text is not JSON. */
  readonly location?: string;
}

/** The mistakes in a definition's JSON text, in the shape of ValidateStateMachineDefinition: the findings of `language/check`, then the compiler's. */
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
  // The checks read one line of JSON; they ignore the layout of the text and, as on AWS, repeated keys.
  const { definition: parsed, diagnostics } = parseDefinition(JSON.stringify(value), 'definition.json');
  if (parsed === undefined)
    return [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message: diagnostics[0]?.message ?? 'unreadable' }];
  // AWS's errors first, then its warnings; what only this project advises has no code.
  const known = checkDefinition(parsed, { type }).filter(({ awsCode }) => awsCode !== undefined);
  const errors = known.filter(({ rejectedBy }) => rejectedBy === 'aws').map((each) => inShape(each, value));
  const warnings = known.filter(({ rejectedBy }) => rejectedBy !== 'aws').map((each) => inShape(each, value));
  return [...(errors.length === 0 ? compileErrors(value) : errors), ...warnings];
}

/**
 * Only the compiler finds these: a placeholder that was left in the text, an option that the interpreter does not
 * model.
 */
function compileErrors(definition: JsonObject): readonly DefinitionDiagnostic[] {
  try {
    compileStateMachine(definition as unknown as StateMachineDefinition);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message }];
  }
}

/** The errors that concern one state of a definition, and what is inside it. */
export function stateErrors(definition: JsonObject, name: string): readonly DefinitionDiagnostic[] {
  const { definition: parsed } = parseDefinition(JSON.stringify(definition), 'definition.json');
  if (parsed === undefined) return [];
  return checkDefinition(parsed)
    .filter(({ rejectedBy, path = [] }) => rejectedBy === 'aws' && isOfState(path, name))
    .map((each) => inShape(each, definition));
}

/** Whether a path leads to or through a state, at any depth of scopes. */
function isOfState(path: FieldPath, name: string): boolean {
  return path.some((step, index) => step === name && path[index - 1] === 'States');
}

/** Diagnostics in one line, as InvalidDefinition has them. */
export function diagnosticsText(diagnostics: readonly DefinitionDiagnostic[]): string {
  return diagnostics
    .map(({ code, message, location }) => `${code}: ${message}${location === undefined ? '' : ` at ${location}`}`)
    .join(', ');
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
