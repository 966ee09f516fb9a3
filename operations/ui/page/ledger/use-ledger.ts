import { ApiError, get, location, onChange, type Query } from '@document-pipelines/asl/ui/page';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LedgerEntry, LedgerWindow } from '../../ledger/ledger-model';

/** Rows in a request. */
const chunk = 100;
/** Milliseconds that rows must be in view before they are read: those that fly past are not. */
const wantedAfter = 60;

/** The ledger, as far as it has been read. */
export interface LedgerView {
  /** Counts of the list; absent until it has been read once. */
  readonly page?: LedgerWindow;
  readonly error?: ApiError;
  rowAt(index: number): LedgerEntry | undefined;
  /** The rows that are in view. */
  want(from: number, to: number): void;
  /** Reads the ledger again, with what came meanwhile. */
  readAgain(): void;
}

interface State {
  readonly key: string;
  readonly page?: LedgerWindow;
  readonly error?: ApiError;
  readonly rows: ReadonlyMap<number, LedgerEntry>;
}

/** Reads the rows that are in view. Documents that are received meanwhile are counted, and put into the list when the person asks for it. */
export function useLedger(): LedgerView {
  const { search } = location.value;
  const [state, setState] = useState<State>({ key: search, rows: new Map() });
  const view = useRef({ key: search, from: 0, to: chunk, until: undefined as number | undefined, after: 0 });
  if (view.current.key !== search) view.current = { ...view.current, key: search, from: 0, to: chunk };
  const wanting = useRef<number | undefined>(undefined);
  const load = async (): Promise<void> => {
    const { key, from, to, until, after } = view.current;
    const offset = Math.floor(from / chunk) * chunk;
    const limit = Math.min(500, Math.max(chunk, Math.ceil(to / chunk) * chunk - offset));
    try {
      const page = await get<LedgerWindow>('ledger', { ...queryIn(key), offset, limit, until, after });
      if (view.current.key !== key) return;
      view.current.until ??= page.until;
      const read = page.rows.map((row, index) => [page.offset + index, row] as const);
      setState((before) => ({ key, page, rows: new Map([...(before.key === key ? before.rows : []), ...read]) }));
    } catch (thrown) {
      const error = thrown instanceof ApiError ? thrown : new ApiError('the server does not answer', undefined, 0);
      if (view.current.key === key) setState((before) => ({ ...before, key, error }));
    }
  };
  useEffect(() => void load(), [search]);
  // A row changes with an execution or a review of its document.
  useEffect(() => {
    const ends = ['executions', 'reviews', 'dead-letters'].map((topic) => onChange(topic, () => void load()));
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return {
    ...state,
    rowAt: (index) => state.rows.get(index),
    want(from, to) {
      const isKnown = Array.from({ length: to - from }, (_, step) => from + step).every((index) =>
        state.rows.has(index),
      );
      Object.assign(view.current, { from, to });
      window.clearTimeout(wanting.current);
      if (!isKnown && state.page !== undefined) wanting.current = window.setTimeout(() => void load(), wantedAfter);
    },
    readAgain() {
      Object.assign(view.current, { until: undefined, after: Date.now() });
      setState((before) => ({ ...before, rows: new Map() }));
      void load();
    },
  };
}

function queryIn(search: string): Query {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) query[name] = [...(query[name] ?? []), value];
  return query;
}
