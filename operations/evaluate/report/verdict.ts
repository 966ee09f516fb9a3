import type { BaselineComparison } from '../baseline/compare';
import type { CandidateEvaluation } from '../evaluation';
import { countText, listNames } from './words';

/** A candidate in one line: against its baseline, else what counts most. */
export interface ReportVerdict {
  readonly isGood: boolean;
  readonly text: string;
}

/** The verdict on a candidate. */
export function verdictOf({ comparison, test, errors }: CandidateEvaluation): ReportVerdict {
  if (errors.length > 0)
    return { isGood: false, text: `incomplete: ${errors.length} reading(s) failed, which is not the model's doing` };
  if (comparison !== undefined) return comparedVerdict(comparison);
  const { silentErrors, silentErrorNames } = test;
  const names = silentErrorNames.length === 0 ? '' : ` (${listNames(silentErrorNames)})`;
  return {
    isGood: silentErrors.count === 0,
    text: `stored without review and wrong: ${countText(silentErrors)}${names}`,
  };
}

/** The verdict of a comparison. */
export function comparedVerdict({ common, isWorse, newSilentErrors, fields }: BaselineComparison): ReportVerdict {
  if (common === 0) return { isGood: false, text: 'no document is in the baseline too: nothing was compared' };
  const worse = fields.filter((change) => change.isWorse).map(({ field }) => field);
  const better = fields.filter(({ losses, gains }) => gains.length > losses.length).map(({ field }) => field);
  if (!isWorse) {
    const gained = better.length === 0 ? '' : `; better: ${better.join(', ')}`;
    return { isGood: true, text: `not worse than the baseline in ${common} document(s)${gained}` };
  }
  const silent =
    newSilentErrors.length === 0 ? [] : [`stored without review and wrong (${listNames(newSilentErrors)})`];
  return { isGood: false, text: `worse than the baseline: ${[...silent, ...worse].join(', ')}` };
}
