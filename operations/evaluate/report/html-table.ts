import type { ReportColumn } from './align-columns';
import { type Html, html, joinHtml } from './html';

/** Rows under their heads. */
export function dataTable<Row>(rows: readonly Row[], columns: readonly ReportColumn<Row>[]): Html {
  const classOf = ({ align }: ReportColumn<Row>): string => (align === 'right' ? 'n' : '');
  const heads = columns.map((column) => html`<th scope="col" class="${classOf(column)}">${column.head}</th>`);
  const lines = rows.map(
    (row) => html`<tr>${columns.map((column) => html`<td class="${classOf(column)}">${column.cell(row)}</td>`)}</tr>`,
  );
  return html`<table><thead><tr>${heads}</tr></thead><tbody>${joinHtml(lines)}</tbody></table>`;
}
