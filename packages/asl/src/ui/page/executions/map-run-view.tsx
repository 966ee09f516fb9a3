import { useState } from 'preact/hooks';
import type { ExecutionRow } from '../../model/execution-row';
import { Problem } from '../parts/problem';
import { Status } from '../parts/status';
import { durationText, plural } from '../shell/format';
import { useResource } from '../shell/use-resource';
import { executionAddress } from './address';

/** Rows that are shown at once. */
const shownRows = 50;

/** The child executions of a Distributed Map: those that failed first. */
export function MapRunView({ mapRunArn }: { readonly mapRunArn: string }) {
  const [all, setAll] = useState(false);
  const children = useResource<{ readonly rows: readonly ExecutionRow[] }>(
    'map-run',
    { arn: mapRunArn },
    { topic: 'executions', keep: true },
  );
  if (children.value === undefined)
    return children.error === undefined ? (
      <p class="muted">Reading the child executions …</p>
    ) : (
      <Problem error={children.error} />
    );
  const rows = [...children.value.rows].sort((a, b) => rank(a) - rank(b));
  const shown = all ? rows : rows.slice(0, shownRows);
  return (
    <div class="children">
      <h3>{plural(rows.length, 'child execution')}</h3>
      <ul>
        {shown.map((row) => (
          <li key={row.executionArn}>
            <Status status={row.status} /> <a href={executionAddress(row)}>{row.name}</a>{' '}
            <span class="muted small">
              {row.stoppedAt === undefined ? '' : durationText(row.stoppedAt - row.startedAt)}
            </span>
          </li>
        ))}
      </ul>
      {rows.length > shown.length ? (
        <button type="button" onClick={() => setAll(true)}>
          Show all {rows.length}
        </button>
      ) : null}
    </div>
  );
}

function rank({ status }: ExecutionRow): number {
  return ['FAILED', 'TIMED_OUT', 'ABORTED', 'RUNNING'].indexOf(status) === -1
    ? 9
    : ['FAILED', 'TIMED_OUT', 'ABORTED', 'RUNNING'].indexOf(status);
}
