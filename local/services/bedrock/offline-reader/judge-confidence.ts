import type { Classification } from './classify';
import type { Leaf } from './collect-leaves';
import type { FoundValue } from './find-values';
import type { Labels } from './labels';
import type { Table } from './tables/read-table';

/** What a reading is judged by. */
export interface Reading {
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
 * Says from 0 to 1 how far a reading can be relied on: how clearly the vocabulary speaks for the kind of document, how surely each value
 * was found that the document has to state or has a label for, and how legible the text is.
 */
export function judgeConfidence(reading: Reading): number {
  const types = reading.classifications.map((classification) => classification.sureness);
  const type = types.length === 0 ? 0.8 : Math.min(...types);
  const expected = expectedLeaves(reading);
  const found = expected.map(
    (leaf) => reading.values.get(leaf.path)?.sureness ?? reading.tables.get(leaf.path)?.sureness ?? 0,
  );
  const fields = found.length === 0 ? type : found.reduce((sum, sureness) => sum + sureness, 0) / found.length;
  const confidence = reading.legibility * (0.5 * type + 0.5 * fields);
  return Math.round(Math.min(mostConfident, confidence) * 100) / 100;
}

/** Values that such a document states, values whose label stands in it, and required ones; and tables that were read. */
function expectedLeaves({ leaves, labels, tables, classifications }: Reading): Leaf[] {
  const states = classifications.flatMap((classification) => classification.kind?.states ?? []);
  const labelled = new Set(
    [...labels.values()]
      .filter((label) => label.isPure)
      .flatMap((label) => label.owners.filter(({ strength }) => strength > 0.9).map(({ property }) => property)),
  );
  return leaves.filter((leaf) => {
    if (leaf.role === 'table') return tables.has(leaf.path);
    if (leaf.role !== 'value') return false;
    const isStated =
      leaf.property.phrases.slice(0, 12).some((words) => states.includes(words.join(' '))) &&
      isOwnConcept(leaf, states);
    return isStated || leaf.isRequired || (states.length > 0 && labelled.has(leaf.property));
  });
}

/** A due date is among the dates, but it is not the date of issue. */
function isOwnConcept({ property }: Leaf, states: readonly string[]): boolean {
  const own = property.phrases[0]?.join(' ') ?? '';
  return (
    property.kind === 'party' ||
    states.includes(own) ||
    property.phrases.slice(0, 5).some((words) => states.includes(words.join(' ')))
  );
}
