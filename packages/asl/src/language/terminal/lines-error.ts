/**
 * An error whose message is several lines of our own: it is printed line by line. In any other error a line break is
 * text.
 */
export class LinesError extends Error {
  constructor(
    readonly lines: readonly string[],
    options?: ErrorOptions,
  ) {
    super(lines.join('\n'), options);
  }
}
