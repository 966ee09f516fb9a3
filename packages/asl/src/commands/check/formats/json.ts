import { diagnosticJson } from '../../../language/diagnostics';
import { countFindings, findingsOf, type Report } from './report';

/** The findings for other programs. */
export function formatJson(report: Report): string {
  const diagnostics = findingsOf(report);
  const fixed = report.fixed === undefined ? {} : { fixed: report.fixed.map(diagnosticJson) };
  const files = report.files.map(({ file }) => file);
  return JSON.stringify(
    { files, ...countFindings(diagnostics), ...fixed, diagnostics: diagnostics.map(diagnosticJson) },
    null,
    2,
  );
}
