import type { RuleId } from './rule-ids';

/** A position in a source file; lines and columns count from 1, offsets (UTF-16 units) from 0. */
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

/** Values of a message that programs use. */
export interface DiagnosticFacts {
  /** `missing-field`: the field that is required, if it is one and not one of several. */
  readonly missingField?: string;
  /** `express-limits`: how the Task waits, `sync`, `sync:2` or `waitForTaskToken`. */
  readonly integrationPattern?: string;
}

/** A range of a text, in offsets (UTF-16 units), and its replacement; the end is exclusive. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The one sure correction of a mistake. `asl check --fix` applies it. */
export interface DiagnosticFix {
  /** In the order of the text, without overlaps. */
  readonly edits: readonly TextEdit[];
}

/** The codes of https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export type AwsCode =
  | 'DUPLICATE_LABEL_NAME'
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'INVALID_JSON_DESCRIPTION'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'INVALID_LABEL_NAME'
  | 'INVALID_RESOURCE'
  | 'INVALID_STATE_NAME'
  | 'MISSING_DESCRIPTION'
  | 'MISSING_END_STATE'
  | 'MISSING_TRANSITION_TARGET'
  | 'NO_DOLLAR'
  | 'NO_PATH'
  | 'PASS_RESULT_IS_STATIC'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'TOO_DEEPLY_NESTED'
  | 'UNSUPPORTED_JSONATA_EXPRESSION';

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
  /** The facts of the message, for programs: they do not parse messages. */
  readonly facts?: DiagnosticFacts;
  readonly fix?: DiagnosticFix;
  /** `aws`: CreateStateMachine rejects the definition for it. */
  readonly rejectedBy?: 'aws' | 'none';
  /** AWS's code for it, as an error or as a warning of its own. */
  readonly awsCode?: AwsCode;
  /** The secrets on its line: what is printed of the source hides them. */
  readonly secrets?: readonly SourceSpan[];
  /** Whether it is found only where others are not: it appears when they go, and its mistake was there before. */
  readonly isConditional?: boolean;
  /** The field in the definition that it concerns. */
  readonly path?: readonly (string | number)[];
}
