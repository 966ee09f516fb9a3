import { type Confusion, type Mistake, withoutValues } from '../scoring/confusions';
import type { DocumentScore } from '../scoring/score-document';
import type { Summary } from '../scoring/summary';
import type { ReportColumn } from './align-columns';
import { type ReportTable, reportTable } from './report-table';
import { percent } from './words';

/** Documents that were not read, or have something wrong or missing, the worst first. It has no values. */
export function failureTable(scores: readonly DocumentScore[]): ReportTable {
  const ranked = scores
    .map((score) => ({ score, what: whatIsWrong(score) }))
    .filter(({ what }) => what.length > 0)
    .sort((a, b) => rank(a.score) - rank(b.score));
  return reportTable(ranked, [
    { head: 'document', cell: ({ score }) => score.document.name },
    { head: 'outcome', cell: ({ score }) => (score.kind === 'error' ? 'not read' : score.outcome) },
    { head: 'what', cell: ({ what }) => what.join('; ') },
    { head: 'confidence', align: 'right', cell: ({ score }) => confidenceOf(score) },
  ]);
}

/** The confusion list; without values the mistakes by field and kind. */
export function mistakeTable({ confusions }: Summary, values: boolean): ReportTable {
  return values ? reportTable(confusions, confusionColumns) : reportTable(withoutValues(confusions), mistakeColumns);
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
