import type { Diagnostic } from './diagnostic';
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
}

/** The flat form that other programs read. */
export function diagnosticJson({ severity, ruleId, message, span, help }: Diagnostic): DiagnosticJson {
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
  };
}
