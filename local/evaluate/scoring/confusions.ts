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

function similarity({ expected, read }: Pick<Confusion, 'expected' | 'read'>): Pick<Confusion, 'similarity'> {
  return expected === null || read === null ? {} : { similarity: similarityOf(expected, read) };
}
