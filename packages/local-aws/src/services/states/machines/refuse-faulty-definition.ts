import type { ContentCache } from '@document-pipelines/asl/content-cache';
import { definitionDiagnostics, diagnosticsText, type StateMachineType } from '@document-pipelines/asl/interpreter';
import { invalidDefinition } from './compile-text';

/** A definition for a state machine. */
export interface GivenDefinition {
  readonly text: string;
  readonly type: StateMachineType;
  /** Of the state machine. */
  readonly name: string;
}

/** Throws InvalidDefinition with every error, in AWS's words. */
export function refuseFaultyDefinition({ text, type, name }: GivenDefinition, checks: ContentCache): void {
  const diagnostics = checks.get(name, [text, type], () => definitionDiagnostics(text, type));
  const errors = diagnostics.filter(({ severity }) => severity === 'ERROR');
  if (errors.length > 0) throw invalidDefinition(diagnosticsText(errors));
}
