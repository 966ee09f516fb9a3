/** An error whose message is several lines that we made ourselves: it is printed line by line. Of any other error a line break is text. */
export class LinesError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** The lines in which an error is printed. */
export function errorLines(error: unknown): readonly string[] {
  if (error instanceof LinesError) return error.lines;
  return [error instanceof Error ? error.message : String(error)];
}
