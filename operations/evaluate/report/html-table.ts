import { type Html, html, joinHtml } from './html';
import type { ReportTable } from './report-table';

/** Rows under their heads. */
export function htmlTable({ heads, rows }: ReportTable): Html {
  const classOf = (index: number): string => (heads[index]?.isFigure === true ? 'n' : '');
  const head = heads.map(({ text }, index) => html`<th scope="col" class="${classOf(index)}">${text}</th>`);
  const lines = rows.map(
    (row) => html`<tr>${row.map((cell, index) => html`<td class="${classOf(index)}">${cell}</td>`)}</tr>`,
  );
  return html`<table><thead><tr>${head}</tr></thead><tbody>${joinHtml(lines)}</tbody></table>`;
}
