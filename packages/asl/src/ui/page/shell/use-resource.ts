import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, get, type Query } from './api';
import { onChange } from './live';

/** Something that is read from the API, as far as it has been read. */
export interface Resource<Value> {
  /** The last one that was read: it stays while it is read again. */
  readonly value?: Value;
  readonly error?: ApiError;
  readonly isLoading: boolean;
  reload(): void;
}

/** What is read, and when again. */
export interface ResourceOptions<Value> {
  /** Read again when this topic changes. */
  readonly topic?: string;
  /** Read again after so many milliseconds; undefined: not at all. */
  readonly every?: (value: Value | undefined) => number | undefined;
  /** Keep the former value when the request is another one. */
  readonly keep?: boolean;
}

/** Reads `/api/<path>?<query>`; undefined as path reads nothing. */
export function useResource<Value>(
  path: string | undefined,
  query: Query = {},
  options: ResourceOptions<Value> = {},
): Resource<Value> {
  const key = path === undefined ? '' : JSON.stringify([path, query]);
  const [state, setState] = useState<Omit<Resource<Value>, 'reload'> & { readonly key: string }>({
    key,
    isLoading: true,
  });
  const [turn, setTurn] = useState(0);
  const reload = useRef(() => setTurn((before) => before + 1)).current;
  useEffect(() => {
    if (path === undefined) return;
    const leaving = new AbortController();
    setState((before) => ({ ...(before.key === key || options.keep === true ? before : { key }), isLoading: true }));
    get<Value>(path, query, leaving.signal).then(
      (value) => setState({ key, value, isLoading: false }),
      (error: unknown) => {
        if (leaving.signal.aborted) return;
        const problem =
          error instanceof ApiError
            ? error
            : new ApiError('the server does not answer', 'is the command still running?', 0);
        setState((before) => ({ ...before, key, error: problem, isLoading: false }));
      },
    );
    return () => leaving.abort();
  }, [key, turn]);
  useEffect(() => (options.topic === undefined ? undefined : onChange(options.topic, reload)), [options.topic]);
  const every = options.every?.(state.value);
  useEffect(() => {
    if (every === undefined) return undefined;
    const timer = window.setInterval(() => (document.hidden ? undefined : reload()), every);
    return () => window.clearInterval(timer);
  }, [every]);
  const current = state.key === key || options.keep === true ? state : { isLoading: true };
  return { ...current, reload };
}
