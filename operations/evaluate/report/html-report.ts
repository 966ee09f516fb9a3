import { createHash } from 'node:crypto';
import type { Dataset } from '../dataset/dataset';
import type { CandidateEvaluation } from '../evaluation';
import { labelOf } from '../reading/identity';
import { candidateSection } from './candidate-section';
import { candidateColumns } from './columns';
import { type Html, html, joinHtml } from './html';
import { dataTable } from './html-table';
import { pageStyle } from './page-style';
import { verdictOf } from './verdict';
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
  const body = html`<body><h1>Evaluation of ${dataset.name}, ${dataset.documents.length} documents</h1>
${candidates.map(verdictLine)}
${values ? '' : html`<p>Values of documents are left out: <code>--values</code> puts them on the page.</p>`}
${candidates.length > 1 ? comparisonOf(candidates) : ''}
${fieldsByModel(candidates)}
${candidates.map((candidate) => candidateSection(candidate, values))}
<h2>Identity</h2><p>dataset <code>${dataset.digest}</code></p>
${candidates.map(identityOf)}
</body></html>
`;
  return head + body.text;
}

function verdictLine(candidate: CandidateEvaluation): Html {
  const { isGood, text } = verdictOf(candidate);
  return html`<p class="${isGood ? 'good' : 'bad'}"><strong>${labelOf(candidate.identity)}: ${isGood ? '✓' : '✕'} ${text}</strong></p>`;
}

function comparisonOf(candidates: readonly CandidateEvaluation[]): Html {
  const table = dataTable(candidates, candidateColumns);
  return html`<h2>Models and prompts</h2>${table}`;
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
  const table = dataTable(
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
  return html`<h2>Fields: right, or rightly absent</h2>${table}`;
}

function identityOf({ identity, modelsAnswered }: CandidateEvaluation): Html {
  const entries: readonly (readonly [string, string])[] = [
    ['model asked', identity.modelAsked],
    ['model answered', modelsAnswered.join(', ')],
    ['from', identity.from],
    ...Object.entries(identity.prompts).map(([name, version]) => [`prompt ${name}`, version] as const),
    ['definition', identity.definition],
    ['functions', identity.functions],
    ['settings', JSON.stringify(identity.settings)],
    ['tool', identity.toolVersion],
  ];
  const rows = entries.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>`,
  );
  return html`<h3>${labelOf(identity)}</h3><table>${joinHtml(rows)}</table>`;
}
