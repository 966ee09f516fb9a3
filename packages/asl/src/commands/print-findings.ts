import { DiagnosticsError } from '../language/diagnostics';
import { stderr } from '../language/terminal';

/**
 * Prints what keeps a command from its result if it is something that `asl check` finds; returns the exit status. `asl graph`, `asl iam` and
 * `asl cost` do so alike: a definition with errors has no result that a file could keep. Throws any other error.
 */
export function printFindings(error: unknown): 1 {
  if (!(error instanceof DiagnosticsError)) throw error;
  stderr.lines(error.lines);
  return 1;
}
