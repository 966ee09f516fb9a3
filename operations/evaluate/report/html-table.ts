import type { Column } from './aligned';
import { type Html, html, joined } from './html';

/** Rows under their heads. */
export function dataTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): Html {
  const classOf = ({ align }: Column<Row>): string => (align === 'right' ? 'n' : '');
  const heads = columns.map((column) => html`<th scope="col" class="${classOf(column)}">${column.head}</th>`);
  const lines = rows.map(
    (row) => html`<tr>${columns.map((column) => html`<td class="${classOf(column)}">${column.cell(row)}</td>`)}</tr>`,
  );
  return html`<table><thead><tr>${heads}</tr></thead><tbody>${joined(lines)}</tbody></table>`;
}
