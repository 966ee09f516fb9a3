import type { Classification } from './classify';
import type { Leaf } from './collect-leaves';
import type { FoundValue } from './fields/find-values';
import type { Labels } from './fields/labels';
import type { Table } from './tables/read-table';

/** Input of the confidence of a reading. */
export interface FieldReading {
  readonly leaves: readonly Leaf[];
  readonly labels: Labels;
  readonly values: ReadonlyMap<string, FoundValue>;
  readonly tables: ReadonlyMap<string, Table>;
  readonly classifications: readonly Classification[];
  /** From 0 to 1. */
  readonly legibility: number;
}

const mostConfident = 0.97;

/**
 * Returns, from 0 to 1, how reliable a reading is: how clearly the vocabulary matches the type of document, how surely each value was
 * found that the document has to state or has a label for, and how legible the text is.
 */
export function judgeConfidence(reading: FieldReading): number {
  const types = reading.classifications.map((classification) => classification.sureness);
  const type = types.length === 0 ? 0.8 : Math.min(...types);
  const expected = expectedLeaves(reading);
  const weight = expected.reduce((sum, leaf) => sum + leaf.weight, 0);
  const surenessOf = ({ path }: Leaf) => reading.values.get(path)?.sureness ?? reading.tables.get(path)?.sureness ?? 0;
  const fields =
    weight === 0 ? type : expected.reduce((sum, { leaf, weight }) => sum + weight * surenessOf(leaf), 0) / weight;
  const confidence = reading.legibility * (0.4 * type + 0.6 * fields);
  return Math.round(Math.min(mostConfident, confidence) * 100) / 100;
}

/** Values that such a document states (they weigh double), values whose label is in it, required ones; and tables that were read. */
function expectedLeaves({ leaves, labels, tables, classifications }: FieldReading): { leaf: Leaf; weight: number }[] {
  const states = classifications.flatMap((classification) => classification.kind?.states ?? []);
  const pure = [...labels.values()].filter((label) => label.isPure).flatMap((label) => label.owners);
  const labelled = new Set(pure.filter(({ strength }) => strength > 0.9).map(({ property }) => property));
  return leaves.flatMap((leaf) => {
    if (leaf.role === 'table') return tables.has(leaf.path) ? [{ leaf, weight: 1 }] : [];
    if (leaf.role !== 'value') return [];
    if (isStated(leaf, states)) return [{ leaf, weight: 2 }];
    return leaf.isRequired || (states.length > 0 && labelled.has(leaf.property)) ? [{ leaf, weight: 1 }] : [];
  });
}

/** By its own first phrases: a due date is among the dates, but it is not the date of issue. */
function isStated({ property }: Leaf, states: readonly string[]): boolean {
  const own = property.kind === 'party' ? 12 : 5;
  return property.phrases.slice(0, own).some((words) => states.includes(words.join(' ')));
}
