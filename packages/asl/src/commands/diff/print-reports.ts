import { layoutRows } from '../../language/diff';
import { createPaint, type Paint, visibleText } from '../../language/terminal';
import type { Report, ReportSettings } from './report';
import { reportJson } from './report-json';

/** How reports are printed. */
export interface DiffSettings extends ReportSettings {
  readonly format: 'text' | 'json' | 'markdown';
  readonly width: number;
  readonly paint: Paint;
  readonly print: (lines: readonly string[]) => void;
  readonly printJson: (json: string) => void;
}

/** Width of a block in a comment on a pull request. */
const markdownWidth = 110;

/** Prints reports one after another. */
export function printReports(
  reports: readonly Report[],
  { format, width, paint, print, printJson }: DiffSettings,
): void {
  if (format === 'json') {
    printJson(JSON.stringify(reports.map(reportJson), null, 2));
    return;
  }
  for (const [index, report] of reports.entries()) {
    if (index > 0 && (report.rows.length > 0 || (reports[index - 1]?.rows.length ?? 0) > 0)) print(['']);
    print(format === 'markdown' ? markdownLines(report) : layoutRows(report.verdict, report.rows, { width, paint }));
  }
}

/** A block in which GitHub colours the signs: texts of definitions are not Markdown there, and mention nobody. */
function markdownLines({ verdict, rows }: Report): string[] {
  const [, ...lines] = layoutRows('', rows, { width: markdownWidth, paint: createPaint(false) });
  const longest = Math.max(
    2,
    ...[verdict, ...lines].flatMap((line) => (line.match(/`+/g) ?? []).map((ticks) => ticks.length)),
  );
  const fence = '`'.repeat(longest + 1);
  const heading = `**${visibleText(verdict)
    .replace(/[\\`*_{}[\]<>#|!@&]/g, '\\$&')
    .replace(/(?<=\()\\!(?=\))/, '!')}**`;
  return lines.length === 0 ? [heading] : [heading, '', `${fence}diff`, ...lines, fence];
}
