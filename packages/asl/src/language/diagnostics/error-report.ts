import { DiagnosticsError } from './diagnostics-error';
import { UserError } from './user-error';

const defectNotice = 'this is a defect of the tool: please report it with the lines above';
const mostCauses = 5;

/**
 * Returns the lines that are printed for an error that ended a command: a user's mistake as its message and help, the
 * mistakes of a definition as diagnostics, and anything else with its stack and the stacks of its causes, as a defect.
 */
export function errorReport(error: unknown): readonly string[] {
  if (error instanceof DiagnosticsError) return error.lines;
  if (error instanceof UserError) {
    const [first = '', ...others] = error.lines;
    return [`error: ${first}`, ...others];
  }
  return [...withCauses(error), defectNotice];
}

function withCauses(error: unknown): readonly string[] {
  const lines: string[] = [];
  let cause = error;
  for (let causes = 0; cause !== undefined && causes <= mostCauses; causes += 1) {
    const [first = '', ...frames] = stackLines(cause);
    lines.push(`${causes === 0 ? 'error' : 'caused by'}: ${first}`, ...frames);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines;
}

/** A line break in a message is text: it must not look like a line of ours. */
function stackLines(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  return [`${error.name}: ${error.message}`, ...frames];
}
