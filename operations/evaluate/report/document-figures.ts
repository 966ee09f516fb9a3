import type { CandidateEvaluation } from '../evaluation';
import type { Summary } from '../scoring/summary';
import { countText, listNames } from './words';

/** A figure of documents, and what it counts. */
export interface DocumentFigure {
  readonly name: string;
  readonly value: string;
}

/** The figures that count most, of documents. */
export function documentFigures(
  { errors }: Pick<CandidateEvaluation, 'errors'>,
  summary: Summary,
): readonly DocumentFigure[] {
  const { silentErrors, silentErrorNames, storedIncomplete, reviews, reviewsWithoutChange, safe } = summary;
  const { expectedOutcomes, unexpectedOutcomes, wrongAnswers, emptyAnswers } = summary;
  const unexpected = unexpectedOutcomes.map((one) => `${one.document} ${one.is} instead of ${one.expected}`);
  return [
    { name: 'stored without review and wrong', value: `${countText(silentErrors)}${names(silentErrorNames)}` },
    { name: 'stored, a value missing', value: countText(storedIncomplete) },
    { name: 'reviews', value: `${countText(reviews)}; ${reviewsWithoutChange} in which nothing is to be changed` },
    { name: 'outcome as expected', value: `${countText(expectedOutcomes)}${names(unexpected)}` },
    {
      name: 'errors',
      value: `harness errors ${errors.length}, empty answers ${emptyAnswers}, wrong answers ${wrongAnswers}`,
    },
    ...(safe === undefined || reviews.of === 0
      ? []
      : [
          {
            name: 'lowest threshold without any',
            value: `${threshold(safe.threshold)}, with ${safe.reviews} of ${reviews.of} reviews`,
          },
        ]),
  ];
}

/** Above every confidence means that all are reviewed. */
export function threshold(value: number): string {
  return value > 1 ? 'more than any confidence' : value.toFixed(2);
}

function names(list: readonly string[]): string {
  return list.length === 0 ? '' : `: ${listNames(list)}`;
}
