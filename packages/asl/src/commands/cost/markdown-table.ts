/** A table in Markdown. `texts`: how many columns from the left hold text; the others hold figures. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  texts = head.length,
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const align = head.map((_, index) => (index < texts ? '---' : '--:'));
  return [line(head), line(align), ...rows.map(line)].join('\n');
}
