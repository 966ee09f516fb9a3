import { formatDiagnostic } from '../../../language/diagnostics';
import type { CheckedFile } from '../check-file';
import { type Report, summaryOf } from './report';

/** Findings with the lines of the source, and a summary. */
export function formatText(report: Report, colour: boolean): string {
  const fixed = (report.fixed ?? []).map(({ span, message, ruleId }) => {
    return `fixed ${span.file}:${span.start.line}:${span.start.column}: ${message} [${ruleId}]\n`;
  });
  return [
    ...fixed,
    ...[...(report.configs ?? []), ...report.files].map((file) => formatFile(file, colour)),
    summaryOf(report),
  ].join('');
}

/** The findings in a file, each with an empty line after it. */
export function formatFile({ text, diagnostics }: CheckedFile, colour: boolean): string {
  return diagnostics.map((each) => `${formatDiagnostic(each, text, { colour })}\n\n`).join('');
}
