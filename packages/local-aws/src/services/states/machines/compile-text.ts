import type { StateMachineDefinition } from '@document-pipelines/asl/definition';
import { type CompiledStateMachine, compileStateMachine } from '@document-pipelines/asl/interpreter';
import { ServiceError } from '../../service';

/** Compiles a definition's JSON text. Throws InvalidDefinition with what is wrong. */
export function compileText(definition: string): CompiledStateMachine {
  let value: unknown;
  try {
    value = JSON.parse(definition);
  } catch (error) {
    throw invalidDefinition(`INVALID_JSON_DESCRIPTION: ${messageOf(error)}`);
  }
  try {
    return compileStateMachine(value as StateMachineDefinition);
  } catch (error) {
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${messageOf(error)}`);
  }
}

/** Returns the error for a rejected definition, in AWS's format. */
export function invalidDefinition(what: string): ServiceError {
  return new ServiceError('InvalidDefinition', `Invalid State Machine Definition: '${what}'`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
