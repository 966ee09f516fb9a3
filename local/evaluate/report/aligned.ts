/** A column of a table in plain characters. */
export interface Column<Row> {
  readonly head: string;
  readonly align?: 'right';
  readonly cell: (row: Row) => string;
}

/** Rows under their heads, two spaces between columns. */
export function aligned<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): readonly string[] {
  const cells = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]!.length)));
  return cells.map((row) =>
    row
      .map((text, index) =>
        columns[index]!.align === 'right' ? text.padStart(widths[index]!) : text.padEnd(widths[index]!),
      )
      .join('  ')
      .trimEnd(),
  );
}
