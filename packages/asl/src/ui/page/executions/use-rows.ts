import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExecutionRow, RowPage } from '../../model/execution-row';
import { ApiError, get, type Query } from '../shell/api';
import { onChange } from '../shell/live';
import { location } from '../shell/location';

/** Rows in a request. */
const chunk = 100;

/** Milliseconds until a filter that looks into failures is asked again, as long as some have not been read. */
const unreadAgain = 800;

/** Milliseconds that rows must be in view before they are read: those that fly past are not. */
const wantedAfter = 60;

/** The list, as far as it has been read. */
export interface Rows {
  /** Counts of the list; absent until it has been read once. */
  readonly page?: RowPage;
  readonly error?: ApiError;
  readonly isLoading: boolean;
  rowAt(index: number): ExecutionRow | undefined;
  /** The rows that are in view. */
  want(from: number, to: number): void;
  /** Puts those that have come meanwhile into the list. */
  showNewer(): void;
  reload(): void;
}

interface State {
  readonly key: string;
  readonly page?: RowPage;
  readonly error?: ApiError;
  readonly isLoading: boolean;
  /** By their position in the list. */
  readonly rows: ReadonlyMap<number, ExecutionRow>;
}

/**
 * Reads the rows that are in view. The list stays as of its first request: what starts meanwhile is counted, and put at the top when the
 * person asks for it; rows that are shown change where they are.
 */
export function useRows(): Rows {
  const { search } = location.value;
  const [state, setState] = useState<State>({ key: search, isLoading: true, rows: new Map() });
  const view = useRef({ from: 0, to: chunk, asOf: undefined as number | undefined, key: search });
  if (view.current.key !== search) view.current = { from: 0, to: chunk, asOf: undefined, key: search };

  const wanting = useRef<number | undefined>(undefined);

  const load = async (): Promise<void> => {
    const { from, to, asOf, key } = view.current;
    const offset = Math.floor(from / chunk) * chunk;
    const limit = Math.min(500, Math.max(chunk, Math.ceil(to / chunk) * chunk - offset));
    try {
      const page = await get<RowPage>('executions', { ...filterOf(key), offset, limit, asOf });
      if (view.current.key !== key) return;
      view.current.asOf ??= page.asOf;
      setState((before) => ({
        key,
        page,
        isLoading: false,
        rows: new Map([
          ...(before.key === key ? before.rows : []),
          ...page.rows.map((row, index) => [page.offset + index, row] as const),
        ]),
      }));
    } catch (error) {
      if (view.current.key !== key) return;
      const problem =
        error instanceof ApiError
          ? error
          : new ApiError('the server does not answer', 'is the command still running?', 0);
      setState((before) => ({ ...before, key, error: problem, isLoading: false }));
    }
  };
  useEffect(() => void load(), [search]);
  const unread = hasWords(search) ? (state.page?.unread ?? 0) : 0;
  useEffect(() => {
    if (unread === 0) return undefined;
    const timer = window.setTimeout(() => void load(), unreadAgain);
    return () => window.clearTimeout(timer);
  }, [state.page]);
  useEffect(() => onChange('executions', () => void load()), []);
  return {
    ...state,
    rowAt: (index) => state.rows.get(index),
    want(from, to) {
      const isKnown = Array.from({ length: to - from }, (_, offset) => from + offset).every((index) =>
        state.rows.has(index),
      );
      view.current.from = from;
      view.current.to = to;
      window.clearTimeout(wanting.current);
      if (!isKnown && state.page !== undefined) wanting.current = window.setTimeout(() => void load(), wantedAfter);
    },
    showNewer() {
      view.current.asOf = undefined;
      setState((before) => ({ ...before, rows: new Map() }));
      void load();
    },
    reload: () => void load(),
  };
}

/** Whether the filter looks into failures. */
export function hasWords(search: string): boolean {
  const query = new URLSearchParams(search);
  return ['q', 'state', 'error'].some((name) => (query.get(name) ?? '') !== '');
}

function filterOf(search: string): Query {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) query[name] = [...(query[name] ?? []), value];
  return query;
}
