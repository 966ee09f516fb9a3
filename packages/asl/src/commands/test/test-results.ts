import type { CaseResult, CaseSuite, Coverage, InjectionReport } from '../../interpreter/cases';

/** How `asl test` runs and prints. */
export interface TestSettings {
  readonly coverage?: boolean;
  readonly inject?: boolean;
  readonly json?: boolean;
  /** A file for JUnit XML. */
  readonly junit?: string;
  /** A folder for a report of each case. */
  readonly report?: string;
  readonly colour?: boolean;
}

/** One cases file with the results of its cases. */
export interface TestedFile {
  readonly suite: CaseSuite;
  readonly results: readonly (CaseResult & { readonly durationMs: number })[];
  readonly coverage: Coverage;
  readonly injected?: InjectionReport;
}

/** What was run, and definitions that have no cases. */
export interface TestResults {
  readonly files: readonly TestedFile[];
  readonly without: readonly string[];
  readonly durationMs: number;
}
