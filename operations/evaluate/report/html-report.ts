import { createHash } from 'node:crypto';
import type { Dataset } from '../dataset/dataset';
import type { CandidateEvaluation } from '../evaluation';
import { labelOf } from '../reading/identity';
import { type CandidateReport, candidateReport } from './candidate-report';
import { candidateSection } from './candidate-section';
import { candidateColumns } from './columns';
import { type Html, html, joinHtml } from './html';
import { htmlTable } from './html-table';
import { pageStyle } from './page-style';
import { reportTable } from './report-table';
import { percent } from './words';

/** Formats an evaluation as one page without scripts or external resources. It shows values of documents only if requested. */
export function htmlReport(
  dataset: Pick<Dataset, 'name' | 'digest' | 'documents'>,
  candidates: readonly CandidateEvaluation[],
  { values }: { readonly values: boolean },
): string {
  const digest = createHash('sha256').update(pageStyle).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  const head = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width"><title>Evaluation</title><style>${pageStyle}</style></head>
`;
  const reports = candidates.map((candidate) => candidateReport(candidate, values));
  const body = html`<body><h1>Evaluation of ${dataset.name}, ${dataset.documents.length} documents</h1>
${reports.map(verdictLine)}
${values ? '' : html`<p>Values of documents are left out: <code>--values</code> puts them on the page.</p>`}
${candidates.length > 1 ? comparisonOf(candidates) : ''}
${fieldsByModel(candidates)}
${reports.map(candidateSection)}
<h2>Identity</h2><p>dataset <code>${dataset.digest}</code></p>
${reports.map(identityOf)}
</body></html>
`;
  return head + body.text;
}

function verdictLine({ label, verdict: { isGood, text } }: CandidateReport): Html {
  return html`<p class="${isGood ? 'good' : 'bad'}"><strong>${label}: ${isGood ? '✓' : '✕'} ${text}</strong></p>`;
}

function comparisonOf(candidates: readonly CandidateEvaluation[]): Html {
  const table = reportTable(candidates, candidateColumns);
  return html`<h2>Models and prompts</h2>${htmlTable(table)}`;
}

/** Field × model: how many of the labelled places are right. */
function fieldsByModel(candidates: readonly CandidateEvaluation[]): Html {
  const matches = new Map(candidates.flatMap(({ test }) => test.fields.map(({ field, match }) => [field, match])));
  const rightOf = ({ test }: CandidateEvaluation, name: string): string => {
    const row = test.fields.find(({ field }) => field === name);
    if (row === undefined) return '-';
    const right = row.right + row.absent;
    return `${right} of ${row.count}, ${percent(row.count === 0 ? undefined : right / row.count)}`;
  };
  const table = reportTable(
    [...matches.keys()],
    [
      { head: 'field', cell: (name) => name },
      { head: 'compared', cell: (name) => matches.get(name) ?? '' },
      ...candidates.map((candidate) => ({
        head: labelOf(candidate.identity),
        align: 'right' as const,
        cell: (name: string) => rightOf(candidate, name),
      })),
    ],
  );
  return html`<h2>Fields: right, or rightly absent</h2>${htmlTable(table)}`;
}

function identityOf({ label, identity }: CandidateReport): Html {
  const rows = identity.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>`,
  );
  return html`<h3>${label}</h3><table>${joinHtml(rows)}</table>`;
}
