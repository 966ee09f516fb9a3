import type { FieldPath } from '../definition';
import type { CheckRuleId, DiagnosticFacts } from '../diagnostics';
import type { CheckedDefinition } from './checked-definition';

/** A mistake that a rule found. */
export interface Finding {
  readonly message: string;
  readonly path: FieldPath;
  /** Where the carets stand: under the key, or (default) under the value. */
  readonly at?: 'key' | 'value';
  readonly help?: string;
  readonly facts?: DiagnosticFacts;
  /** Narrows the span to a part of the value's source text. */
  readonly part?: { readonly text: string; readonly from?: number };
}

/** One check: one file, one id, one heading in docs/diagnostics.md. */
export interface Rule {
  readonly id: CheckRuleId;
  /** An error is what AWS refuses, or what cannot work; a warning is this project's advice. */
  readonly severity: 'error' | 'warning';
  /** Finds; never throws, whatever the definition looks like. */
  check(definition: CheckedDefinition): Iterable<Finding>;
}
