import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExecutionStatus, RowPage } from '../../model/execution-row';
import { StatusIcon, statusLook } from '../parts/status';
import { countText } from '../shell/format';
import { changeQuery, location } from '../shell/location';
import { hasWords } from './use-rows';

const statuses: readonly ExecutionStatus[] = ['FAILED', 'RUNNING', 'SUCCEEDED', 'TIMED_OUT', 'ABORTED'];
/** Milliseconds after the last letter. */
const pause = 200;

/** The filters of the list. They are in the address: a link to it is the list as it is. */
export function Filters({
  page,
  search,
}: {
  readonly page: RowPage | undefined;
  readonly search: RefObject<HTMLInputElement | null>;
}) {
  const { query } = location.value;
  const chosen = query.getAll('status');
  const toggle = (status: string): void => {
    const next = chosen.includes(status) ? chosen.filter((each) => each !== status) : [...chosen, status];
    changeQuery({ status: next }, { replace: true });
  };
  const others = (['state', 'error', 'from', 'to'] as const).filter((name) => (query.get(name) ?? '') !== '');
  return (
    <search class="filters">
      <fieldset class="statuses">
        <legend class="visually-hidden">Status</legend>
        {statuses.map((status) => {
          const count = page?.counts[status] ?? 0;
          const isChosen = chosen.includes(status);
          if (count === 0 && !isChosen && (status === 'TIMED_OUT' || status === 'ABORTED')) return null;
          return (
            <button key={status} type="button" class="toggle" aria-pressed={isChosen} onClick={() => toggle(status)}>
              <StatusIcon status={status} />
              {statusLook(status).word} <span class="count">{countText(count)}</span>
            </button>
          );
        })}
      </fieldset>
      <Search search={search} />
      <label>
        <span class="visually-hidden">State machine</span>
        <select
          value={query.get('machine') ?? ''}
          onChange={(event) => changeQuery({ machine: event.currentTarget.value }, { replace: true })}
        >
          <option value="">All state machines</option>
          {[...new Set([...(page?.machines ?? []), ...query.getAll('machine')])].map((machine) => (
            <option key={machine} value={machine}>
              {machine}
            </option>
          ))}
        </select>
      </label>
      <Since />
      {others.map((name) => (
        <button
          key={name}
          type="button"
          class="toggle"
          aria-pressed="true"
          onClick={() => changeQuery({ [name]: undefined }, { replace: true })}
        >
          {name} {query.get(name)} <span aria-hidden="true">×</span>
          <span class="visually-hidden">, remove</span>
        </button>
      ))}
      <output class="muted matching">
        {page === undefined ? '' : `${countText(page.matching)} of ${countText(page.total)}`}
        {page !== undefined && page.unread > 0 && hasWords(location.value.search)
          ? `, ${countText(page.unread)} failures are still read`
          : ''}
      </output>
    </search>
  );
}

function Search({ search }: { readonly search: RefObject<HTMLInputElement | null> }) {
  const q = location.value.query.get('q') ?? '';
  const [text, setText] = useState(q);
  const applied = useRef(q);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => {
    // Changed by a link or by Back, not by what is typed here.
    if (q === applied.current) return;
    window.clearTimeout(timer.current);
    applied.current = q;
    setText(q);
  }, [q]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const type = (value: string): void => {
    setText(value);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      applied.current = value;
      changeQuery({ q: value }, { replace: true });
    }, pause);
  };
  return (
    <label class="search">
      <span class="visually-hidden">Search name, state, error and cause</span>
      <input
        ref={search}
        type="search"
        value={text}
        placeholder="Name, state, error or cause"
        onInput={(event) => type(event.currentTarget.value)}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}

const spans: Readonly<Record<string, number>> = {
  'Last hour': 3_600_000,
  'Last day': 86_400_000,
  'Last 7 days': 604_800_000,
};

function Since() {
  const choose = (label: string): void => {
    const span = spans[label];
    changeQuery(
      { from: span === undefined ? undefined : new Date(Date.now() - span).toISOString(), to: undefined },
      { replace: true },
    );
  };
  return (
    <label>
      <span class="visually-hidden">Started</span>
      <select value="" onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">Any time</option>
        {Object.keys(spans).map((label) => (
          <option key={label}>{label}</option>
        ))}
      </select>
    </label>
  );
}
