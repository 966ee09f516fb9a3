import type { MatrixEntry } from './matrix/run-matrix';

/** What a whole run proves: `lost` and `duplicated` have to be zero. */
export interface Totals {
  readonly faults: number;
  readonly documents: number;
  readonly lost: number;
  readonly duplicated: number;
}

/** What of an entry or document counts. */
type Counted = Pick<MatrixEntry, 'end' | 'isDuplicated' | 'struck'>;

/** Adds up entries; each is one document. */
export function totalsOf(entries: readonly Counted[]): Totals {
  return {
    faults: entries.reduce((sum, { struck }) => sum + struck, 0),
    documents: entries.length,
    lost: entries.filter(({ end }) => end === 'lost').length,
    duplicated: entries.filter(({ isDuplicated }) => isDuplicated).length,
  };
}

/** Ends with how many documents came to each, and notices that were repeated. */
export function formatEntries(entries: readonly (Counted & { readonly repeatedNotices: number })[]): string {
  const ends = new Map<string, number>();
  for (const { end } of entries) ends.set(end, (ends.get(end) ?? 0) + 1);
  const counts = [...ends].sort().map(([end, count]) => `${end} ${count}`);
  const repeats = entries.reduce((sum, { repeatedNotices }) => sum + repeatedNotices, 0);
  return `${counts.join(', ')}; repeated notices ${repeats}`;
}

/** An entry that does not hold, as lines. */
export function formatViolation({ scenario, place, fault, extent, end, violations }: MatrixEntry): string {
  const head = `${scenario} · ${place} · ${fault} · ${extent} → ${end}`;
  return [head, ...violations.map((violation) => `    ${violation}`)].join('\n');
}
