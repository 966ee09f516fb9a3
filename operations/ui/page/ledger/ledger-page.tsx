import {
  type Column,
  changeQuery,
  countText,
  isoText,
  location,
  navigate,
  Problem,
  SearchField,
  SinceSelect,
  timeText,
  useKeys,
  WindowTable,
} from '@document-pipelines/asl/ui/page';
import { useRef } from 'preact/hooks';
import type { LedgerEntry, LedgerWindow } from '../../ledger/ledger-model';
import { FilterToggles } from '../filter-toggles';
import { useLedger } from './use-ledger';

/** The documents of the ledger, the newest first. */
export function LedgerPage(_: unknown) {
  const ledger = useLedger();
  const search = useRef<HTMLInputElement>(null);
  const { page, error } = ledger;
  useKeys({
    '/': () => search.current?.focus(),
    r: ledger.readAgain,
    Escape: () => (document.activeElement as HTMLElement | null)?.blur(),
  });
  return (
    <div class="executions ledger">
      <h1 class="visually-hidden">Ledger</h1>
      <search class="filters">
        <FilterToggles name="status" label="Status" counts={page?.counts ?? {}} />
        <SearchField
          label="Search key, documentId, type and error"
          hint="Key, documentId, type or error"
          field={search}
          onEnter={(text) => (page?.matching === 0 && text !== '' ? navigate(documentAddress(text)) : undefined)}
        />
        <label>
          <span class="visually-hidden">Batch</span>
          <input
            type="text"
            class="batch"
            placeholder="Batch"
            value={location.value.query.get('batch') ?? ''}
            onChange={(event) => changeQuery({ batch: event.currentTarget.value }, { replace: true })}
          />
        </label>
        <Changed />
        <output class="muted matching">
          {page === undefined
            ? ''
            : `${countText(page.matching)} of ${countText(page.total)}, as of ${timeText(page.asOf)}`}
        </output>
        <button type="button" class="quiet" onClick={ledger.readAgain}>
          Read again <kbd>r</kbd>
        </button>
        <a href="/ledger/reconcile">Reconcile …</a>
      </search>
      {error === undefined ? null : <Problem error={error} onRetry={ledger.readAgain} />}
      <div class="newer" aria-live="polite">
        {(page?.newer ?? 0) > 0 ? (
          <button type="button" onClick={ledger.readAgain}>
            {countText(page?.newer ?? 0)} new <kbd>r</kbd>
          </button>
        ) : null}
      </div>
      {page === undefined ? (
        <p class="empty">{error === undefined ? 'Reading the ledger …' : ''}</p>
      ) : (
        <WindowTable
          label="Ledger"
          columns={columns}
          count={page.matching}
          rowAt={ledger.rowAt}
          keyOf={({ documentId }) => documentId}
          onWindow={ledger.want}
          onOpen={({ documentId }) => navigate(documentAddress(documentId))}
          memory="ledger"
          empty={<Empty page={page} />}
        />
      )}
    </div>
  );
}

/** The address of a document's page. */
export function documentAddress(id: string): string {
  return `/ledger/${encodeURIComponent(id)}`;
}

function Empty({ page: { total, isCut } }: { readonly page: LedgerWindow }) {
  const q = location.value.query.get('q') ?? '';
  if (total === 0) return <p>There is no document in the ledger yet.</p>;
  return (
    <>
      <p>
        0 of {countText(total)} match. <a href="/ledger">Remove the filters</a>
      </p>
      {q === '' ? null : (
        <p>
          {isCut ? 'The ledger has more rows than are read here. ' : ''}
          <a href={documentAddress(q)}>Look for this id, key or file name</a>
        </p>
      )}
    </>
  );
}

/** Filters by the time of the last change. */
function Changed() {
  const from = location.value.query.get('from') ?? '';
  return (
    <>
      <SinceSelect label="Changed" />
      {from === '' ? null : (
        <button
          type="button"
          class="toggle"
          aria-pressed="true"
          onClick={() => changeQuery({ from: '' }, { replace: true })}
        >
          from {from.slice(0, 16)} <span aria-hidden="true">×</span>
          <span class="visually-hidden">, remove</span>
        </button>
      )}
    </>
  );
}

const columns: readonly Column<LedgerEntry>[] = [
  { id: 'status', title: 'Status', cell: ({ status }) => <b class={`row-${status}`}>{status}</b> },
  {
    id: 'name',
    title: 'Document',
    cell: ({ documentId, name }) => (
      <a href={documentAddress(documentId)} tabIndex={-1} title={`${name}\n${documentId}`}>
        {name}
      </a>
    ),
  },
  {
    id: 'failure',
    title: 'What it says',
    cell: ({ text, attempts }) => (
      <span title={text}>
        {attempts > 1 ? <span class="muted">attempt {attempts} </span> : null}
        {text}
      </span>
    ),
  },
  {
    id: 'started',
    title: 'Changed',
    cell: ({ updatedAt }) =>
      updatedAt === 0 ? null : <time title={isoText(updatedAt)}>{timeText(updatedAt, { withZone: false })}</time>,
  },
];
