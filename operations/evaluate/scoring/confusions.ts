import type { ScoredDocument } from './score-document';
import { similarityOf } from './values/similarity';

/** The same mistake in so many documents. */
export interface Confusion {
  readonly field: string;
  /** Null: the document does not state it. */
  readonly expected: string | null;
  /** Null: it was not read. */
  readonly read: string | null;
  readonly count: number;
  readonly documents: readonly string[];
  /** Of two values, from 0 to 1. */
  readonly similarity?: number;
}

/** Every mistake of the fields, the most frequent first. */
export function confusionsOf(documents: readonly ScoredDocument[]): readonly Confusion[] {
  const found = new Map<string, { expected: string | null; read: string | null; field: string; documents: string[] }>();
  for (const { document, fields } of documents) {
    for (const { field, expected, read, verdict } of fields) {
      if (verdict === 'right' || verdict === 'absent') continue;
      const key = JSON.stringify([field, expected, read]);
      const confusion = found.get(key) ?? { field, expected, read, documents: [] };
      confusion.documents.push(document.name);
      found.set(key, confusion);
    }
  }
  return [...found.values()]
    .map((confusion) => ({ ...confusion, count: confusion.documents.length, ...similarity(confusion) }))
    .sort((a, b) => b.count - a.count || (a.field < b.field ? -1 : 1));
}

/** Mistakes of one kind, without the values. */
export interface Mistake {
  readonly field: string;
  readonly mistake: 'wrong' | 'missing' | 'invented';
  readonly count: number;
  readonly documents: readonly string[];
}

/** Returns the type of a mistake. */
export function kindOf({ expected, read }: Pick<Confusion, 'expected' | 'read'>): Mistake['mistake'] {
  if (read === null) return 'missing';
  return expected === null ? 'invented' : 'wrong';
}

/** The same mistakes by field and kind, the most frequent first. */
export function withoutValues(confusions: readonly Confusion[]): readonly Mistake[] {
  const mistakes = new Map<string, Mistake>();
  for (const { field, documents, ...values } of confusions) {
    const mistake = kindOf(values);
    const key = `${mistake} ${field}`;
    const all = [...(mistakes.get(key)?.documents ?? []), ...documents];
    mistakes.set(key, { field, mistake, count: all.length, documents: all });
  }
  return [...mistakes.values()].sort((a, b) => b.count - a.count);
}

function similarity({ expected, read }: Pick<Confusion, 'expected' | 'read'>): Pick<Confusion, 'similarity'> {
  return expected === null || read === null ? {} : { similarity: similarityOf(expected, read) };
}
