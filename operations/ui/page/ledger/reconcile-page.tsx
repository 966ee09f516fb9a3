import {
  apiAddress,
  type Column,
  countText,
  durationText,
  location,
  navigate,
  Problem,
  plural,
  session,
  timeText,
  useAct,
  useKeys,
  useResource,
  WindowTable,
} from '@document-pipelines/asl/ui/page';
import { useState } from 'preact/hooks';
import type { Gap } from '../../../ledger/gaps/gap';
import type { GapList, ReconcileResult, ReconcileState } from '../../ledger/ledger-model';
import { FilterToggles } from '../filter-toggles';
import { PageHead } from '../page-head';
import { documentAddress } from './ledger-page';

/** Compares everything, shows how far it is, and what was found. */
export function ReconcilePage(_: unknown) {
  const state = useResource<ReconcileState>('reconcile', {}, { topic: 'reconcile' });
  const start = useAct<null>('ledger/reconcile');
  const stop = useAct<null>('ledger/reconcile/stop');
  const [inventory, setInventory] = useState('');
  const { value } = state;
  const isRunning = value?.kind === 'running';
  const begin = (isNew: boolean): void => {
    if (!start.isBusy) void start.run(inventory === '' ? { isNew } : { isNew, inventory }).then(state.reload);
  };
  const since = value !== undefined && 'interruptedAt' in value ? value.interruptedAt : undefined;
  useKeys({ 'Control+Enter': () => (isRunning || value === undefined ? undefined : begin(false)) });
  const failure = state.error ?? start.error ?? stop.error;
  return (
    <div class="executions reconcile">
      <PageHead back="/ledger" label="The ledger" title="Reconcile">
        <p class="muted">Compares bucket, ledger, executions, batches, reviews and dead letters. It changes nothing.</p>
        <div class="acts">
          {isRunning ? (
            <button type="button" disabled={stop.isBusy} onClick={() => void stop.run({}).then(state.reload)}>
              Stop
            </button>
          ) : (
            <button type="button" class="primary" disabled={start.isBusy} onClick={() => begin(false)}>
              {since === undefined ? 'Reconcile' : `Continue the reading of ${timeText(Date.parse(since))}`}{' '}
              <kbd>Ctrl ↵</kbd>
            </button>
          )}
          {isRunning || since === undefined ? null : (
            <button type="button" onClick={() => begin(true)}>
              Begin again
            </button>
          )}
          {isRunning || session.value?.kind !== 'aws' ? null : (
            <label>
              S3 Inventory{' '}
              <input
                type="text"
                placeholder="s3://…/manifest.json"
                value={inventory}
                onInput={(event) => setInventory(event.currentTarget.value)}
              />
            </label>
          )}
          <span role="status">{value === undefined ? '' : sayingOf(value)}</span>
        </div>
        {value?.kind === 'running' ? (
          <progress aria-label="Progress" {...(value.share === undefined ? {} : { value: value.share })} />
        ) : null}
      </PageHead>
      {failure === undefined ? null : <Problem error={failure} />}
      {value?.kind === 'done' ? <Result result={value} /> : null}
    </div>
  );
}

function sayingOf(state: ReconcileState): string {
  switch (state.kind) {
    case 'running':
      return state.line;
    case 'stopped':
      return `Stopped at ${timeText(state.at)}; what was read is kept.`;
    case 'failed':
      return `✕ It failed at ${timeText(state.at)}: ${state.message}`;
    case 'done':
      return `${state.gaps === 0 ? '✓ Every document is in exactly one place' : `✕ ${plural(state.gaps, 'gap')}`}, at ${timeText(state.at)} after ${durationText(state.at - state.startedAt)}`;
    default:
      return '';
  }
}

function Result({ result }: { readonly result: ReconcileResult }) {
  const { documents, places, letters, waiting, kinds, gaps, at } = result;
  const kind = location.value.query.getAll('kind');
  const list = useResource<GapList>(gaps === 0 ? undefined : 'reconcile/gaps', { kind, at }, { keep: true });
  const rows = list.value?.gaps ?? [];
  const counts = Object.entries(places).map(
    ([status, count]) => `${countText(count)} ${status === 'none' ? 'without a row' : status}`,
  );
  return (
    <>
      <div class="filters">
        <span>
          {plural(documents, 'document')}: {counts.join(', ')}; {plural(letters, 'dead letter')}
          {waiting.count === 0 ? '' : `; ${countText(waiting.count)} waiting for a batch`}
        </span>
        <span class="grow" />
        <a href={apiAddress('reconcile/report')} download>
          Download the report
        </a>
        <FilterToggles
          name="kind"
          label="Gaps"
          counts={Object.fromEntries(kinds.map((each) => [each.kind, each.count]))}
        />
      </div>
      {waiting.count === 0 ? null : (
        <details class="filters">
          <summary>Waiting for a batch</summary>
          {waiting.keys.join(', ')}
          {waiting.count > waiting.keys.length ? ' …' : ''}
        </details>
      )}
      {list.error === undefined ? null : <Problem error={list.error} onRetry={list.reload} />}
      {gaps === 0 || list.value === undefined ? null : (
        <WindowTable
          label="Gaps"
          columns={columns}
          count={rows.length}
          rowAt={(index) => rows[index]}
          keyOf={keyOfGap}
          onOpen={({ documentId }) => (documentId === undefined ? undefined : navigate(documentAddress(documentId)))}
          empty={<p>No gap is of this kind.</p>}
        />
      )}
      {rows.length < (list.value?.matching ?? 0) ? (
        <p class="filters muted">
          The first {countText(rows.length)} of {countText(list.value?.matching ?? 0)}: the report has all.
        </p>
      ) : null}
    </>
  );
}

function keyOfGap({ kind, documentId = '', message }: Gap): string {
  return `${kind} ${documentId} ${message}`;
}

const columns: readonly Column<Gap>[] = [
  { id: 'kind', title: 'Gap', cell: ({ kind }) => <b title={kind}>{kind}</b> },
  {
    id: 'name',
    title: 'Document',
    cell: ({ documentId, key }) =>
      documentId === undefined ? (
        'no document'
      ) : (
        <a href={documentAddress(documentId)} tabIndex={-1} title={key ?? documentId}>
          {key ?? documentId}
        </a>
      ),
  },
  { id: 'failure', title: 'What is wrong', cell: ({ message }) => <span title={message}>{message}</span> },
  { id: 'fix', title: 'What fixes it', cell: ({ fix }) => <code title={fix}>{fix}</code> },
];
