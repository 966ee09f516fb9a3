import type { ContentCache } from '@document-pipelines/asl/content-cache';
import {
  type DefinitionDiagnostic,
  definitionDiagnostics,
  diagnosticsText,
  type StateMachineType,
} from '@document-pipelines/asl/interpreter';
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
  const checked = withoutPorts(text);
  const kept = checks.get(name, [checked, type], () => definitionDiagnostics(checked, type));
  if (!kept.some(isError)) return;
  throw invalidDefinition(diagnosticsText(definitionDiagnostics(text, type).filter(isError)));
}

/** URLs of queues contain the port of the local environment, another one at each start: what is kept does not depend on it. */
function withoutPorts(text: string): string {
  return text.replaceAll(/(http:\/\/127\.0\.0\.1):\d+\//g, '$1/');
}

function isError({ severity }: DefinitionDiagnostic): boolean {
  return severity === 'ERROR';
}
