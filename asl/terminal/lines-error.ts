/** An error whose message is several lines that we made ourselves: it is printed line by line. Of any other error a line break is text. */
export class LinesError extends Error {
  constructor(
    readonly lines: readonly string[],
    options?: ErrorOptions,
  ) {
    super(lines.join('\n'), options);
  }
}
