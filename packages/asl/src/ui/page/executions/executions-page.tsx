import { useRef } from 'preact/hooks';
import type { ExecutionRow } from '../../model/execution-row';
import { Problem } from '../parts/problem';
import { Status } from '../parts/status';
import { type Column, WindowTable } from '../parts/window-table';
import { countText, durationText, isoText, priceText, timeText } from '../shell/format';
import { useKeys } from '../shell/keys';
import { navigate } from '../shell/location';
import { executionAddress } from './address';
import { Filters } from './filters';
import { useRows } from './use-rows';

/** The executions of all state machines, newest first. */
export function ExecutionsPage(_: unknown) {
  const rows = useRows();
  const search = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => search.current?.focus(), r: rows.showNewer });
  const { page, error } = rows;
  return (
    <div class="executions">
      <h1 class="visually-hidden">Executions</h1>
      <Filters page={page} search={search} />
      {error === undefined ? null : <Problem error={error} onRetry={rows.reload} />}
      <div class="newer" aria-live="polite">
        {(page?.newer ?? 0) > 0 ? (
          <button type="button" onClick={rows.showNewer}>
            {countText(page?.newer ?? 0)} new <kbd>r</kbd>
          </button>
        ) : null}
      </div>
      {page === undefined ? (
        <p class="empty">{rows.isLoading ? 'Reading executions …' : ''}</p>
      ) : (
        <WindowTable
          label="Executions"
          columns={
            page.rows.some(({ price }) => price !== undefined) ? columns : columns.filter(({ id }) => id !== 'price')
          }
          count={page.matching}
          rowAt={rows.rowAt}
          keyOf={({ executionArn }) => executionArn}
          onWindow={rows.want}
          onOpen={(row) => navigate(executionAddress(row))}
          memory="executions"
          empty={<Empty total={page.total} />}
        />
      )}
    </div>
  );
}

function Empty({ total }: { readonly total: number }) {
  if (total > 0)
    return (
      <p>
        0 of {countText(total)} match. <a href="/executions">Remove the filters</a>
      </p>
    );
  return (
    <>
      <p>There are no executions yet.</p>
      <p class="muted">They appear here as soon as a state machine is started.</p>
    </>
  );
}

const columns: readonly Column<ExecutionRow>[] = [
  { id: 'status', title: 'Status', cell: ({ status }) => <Status status={status} /> },
  {
    id: 'name',
    title: 'Execution',
    cell: (row) => (
      <a href={executionAddress(row)} tabIndex={-1} title={`${row.machine} / ${row.name}`}>
        <span class="machine">{row.machine}</span>
        <span class="name">{row.name}</span>
      </a>
    ),
  },
  {
    id: 'failure',
    title: 'Failed at',
    cell: ({ failedState, error, reason }) =>
      error === undefined && failedState === undefined ? null : (
        <span
          class="failure"
          title={[failedState, error, reason].filter((part) => part !== undefined && part !== '').join('\n')}
        >
          {failedState === undefined ? null : <b>{failedState}</b>}{' '}
          {error === undefined || error === '' ? null : <span class="error">{error}</span>}{' '}
          {reason === undefined ? null : <span class="reason">{reason}</span>}
        </span>
      ),
  },
  {
    id: 'duration',
    title: 'Duration',
    cell: ({ startedAt, stoppedAt }) => (stoppedAt === undefined ? '' : durationText(stoppedAt - startedAt)),
  },
  {
    id: 'started',
    title: 'Started',
    cell: ({ startedAt }) => <time title={isoText(startedAt)}>{timeText(startedAt, { withZone: false })}</time>,
  },
  { id: 'price', title: 'Price', cell: ({ price }) => (price === undefined ? null : priceText(price)) },
];
