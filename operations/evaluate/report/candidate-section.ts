import type { BaselineComparison } from '../baseline/compare';
import type { CandidateReport, SplitReport } from './candidate-report';
import { fieldColumns } from './columns';
import { comparisonLines } from './comparison-text';
import { type Html, html } from './html';
import { htmlTable } from './html-table';
import { type ReportTable, reportTable } from './report-table';

/** A candidate on the page: failures first, then fields, mistakes, confidence and effort. */
export function candidateSection({ label, failures, test, tune, comparison, curve, notes }: CandidateReport): Html {
  return html`<h2>${label}</h2>
${
  failures.rows.length === 0
    ? html`<p class="good">No document has a wrong or missing value.</p>`
    : html`<h3>Documents with a mistake</h3>${htmlTable(failures)}`
}
${figures(test)}
${comparison === undefined ? '' : html`<ul>${items(comparisonLines(comparison))}</ul>`}
${fieldsOf(test, comparison)}
${titled('Mistakes', test.mistakes)}
${titled('What other thresholds of the confidence would do', curve)}
<h3>Confidence and effort</h3><ul>${items(notes)}</ul>
${tune === undefined ? '' : html`<h3>Split tune, ${tune.documents} documents</h3>${figures(tune)}${fieldsOf(tune)}${titled('Mistakes', tune.mistakes)}`}`;
}

function figures({ figures: all }: SplitReport): Html {
  return html`<ul>${items(all.map(({ name, value }) => `${name} ${value}`))}</ul>`;
}

function items(lines: readonly string[]): readonly Html[] {
  return lines.filter((line) => line !== '').map((line) => html`<li>${line.trim()}</li>`);
}

function fieldsOf({ fields }: SplitReport, comparison?: BaselineComparison): Html {
  return html`<h3>Fields</h3>${htmlTable(reportTable(fields, fieldColumns(comparison)))}`;
}

function titled(title: string, table: ReportTable): Html {
  return table.rows.length === 0 ? html`` : html`<h3>${title}</h3>${htmlTable(table)}`;
}
