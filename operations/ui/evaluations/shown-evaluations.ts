import { type BaselineComparison, compareWithBaseline } from '../../evaluate/baseline/compare';
import type { SplitReport } from '../../evaluate/report/candidate-report';
import { fieldColumns } from '../../evaluate/report/columns';
import { comparisonLines } from '../../evaluate/report/comparison-text';
import { reportTable } from '../../evaluate/report/report-table';
import { comparedVerdict } from '../../evaluate/report/verdict';
import type { SavedEvaluation } from '../../evaluate/saved/saved-evaluation';
import type { ListedEvaluation, ShownEvaluation, ShownSplit } from './evaluation-model';

/** An evaluation that was saved, and its id. */
export interface IdentifiedEvaluation {
  readonly id: string;
  readonly saved: SavedEvaluation;
}

/** An evaluation in the list. */
export function listedEvaluation({ id, saved }: IdentifiedEvaluation): ListedEvaluation {
  const { evaluatedAt, dataset, report, asBaseline } = saved;
  const { verdict, test, dollars, dollarsPerThousand } = report;
  const { count, of } = test.silentErrors;
  return {
    id,
    evaluatedAt: Date.parse(evaluatedAt),
    dataset: dataset.name,
    model: asBaseline.identity.modelAsked,
    prompts: Object.entries(asBaseline.identity.prompts).map(([name, version]) => `${name} ${version}`),
    documents: dataset.documents,
    verdict,
    silentErrors: { count, of },
    ...(dollars === undefined ? {} : { dollars }),
    ...(dollarsPerThousand === undefined ? {} : { dollarsPerThousand }),
  };
}

/** Whether two evaluations can be compared: datasets of the same name, whose documents are then compared one by one. */
export function isSameDataset(a: SavedEvaluation, b: SavedEvaluation): boolean {
  return a.dataset.name === b.dataset.name;
}

/** One evaluation; `against`: compared with this one instead of its baseline. */
export function shownEvaluation(
  one: IdentifiedEvaluation,
  { others, against }: { readonly others: readonly IdentifiedEvaluation[]; readonly against?: SavedEvaluation },
): ShownEvaluation {
  const { saved } = one;
  const { report, asBaseline, dataset, hasValues, command } = saved;
  const { failures, test, tune, curve, notes, identity } = report;
  const comparison = against === undefined ? report.comparison : compareWithBaseline(asBaseline, against.asBaseline);
  return {
    ...listedEvaluation(one),
    datasetDigest: dataset.digest,
    hasValues,
    failures,
    test: shownSplit(test, comparison),
    ...(tune === undefined ? {} : { tune: shownSplit(tune) }),
    curve,
    notes,
    identity,
    ...(comparison === undefined ? {} : { comparison: shownComparison(comparison) }),
    others: others.map((other) => {
      const { id, model, prompts, evaluatedAt } = listedEvaluation(other);
      return { id, model, prompts, evaluatedAt };
    }),
    command,
  };
}

function shownSplit(
  { documents, figures, fields, mistakes }: SplitReport,
  comparison?: BaselineComparison,
): ShownSplit {
  return { documents, figures, fields: reportTable(fields, fieldColumns(comparison)), mistakes };
}

function shownComparison(comparison: BaselineComparison) {
  const lines = comparisonLines(comparison).map((line) => line.trim());
  return { verdict: comparedVerdict(comparison), lines: lines.filter((line) => line !== '') };
}
