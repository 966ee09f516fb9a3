import type { Dataset } from '../dataset/dataset';
import type { CandidateEvaluation } from '../evaluation';
import { labelOf } from '../reading/identity';
import { withoutValues } from '../scoring/confusions';
import type { DocumentScore } from '../scoring/score-document';
import type { Summary } from '../scoring/summary';
import { verdictOf } from './verdict';

/** An evaluation as a value for machines; values of documents are in it only if they are asked for. */
export function jsonReport(
  dataset: Pick<Dataset, 'name' | 'digest' | 'documents'>,
  candidates: readonly CandidateEvaluation[],
  { values }: { readonly values: boolean },
): object {
  return {
    dataset: { name: dataset.name, digest: dataset.digest, documents: dataset.documents.length },
    candidates: candidates.map((candidate) => ({
      label: labelOf(candidate.identity),
      verdict: verdictOf(candidate),
      identity: candidate.identity,
      modelsAnswered: candidate.modelsAnswered,
      harnessErrors: candidate.errors,
      test: summaryJson(candidate.test, values),
      ...(candidate.tune === undefined ? {} : { tune: summaryJson(candidate.tune, values) }),
      effort: candidate.effort,
      flips: candidate.flips.map(({ values: read, ...flip }) => ({
        ...flip,
        ...(values ? { values: read } : { values: read.length }),
      })),
      ...(candidate.comparison === undefined ? {} : { baseline: candidate.comparison }),
      documents: candidate.scores.map((score) => documentJson(score, values)),
    })),
  };
}

function summaryJson({ confusions, ...summary }: Summary, values: boolean): object {
  return {
    ...summary,
    ...(values ? { confusions } : { mistakes: withoutValues(confusions) }),
  };
}

function documentJson(score: DocumentScore, values: boolean): object {
  const { document } = score;
  const frame = { document: document.name, digest: document.digest, split: document.expectation.split };
  if (score.kind === 'error') return { ...frame, harnessError: score.reason };
  const { outcome, expectedOutcome, isSilentError, isWrong, isIncomplete, isEmpty, isCached, lines, fields } = score;
  return {
    ...frame,
    tags: document.expectation.tags,
    language: document.expectation.language,
    outcome,
    expectedOutcome,
    confidence: score.prediction.confidence,
    isSilentError,
    isWrong,
    isIncomplete,
    isEmpty,
    isCached,
    fields: Object.fromEntries(
      fields.map(({ field, verdict, expected, read }) => [field, values ? { verdict, expected, read } : verdict]),
    ),
    lineItems: lines,
  };
}
