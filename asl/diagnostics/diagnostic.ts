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

/** A mistake of a definition's author: collected, sorted, returned, never thrown. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** One word in five places: file, export, test folder, heading in docs/diagnostics.md, printed tag. */
  readonly ruleId: string;
  /** The fact with the value found; lower case, no full stop, backticks round code. */
  readonly message: string;
  readonly span: SourceSpan;
  /** One line: what to do. */
  readonly help?: string;
}
