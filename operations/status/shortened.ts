/** More lines than this are counted: production has thousands. */
const mostShown = 50;

/** Returns lines as they are, or the first of many with the command that prints all. */
export function shortened(lines: readonly string[], command: string): readonly string[] {
  if (lines.length <= mostShown) return lines;
  return [...lines.slice(0, mostShown), `  and ${lines.length - mostShown} more: \`${command}\``];
}
