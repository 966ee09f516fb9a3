import type { Diagnostic } from '../../../language/diagnostics';
import type { CheckedFile } from '../check-file';

/** What `asl check` has found, for every format. */
export interface Report {
  readonly files: readonly CheckedFile[];
  readonly configs?: readonly CheckedFile[];
  /** With `--fix`: what was fixed. */
  readonly fixed?: readonly Diagnostic[];
}

/** Every finding, file by file. */
export function findingsOf({ configs = [], files }: Report): readonly Diagnostic[] {
  return [...configs, ...files].flatMap(({ diagnostics }) => diagnostics);
}

/** How many findings of each severity. */
export function countFindings(diagnostics: readonly Diagnostic[]): {
  readonly errors: number;
  readonly warnings: number;
} {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}

/** `6 definitions checked: 1 error, 2 warnings` */
export function summaryOf(report: Report): string {
  const { errors, warnings } = countFindings(findingsOf(report));
  const fixes =
    report.fixed === undefined || report.fixed.length === 0 ? '' : `, ${plural(report.fixed.length, 'problem')} fixed`;
  const checked = `${plural(report.files.length, 'definition')} checked${fixes}`;
  if (errors + warnings === 0) return `${checked}, no problems found`;
  const found = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  return `${checked}: ${found.join(', ')}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
