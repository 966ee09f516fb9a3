import type { LabelledDocument } from '../dataset/dataset';
import type { Prediction } from '../reading/prediction';
import { comparedText } from './score-fields';
import { isSame } from './values/matches';

/** A field that several readings of a document do not agree on. */
export interface Flip {
  readonly document: string;
  readonly field: string;
  /** Different values with the number of readings that have each; null if no value was read. */
  readonly values: readonly { readonly read: string | null; readonly count: number }[];
}

/** Fields, types and outcomes that flip between the readings of a document. Values that compare as the same are the same. */
export function flipsOf({ name }: LabelledDocument, predictions: readonly Prediction[]): readonly Flip[] {
  const names = new Set(predictions.flatMap(({ fields }) => Object.keys(fields)));
  const fields = ['outcome', 'type', ...names].map((field) => ({
    document: name,
    field,
    values: distinct(
      field,
      predictions.map((prediction) => readOf(prediction, field)),
    ),
  }));
  return fields.filter(({ values }) => values.length > 1);
}

function readOf({ outcome, type, fields }: Prediction, field: string): string | null {
  return comparedText(field === 'outcome' ? outcome : field === 'type' ? type : fields[field]);
}

function distinct(field: string, values: readonly (string | null)[]): Flip['values'] {
  const groups: { read: string | null; count: number }[] = [];
  for (const read of values) {
    const group = groups.find((other) =>
      other.read === null || read === null ? other.read === read : isSame(field, other.read, read),
    );
    if (group === undefined) groups.push({ read, count: 1 });
    else group.count += 1;
  }
  return groups;
}
