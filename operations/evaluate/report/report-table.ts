import type { ReportColumn } from './align-columns';

/** A table as it is shown: its heads, and the texts of its cells. */
export interface ReportTable {
  readonly heads: readonly { readonly text: string; readonly isFigure: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** Returns rows as a table. */
export function reportTable<Row>(rows: readonly Row[], columns: readonly ReportColumn<Row>[]): ReportTable {
  return {
    heads: columns.map(({ head, align }) => ({ text: head, isFigure: align === 'right' })),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}
