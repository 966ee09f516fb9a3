import { checkDefinition, type StateMachineType } from '@document-pipelines/asl/check';
import type { Diagnostic } from '@document-pipelines/asl/diagnostics';
import { parseDefinition } from '@document-pipelines/asl/load';
import type { Judgement } from './judge-definitions';

/** A line of valid.jsonl, invalid.jsonl, aws-measured.jsonl or extra-localstack-valid.jsonl. */
export interface CorpusCase {
  readonly id: string;
  readonly text: string;
  /** The parsed text; null: it cannot be parsed. */
  readonly definition: unknown;
  /** The definition with a Resource that does not cause a verdict of its own. */
  readonly isolated_definition?: unknown;
  readonly state_machine_type?: StateMachineType;
  readonly valid: boolean;
  /** A correction of the suite that the definition is from. */
  readonly verdict?: string;
  readonly aws_diagnostics?: readonly { readonly severity?: string; readonly code: string }[];
}

/** Whether we accept what is accepted and reject what is rejected. */
export function judgeCorpusCase(recorded: CorpusCase): Judgement {
  const { id, verdict = '' } = recorded;
  const valid = recorded.valid || /^(likely )?VALID\b/.test(verdict);
  const errors = findingsIn(recorded).filter(({ severity }) => severity === 'error');
  if (valid === (errors.length === 0)) return { id, why: undefined };
  const why = valid ? `a false alarm: ${errors[0]?.message} [${errors[0]?.ruleId}]` : 'found no error';
  return { id, why };
}

/** Whether one of our codes for a rejected definition is one of AWS's. */
export function judgeCode(recorded: CorpusCase): Judgement {
  const expected = (recorded.aws_diagnostics ?? []).map(({ code }) => code);
  const found = findingsIn(recorded).flatMap(({ rejectedBy, awsCode }) =>
    rejectedBy === 'aws' ? (awsCode ?? []) : [],
  );
  const isSame = expected.length === 0 || expected.some((code) => found.some((each) => each === code));
  return { id: recorded.id, why: isSame ? undefined : `AWS: ${expected.join(', ')}; found: ${found.join(', ')}` };
}

function findingsIn({ text, definition, isolated_definition: isolated, state_machine_type }: CorpusCase): Diagnostic[] {
  const judged = isolated ?? definition;
  const { definition: parsed, diagnostics } = parseDefinition(
    judged === null ? text : JSON.stringify(judged),
    'definition.asl.json',
  );
  const found = parsed === undefined ? [] : checkDefinition(parsed, { type: state_machine_type });
  return [...diagnostics, ...found];
}
