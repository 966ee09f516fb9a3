import type { Diagnostic, DiagnosticFix } from './diagnostic';
import type { RuleId } from './rule-ids';

/** A diagnostic as `--json` prints it; lines and columns count from 1, the end is exclusive. */
export interface DiagnosticJson {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning';
  readonly ruleId: RuleId;
  readonly message: string;
  readonly help?: string;
  /** Offsets are UTF-16 units of the text without a byte order mark. */
  readonly fix?: DiagnosticFix;
}

/** The flat form that other programs read. */
export function diagnosticJson({ severity, ruleId, message, span, help, fix }: Diagnostic): DiagnosticJson {
  return {
    file: span.file,
    line: span.start.line,
    column: span.start.column,
    endLine: span.end.line,
    endColumn: span.end.column,
    severity,
    ruleId,
    message,
    ...(help === undefined ? {} : { help }),
    ...(fix === undefined ? {} : { fix }),
  };
}
