import { LinesError } from '../terminal';
import type { Diagnostic } from './diagnostic';
import { formatDiagnostic } from './format-diagnostic';
import { sortDiagnostics } from './sort-diagnostics';

/**
 * Thrown if a definition with errors cannot be used, for example by the stacks; the message holds every diagnostic,
 * printed.
 */
export class DiagnosticsError extends LinesError {
  override readonly name = 'DiagnosticsError';
  readonly diagnostics: readonly Diagnostic[];

  /** `sourceText`: the text of the spans, for the excerpts. */
  constructor(diagnostics: readonly Diagnostic[], sourceText?: string) {
    const sorted = sortDiagnostics(diagnostics);
    super(
      sorted
        .map((diagnostic) => formatDiagnostic(diagnostic, sourceText))
        .join('\n\n')
        .split('\n'),
    );
    this.diagnostics = sorted;
  }
}
