import type { RuleId } from './rule-ids';

/** A place in a source file; lines and columns count from 1, offsets (UTF-16 units) from 0. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A stretch of a source file; `end` is exclusive. */
export interface SourceSpan {
  readonly file: string;
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

/** Values that a message names, as far as a program asks for them. */
export interface DiagnosticFacts {
  /** `missing-field`: the field that is required, if it is one and not one of several. */
  readonly missingField?: string;
  /** `map-label`: another Map state has the same label. */
  readonly isDuplicate?: boolean;
  /** `express-limits`: how the Task waits, `sync`, `sync:2` or `waitForTaskToken`. */
  readonly integrationPattern?: string;
}

/** A mistake of a definition's author: collected, sorted, returned, never thrown. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** One word in five places: file, export, test folder, heading in docs/diagnostics.md, printed tag. */
  readonly ruleId: RuleId;
  /** The fact with the value found; lower case, no full stop, backticks round code. */
  readonly message: string;
  readonly span: SourceSpan;
  /** One line: what to do. */
  readonly help?: string;
  /** What the message says, for programs: they do not read messages. */
  readonly facts?: DiagnosticFacts;
}
