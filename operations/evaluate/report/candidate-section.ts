import type { BaselineComparison } from '../baseline/compare';
import type { CandidateEvaluation } from '../evaluation';
import { labelOf } from '../reading/identity';
import { type Confusion, type Mistake, withoutValues } from '../scoring/confusions';
import type { DocumentScore } from '../scoring/score-document';
import type { Summary } from '../scoring/summary';
import type { ReportColumn } from './align-columns';
import { fieldColumns } from './columns';
import { comparisonLines } from './comparison-text';
import { calibrationLines, effortLines } from './effort-text';
import { type Html, html } from './html';
import { dataTable } from './html-table';
import { documentLines, threshold } from './text-report';
import { percent } from './words';

/** A candidate on the page: failures first, then fields, mistakes, confidence and effort. */
export function candidateSection(candidate: CandidateEvaluation, values: boolean): Html {
  const { identity, test, tune, comparison } = candidate;
  return html`<h2>${labelOf(identity)}</h2>
${failures(candidate)}
<ul>${items(documentLines(candidate, test))}</ul>
${comparison === undefined ? '' : html`<ul>${items(comparisonLines(comparison))}</ul>`}
${fieldsOf(test, comparison)}
${mistakesOf(test, values)}
${curveOf(test)}
<h3>Confidence and effort</h3><ul>${items([...calibrationLines(test), ...effortLines(candidate)])}</ul>
${tune === undefined ? '' : html`<h3>Split tune, ${tune.documents} documents</h3><ul>${items(documentLines(candidate, tune))}</ul>${fieldsOf(tune)}${mistakesOf(tune, values)}`}`;
}

function items(lines: readonly string[]): readonly Html[] {
  return lines.filter((line) => line !== '').map((line) => html`<li>${line.trim()}</li>`);
}

/** Documents that were not read, or have something wrong or missing, the worst first. */
function failures({ scores }: CandidateEvaluation): Html {
  const ranked = scores
    .map((score) => ({ score, what: whatIsWrong(score) }))
    .filter(({ what }) => what.length > 0)
    .sort((a, b) => rank(a.score) - rank(b.score));
  if (ranked.length === 0) return html`<p class="good">No document has a wrong or missing value.</p>`;
  const table = dataTable(ranked, [
    { head: 'document', cell: ({ score }) => score.document.name },
    { head: 'outcome', cell: ({ score }) => (score.kind === 'error' ? 'not read' : score.outcome) },
    { head: 'what', cell: ({ what }) => what.join('; ') },
    { head: 'confidence', align: 'right', cell: ({ score }) => confidenceOf(score) },
  ]);
  return html`<h3>Documents with a mistake</h3>${table}`;
}

function rank(score: DocumentScore): number {
  if (score.kind === 'error') return 0;
  if (score.isSilentError) return 1;
  return score.isWrong ? 2 : 3;
}

function whatIsWrong(score: DocumentScore): readonly string[] {
  if (score.kind === 'error') return [score.reason];
  const { fields, lines, isSilentError, isEmpty, outcome, expectedOutcome } = score;
  const verdicts = ['wrong', 'invented', 'missing'] as const;
  return [
    ...(isSilentError ? ['stored without review and wrong'] : []),
    ...(isEmpty ? ['no values were read'] : []),
    ...(expectedOutcome !== undefined && expectedOutcome !== outcome ? [`${expectedOutcome} was expected`] : []),
    ...verdicts.flatMap((verdict) => {
      const names = fields.filter((field) => field.verdict === verdict).map(({ field }) => field);
      return names.length === 0 ? [] : [`${verdict}: ${names.join(', ')}`];
    }),
    ...verdicts.flatMap((verdict) =>
      (lines?.[verdict] ?? 0) === 0 ? [] : [`${lines?.[verdict]} line item(s) ${verdict}`],
    ),
  ];
}

function confidenceOf(score: DocumentScore): string {
  return score.kind === 'error' ? '' : (score.prediction.confidence?.toFixed(2) ?? '');
}

function fieldsOf({ fields }: Summary, comparison?: BaselineComparison): Html {
  return html`<h3>Fields</h3>${dataTable(fields, fieldColumns(comparison))}`;
}

/** The confusion list; without values the mistakes by field and kind. */
function mistakesOf({ confusions }: Summary, values: boolean): Html {
  if (confusions.length === 0) return html``;
  const table = values ? dataTable(confusions, confusionColumns) : dataTable(withoutValues(confusions), mistakeColumns);
  return html`<h3>Mistakes</h3>${table}`;
}

const countColumns: readonly ReportColumn<Pick<Mistake, 'count' | 'documents'>>[] = [
  { head: '×', align: 'right', cell: ({ count }) => String(count) },
  { head: 'documents', cell: ({ documents }) => documents.join(', ') },
];

const mistakeColumns: readonly ReportColumn<Mistake>[] = [
  { head: 'field', cell: ({ field }) => field },
  { head: 'mistake', cell: ({ mistake }) => mistake },
  ...countColumns,
];

const confusionColumns: readonly ReportColumn<Confusion>[] = [
  { head: 'field', cell: ({ field }) => field },
  { head: 'expected', cell: ({ expected }) => expected ?? 'absent' },
  { head: 'read', cell: ({ read }) => read ?? 'not read' },
  { head: 'similarity', align: 'right', cell: ({ similarity }) => percent(similarity) },
  ...countColumns,
];

function curveOf({ curve, reviews }: Summary): Html {
  if (reviews.of === 0) return html``;
  const table = dataTable(curve, [
    { head: 'threshold', align: 'right', cell: (point) => threshold(point.threshold) },
    { head: 'reviews', align: 'right', cell: (point) => `${point.reviews} of ${reviews.of}` },
    { head: 'stored and wrong', align: 'right', cell: ({ silentErrors }) => String(silentErrors) },
  ]);
  return html`<h3>What other thresholds of the confidence would do</h3>${table}`;
}
