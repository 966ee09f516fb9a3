import type { RefObject } from 'preact';
import type { ExecutionStatus, RowPage } from '../../model/execution-row';
import { SearchField } from '../parts/search-field';
import { SinceSelect } from '../parts/since-select';
import { StatusIcon, statusLook } from '../parts/status';
import { countText } from '../shell/format';
import { changeQuery, location } from '../shell/location';
import { hasWords } from './use-rows';

const statuses: readonly ExecutionStatus[] = ['FAILED', 'RUNNING', 'SUCCEEDED', 'TIMED_OUT', 'ABORTED'];

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
      <SearchField label="Search name, state, error and cause" hint="Name, state, error or cause" field={search} />
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
      <SinceSelect label="Started" />
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
