import { createPaint, visibleText } from '../terminal';
import type { Diagnostic, SourceSpan } from './diagnostic';

/** How a diagnostic is printed. */
export interface DiagnosticFormat {
  /** Terminal colours; default false. */
  readonly colour?: boolean;
}

// A definition minified into one line would otherwise fill the screen.
const maximumWidth = 160;

/**
 * Formats a diagnostic: position, message and rule id on the first line, then the source line with carets under the
 * span, then the help. `sourceText` is the text of the span's file; without it the excerpt is left out.
 */
export function formatDiagnostic(
  diagnostic: Diagnostic,
  sourceText?: string,
  { colour = false }: DiagnosticFormat = {},
): string {
  const colours = createPaint(colour);
  const { severity, ruleId, message, span, help } = diagnostic;
  const paint = severity === 'error' ? colours.red : colours.yellow;
  const location = colours.bold(`${visibleText(span.file)}:${span.start.line}:${span.start.column}:`);
  const gutter = ' '.repeat(String(span.start.line).length);
  const lines = [`${location} ${paint(`${severity}:`)} ${visibleText(message)} ${colours.dim(`[${ruleId}]`)}`];
  const excerpt = sourceText === undefined ? undefined : excerptOf(diagnostic, sourceText);
  if (excerpt !== undefined) {
    lines.push(colours.dim(`${gutter} |`));
    lines.push(`${colours.dim(`${span.start.line} |`)} ${excerpt.source}`.trimEnd());
    lines.push(`${colours.dim(`${gutter} |`)} ${excerpt.indent}${paint(excerpt.carets)}`);
  }
  if (help !== undefined) lines.push(`${colours.dim(`${gutter} =`)} help: ${visibleText(help)}`);
  return lines.join('\n');
}

function maskText(text: string, from: number, to: number): string {
  return text.slice(0, from) + '*'.repeat(to - from) + text.slice(to);
}

interface Excerpt {
  readonly source: string;
  readonly indent: string;
  readonly carets: string;
}

function excerptOf({ span, secrets = [] }: Diagnostic, sourceText: string): Excerpt | undefined {
  const written = sourceText.split(/\r\n|\r|\n/)[span.start.line - 1];
  if (written === undefined) return undefined;
  const from = span.start.column - 1;
  const endOn = ({ start, end }: SourceSpan) => (end.line === start.line ? end.column - 1 : written.trimEnd().length);
  const to = endOn(span);
  const line = secrets.reduce((text, secret) => maskText(text, secret.start.column - 1, endOn(secret)), written);
  const cut = Math.max(0, line.length <= maximumWidth ? 0 : from - maximumWidth / 4);
  // A tab is one blank, so that the carets are below what they mean in every terminal.
  const shown = (start: number, end: number): string =>
    visibleText(line.slice(start, Math.min(end, cut + maximumWidth)).replaceAll('\t', ' '));
  const indent = ' '.repeat([...shown(cut, from)].length);
  return { source: shown(cut, line.length), indent, carets: '^'.repeat(Math.max(1, [...shown(from, to)].length)) };
}
