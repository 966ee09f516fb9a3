import { type CaseResult, type Coverage, openCaseFile } from '../../interpreter/cases';

/** A case and how it went. */
export interface CaseRow {
  readonly name: string;
  /** In the cases file, from 1. */
  readonly line: number;
  readonly passed: boolean;
  readonly status: string;
  /** Simulated milliseconds. */
  readonly duration: number;
  /** Names of the states that it entered, each once. */
  readonly states: readonly string[];
  /** What it should have done and did not. */
  readonly unmet: readonly { readonly line: number; readonly message: string }[];
}

/** How cases are followed while they run. */
export interface CasesRunning {
  /** Called after each case, with how many there are. */
  onRow(row: CaseRow, total: number): void;
  /** Ends the run after the case under way. */
  readonly signal: AbortSignal;
}

/** Runs the cases of a file. Between two of them the thread does other work. Throws as openCaseFile does, and what the signal is aborted with. */
export async function runCases(caseFile: string, { onRow, signal }: CasesRunning): Promise<Coverage> {
  const suite = openCaseFile(caseFile);
  const { cases } = suite.caseFile;
  const results: CaseResult[] = [];
  for (const test of cases) {
    const result = await suite.run(test);
    results.push(result);
    onRow(rowOf(result), cases.length);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
  return suite.coverage(results);
}

function rowOf({ test, run, unmet }: CaseResult): CaseRow {
  const { status, startDate, stopDate = startDate } = run.record;
  return {
    name: test.name,
    line: test.span.start.line,
    passed: unmet.length === 0,
    status,
    duration: stopDate - startDate,
    states: [...new Set(run.path)],
    unmet: unmet.map(({ span, message }) => ({ line: span.start.line, message })),
  };
}
