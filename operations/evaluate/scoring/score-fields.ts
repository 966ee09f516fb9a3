import type { ExpectedValue } from '../dataset/expectation';
import { isSame } from './values/matches';

/** The result of a place in a document: `absent` is rightly absent, `invented` was read though the document does not state it. */
export type FieldVerdict = 'right' | 'wrong' | 'missing' | 'invented' | 'absent';

/** A labelled field with what was read. */
export interface FieldScore {
  readonly field: string;
  readonly verdict: FieldVerdict;
  readonly expected: string | null;
  readonly read: string | null;
}

/** Scores a labelled value. */
export function scoreValue(field: string, { value, also }: ExpectedValue, read: unknown): FieldScore {
  const given = comparedText(read);
  return { field, expected: value, read: given, verdict: verdictOf(field, [value, ...also], given) };
}

function verdictOf(field: string, [value, ...also]: readonly (string | null)[], read: string | null): FieldVerdict {
  const right = [value, ...also].filter((each) => each !== null && each !== undefined);
  if (read === null) return value === null ? 'absent' : 'missing';
  if (right.some((expected) => isSame(field, expected, read))) return 'right';
  return value === null ? 'invented' : 'wrong';
}

/** Returns a value as it is compared; null for an empty one. */
export function comparedText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.trim() === '' ? null : text;
}
