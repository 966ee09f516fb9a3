import type { FieldPath } from '../definition';
import type { AwsCode, CheckRuleId, DiagnosticFacts, SourceSpan } from '../diagnostics';
import type { CheckedDefinition } from './checked-definition';

/** How a finding is put right where there is one sure answer. */
export type FindingFix =
  /** Another name, in the quotes that are there. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'value'; readonly json: string }
  | { readonly kind: 'trim' }
  /** Another key, and another text as its value. */
  | { readonly kind: 'entry'; readonly key: string; readonly text?: string }
  /** Another word in the text, which has the wrong one so often (default: once). */
  | { readonly kind: 'word'; readonly word: string; readonly instead: string; readonly count?: number };

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
   * `soundState`: judges only states without an error, of which its findings would be echoes. `cleanDefinition`: advice that concerns
   * most definitions, given only if there is no other finding. `knownReads`: finds nothing while a variable is read that nothing assigns.
   * Default: judges everything.
   */
  readonly requires?: 'soundState' | 'cleanDefinition' | 'knownReads';
  /** Finds; never throws, whatever the definition looks like. */
  check(definition: CheckedDefinition): Iterable<Finding>;
}
