import type { CaseReport } from './case-results';
import type { BookEntry } from './definition-book';

/** One row of the list of definitions. */
export interface DefinitionRow {
  readonly file: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly errors: number;
  readonly warnings: number;
  /** The first error, else the first warning. */
  readonly first?: { readonly line: number; readonly message: string };
  /** Absent if there is nothing that can be drawn. */
  readonly states?: number;
  readonly cases: CaseCounts;
}

/** How the cases of a definition are doing, in numbers. */
export interface CaseCounts {
  readonly kind: CaseReport['kind'];
  readonly passed: number;
  readonly total: number;
  readonly problem?: string;
  readonly coveredStates?: { readonly covered: number; readonly total: number };
}

/** Returns a definition as its row. */
export function definitionRow(
  { file, name, savedAt, diagnostics, drawable }: BookEntry,
  cases: CaseReport,
): DefinitionRow {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const first = errors[0] ?? diagnostics[0];
  return {
    file,
    name,
    savedAt,
    errors: errors.length,
    warnings: diagnostics.length - errors.length,
    ...(first === undefined ? {} : { first: { line: first.span.start.line, message: first.message } }),
    ...(drawable === undefined ? {} : { states: drawable.tree.nodes.length }),
    cases: caseCounts(cases),
  };
}

/** Returns a report in numbers. */
export function caseCounts(report: CaseReport): CaseCounts {
  const { kind } = report;
  if (kind === 'none') return { kind, passed: 0, total: 0 };
  if (kind === 'blocked') return { kind, passed: 0, total: 0, problem: report.problem };
  const passed = report.rows.filter((row) => row.passed).length;
  const counts = { kind, passed, total: report.total };
  return kind === 'running' ? counts : { ...counts, coveredStates: report.coverage.states };
}
