import type { LedgerEntry, LedgerWindow } from './ledger-model';
import type { ReadLedger } from './ledger-rows';

/** Rows in an answer. */
const mostRows = 500;

/**
 * Returns a window of the ledger: `status=…&q=…&from=…&to=…&offset=…&limit=…`. `until`: documents that were received later only count as
 * newer. `batch`: the documents of the batch that the query names.
 */
export function ledgerWindow(
  { entries, asOf, isCut }: ReadLedger,
  query: URLSearchParams,
  batch: ReadonlySet<string> | undefined,
): LedgerWindow {
  const until = numberIn(query, 'until') ?? entries[0]?.receivedAt ?? 0;
  const status = query.getAll('status').filter((value) => value !== '');
  const others = entries.filter(passes(query, batch));
  const matching = status.length === 0 ? others : others.filter((entry) => status.includes(entry.status));
  const shown = matching.filter(({ receivedAt }) => receivedAt <= until);
  const counts: Record<string, number> = {};
  for (const entry of others) counts[entry.status] = (counts[entry.status] ?? 0) + 1;
  const offset = numberIn(query, 'offset') ?? 0;
  return {
    rows: shown.slice(offset, offset + Math.min(mostRows, numberIn(query, 'limit') ?? 100)),
    offset,
    matching: shown.length,
    total: entries.length,
    isCut,
    newer: matching.length - shown.length,
    until,
    asOf,
    counts,
  };
}

function passes(query: URLSearchParams, batch: ReadonlySet<string> | undefined): (entry: LedgerEntry) => boolean {
  const words = (query.get('q') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const [from = 0, to = Number.POSITIVE_INFINITY] = [timeIn(query, 'from'), timeIn(query, 'to')];
  return ({ documentId, name, text, updatedAt }) => {
    if (updatedAt < from || updatedAt > to || batch?.has(documentId) === false) return false;
    if (words.length === 0) return true;
    const searched = `${name}\n${documentId}\n${text}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  };
}

function timeIn(query: URLSearchParams, name: string): number | undefined {
  const time = Date.parse(query.get(name) ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? '';
  return text !== '' && Number(text) >= 0 ? Number(text) : undefined;
}
