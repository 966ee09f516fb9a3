/** A column of a table in plain characters. */
export interface Column<Row> {
  readonly head: string;
  readonly align?: 'right';
  readonly cell: (row: Row) => string;
}

/** Rows under their heads, two spaces between columns. */
export function aligned<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): readonly string[] {
  const fitted = columns.map(({ head, align, cell }) => {
    const width = Math.max(head.length, ...rows.map((row) => cell(row).length));
    const padded = (text: string): string => (align === 'right' ? text.padStart(width) : text.padEnd(width));
    return { head: padded(head), cell: (row: Row) => padded(cell(row)) };
  });
  const lines = [fitted.map(({ head }) => head), ...rows.map((row) => fitted.map(({ cell }) => cell(row)))];
  return lines.map((texts) => texts.join('  ').trimEnd());
}
