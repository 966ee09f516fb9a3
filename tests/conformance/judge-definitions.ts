import { isDeepStrictEqual } from 'node:util';
import { checkDefinition, type StateMachineType } from '@document-pipelines/asl/check';
import type { StateMachineDefinition } from '@document-pipelines/asl/definition';
import { findVariableReferences } from '@document-pipelines/asl/expressions';
import { parseDefinition } from '@document-pipelines/asl/load';

/** A line of validation.jsonl: a definition that AWS rejected or accepted. */
export interface ValidationCase {
  readonly id: string;
  readonly type: StateMachineType;
  /** An object, or the text that was sent. */
  readonly definition: unknown;
  readonly valid: boolean;
}

/** A line of variable_references.jsonl. */
export interface VariableReferencesCase {
  readonly id: string;
  readonly definition: StateMachineDefinition;
  readonly variableReferences: Readonly<Record<string, readonly string[]>>;
}

/** Returns why our checks and AWS do not agree on a definition; undefined if they do. */
export function judgeValidation({ id, definition, type, valid }: ValidationCase): Judgement {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const parsed = parseDefinition(text, 'definition.asl.json');
  const found = parsed.definition === undefined ? [] : checkDefinition(parsed.definition, { type });
  const errors = [...parsed.diagnostics, ...found].filter(({ severity }) => severity === 'error');
  if (valid === (errors.length === 0)) return { id, why: undefined };
  const why = valid
    ? `AWS takes it, we say: ${errors[0]!.message} [${errors[0]!.ruleId}]`
    : 'AWS refuses it, we take it';
  return { id, why };
}

/** Returns why the variables read are not those that AWS names; undefined if they are. Their order is free. */
export function judgeVariableReferences({ id, definition, variableReferences }: VariableReferencesCase): Judgement {
  const found = sorted(findVariableReferences(definition));
  if (isDeepStrictEqual(found, sorted(variableReferences))) return { id, why: undefined };
  return { id, why: `expected ${JSON.stringify(variableReferences)}, got ${JSON.stringify(found)}` };
}

/** How a case came out that only passes or does not. */
export interface Judgement {
  readonly id: string;
  readonly why: string | undefined;
}

function sorted(references: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(references).map(([name, variables]) => [name, [...variables].sort()]));
}
