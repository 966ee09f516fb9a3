import type { Coverage } from '../../interpreter/cases';
import type { TestedFile, TestResults } from './test-results';

/** Returns the results for other programs; the same run returns the same text. */
export function testResultsAsJson({ files, without }: TestResults): string {
  const all = files.flatMap(({ results }) => results);
  const failed = all.filter(({ unmet }) => unmet.length > 0).length;
  return JSON.stringify(
    { cases: all.length, passed: all.length - failed, failed, files: files.map(fileJson), withoutCases: without },
    null,
    2,
  );
}

function fileJson({ suite, results, coverage, injected }: TestedFile) {
  return {
    file: suite.caseFile.file,
    definition: suite.caseFile.definitionFile,
    passed: results.filter(({ unmet }) => unmet.length === 0).length,
    failed: results.filter(({ unmet }) => unmet.length > 0).length,
    cases: results.map(({ test, run, unmet }) => ({
      name: test.name,
      line: test.span.start.line,
      result: unmet.length === 0 ? 'passed' : 'failed',
      status: run.record.status,
      ...(run.record.error === undefined ? {} : { error: run.record.error, cause: run.record.cause }),
      path: run.path,
      failures: unmet.map(({ expectation, message, lines, span }) => ({
        expectation,
        message,
        ...(lines === undefined ? {} : { lines }),
        line: span.start.line,
        column: span.start.column,
      })),
    })),
    coverage: coverageJson(coverage),
    ...(injected === undefined ? {} : { injected }),
  };
}

function coverageJson({ uncovered, ...counts }: Coverage) {
  return {
    ...counts,
    uncovered: uncovered.map(({ kind, state, description, hint, span }) => ({
      kind,
      state,
      description,
      hint,
      line: span.start.line,
    })),
  };
}
