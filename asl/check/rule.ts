import type { FieldPath } from '../definition';
import type { AwsCode, CheckRuleId, DiagnosticFacts, SourceSpan } from '../diagnostics';
import type { CheckedDefinition } from './checked-definition';

/** The correction of a finding, if there is exactly one: another name within the same quotes, or another value. */
export type FindingFix =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'value'; readonly json: string }
  | { readonly kind: 'trim' };

/** A mistake that a rule found. */
export interface Finding {
  readonly message: string;
  readonly path: FieldPath;
  /** Where the carets are: under the key, or (default) under the value. */
  readonly at?: 'key' | 'value';
  readonly help?: string;
  readonly facts?: DiagnosticFacts;
  readonly fix?: FindingFix;
  /** Where this finding has another code than its rule. */
  readonly awsCode?: AwsCode;
  /**
   * Later passes skip this path and everything below it; default: true for a whole value, false for a key or a part.
   */
  readonly isWhole?: boolean;
  /** Narrows the span to a part of the value's source text. */
  readonly part?: { readonly text: string; readonly from?: number };
  /** Of a finding that is not at a value, as in a comment. */
  readonly span?: SourceSpan;
  /** Whether the source text must not be printed. */
  readonly isSecret?: boolean;
}

/** One check: one file, one id, one heading in docs/diagnostics.md. */
export interface Rule {
  readonly id: CheckRuleId;
  /** An error is what AWS rejects or what cannot work, a warning is advice. */
  readonly severity: 'error' | 'warning';
  /** Whether CreateStateMachine rejects a definition with such a finding; if so, it is an error. */
  readonly rejectedBy: 'aws' | 'none';
  /** The code of ValidateStateMachineDefinition; default SCHEMA_VALIDATION_FAILED where AWS rejects. */
  readonly awsCode?: AwsCode;
  /**
   * `soundState`: judges only states without an error, since its findings would follow from that error.
   * `cleanDefinition`: advice for most definitions, reported only without any other finding. Default: judges
   * everything.
   */
  readonly requires?: 'soundState' | 'cleanDefinition';
  /** Returns the findings. Never throws, for any definition. */
  check(definition: CheckedDefinition): Iterable<Finding>;
}
