import type { BaselineComparison, FieldChange } from '../baseline/compare';
import { listNames } from './words';

/** Describes the changes of a field: `2 right → wrong: a.pdf, b.pdf`; `=` if it is unchanged. */
export function fieldAgainstBaseline({ fields }: BaselineComparison, field: string): string {
  const change = fields.find((one) => one.field === field);
  return change === undefined ? '=' : changeText(change);
}

/** What an evaluation has changed of documents, and what was not compared. */
export function comparisonLines(comparison: BaselineComparison): readonly string[] {
  const { baseline, common, added, removed, changed, newSilentErrors, formerSilentErrors } = comparison;
  const namedLines = (what: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [`  ${what}: ${listNames(names)}`];
  return [
    '',
    `  against the baseline (${baseline}), ${common} document(s) compared`,
    ...namedLines('newly stored without review and wrong', newSilentErrors),
    ...namedLines('no longer stored without review and wrong', formerSilentErrors),
    ...namedLines('not in the baseline', added),
    ...namedLines('in the baseline only, or not read here', removed),
    ...namedLines('not compared, since the document or its labels changed', changed),
  ];
}

function changeText({ losses, gains, probability, isWorse }: FieldChange): string {
  const lost = losses.length === 0 ? [] : [`${losses.length} lost: ${listNames(losses, 2)}`];
  const gained = gains.length === 0 ? [] : [`${gains.length} gained: ${listNames(gains, 2)}`];
  const test = probability === undefined ? [] : [`p = ${probability.toFixed(3)}`];
  return `${isWorse ? '✕ ' : ''}${[...lost, ...gained, ...test].join('; ')}`;
}
