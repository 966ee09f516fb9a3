import { alignedTable } from '@document-pipelines/asl/table';

/** A column of a table in plain characters. */
export interface ReportColumn<Row> {
  readonly head: string;
  readonly align?: 'right';
  /** Columns with a rank are left out of a terminal that is too narrow, the highest first. */
  readonly rank?: number;
  /** Whether cells are texts that may be cut, not figures. */
  readonly isText?: boolean;
  readonly cell: (row: Row) => string;
}

/** Rows under their heads, as lines of at most `width` characters. */
export function alignColumns<Row>(
  rows: readonly Row[],
  columns: readonly ReportColumn<Row>[],
  width: number,
): readonly string[] {
  const shown = columns.map(({ head, align, rank = 0 }) => ({ head, isFigure: align === 'right', rank }));
  const cells = rows.map((row) =>
    columns.map(({ cell, isText }) => (isText === true ? { text: cell(row) } : cell(row))),
  );
  return alignedTable(shown, cells, width);
}
