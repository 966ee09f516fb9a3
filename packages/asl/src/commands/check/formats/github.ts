import type { Diagnostic } from '../../../language/diagnostics';
import { findingsOf, type Report, summaryOf } from './report';

/**
 * Workflow commands, which GitHub shows at the lines of a pull request:
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function formatGithub(report: Report): string {
  return [...findingsOf(report).map(commandOf), summaryOf(report)].join('\n');
}

function commandOf({ severity, ruleId, message, help, span }: Diagnostic): string {
  const properties = {
    file: span.file.replaceAll('\\', '/'),
    line: span.start.line,
    col: span.start.column,
    endLine: span.end.line,
    endColumn: Math.max(span.end.column, 1),
    title: ruleId,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${severity} ${written.join(',')}::${escapedData(help === undefined ? message : `${message}\nhelp: ${help}`)}`;
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
