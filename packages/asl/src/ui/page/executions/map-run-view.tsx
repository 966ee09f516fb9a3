import { useState } from 'preact/hooks';
import type { ShownMapRun } from '../../executions/execution-pages';
import type { ExecutionRow } from '../../model/execution-row';
import type { MapRunSummary } from '../../model/map-run';
import { Problem } from '../parts/problem';
import { Status } from '../parts/status';
import { countText, durationText, plural } from '../shell/format';
import { useResource } from '../shell/use-resource';
import { executionAddress } from './address';
import type { ShownExecution } from './use-execution';

/** Rows that are shown at once. */
const shownRows = 50;

/** The child executions of a Distributed Map: how its items are doing, and those that failed first. */
export function MapRunView({ view, mapRunArn }: { readonly view: ShownExecution; readonly mapRunArn: string }) {
  const [all, setAll] = useState(false);
  const children = useResource<ShownMapRun>(
    'map-run',
    { arn: mapRunArn, execution: view.executionArn, as: view.events },
    { topic: 'executions', keep: true },
  );
  if (children.value === undefined)
    return children.error === undefined ? (
      <p class="muted">Reading the child executions …</p>
    ) : (
      <Problem error={children.error} />
    );
  const { summary, nextToken } = children.value;
  const rows = [...children.value.rows].sort((a, b) => rank(a) - rank(b));
  const shown = all ? rows : rows.slice(0, shownRows);
  return (
    <div class="children">
      <h3>
        {plural(rows.length, 'child execution')}
        {nextToken === undefined ? '' : ', and more'}
      </h3>
      {summary === undefined ? null : <Items summary={summary} />}
      <ul>
        {shown.map((row) => (
          <li key={row.executionArn}>
            <Status status={row.status} /> <a href={executionAddress(row)}>{row.name}</a>{' '}
            <span class="muted small">
              {row.stoppedAt === undefined ? '' : durationText(row.stoppedAt - row.startedAt)}
            </span>
            {row.error === undefined ? null : (
              <p class="bad-text small">
                {row.error} {row.reason}
              </p>
            )}
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

/** `Map Run FAILED: 100 items: 2 failed, 1 running, 97 succeeded`. */
function Items({ summary: { status, total, items } }: { readonly summary: MapRunSummary }) {
  const counts = Object.entries(items).map(([name, count]) => `${countText(count)} ${words[name] ?? name}`);
  return (
    <p class="small">
      Map Run {status}, {plural(total, 'item')}: {counts.join(', ')}
    </p>
  );
}

const words: Readonly<Record<string, string>> = { timedOut: 'timed out' };

const first = ['FAILED', 'TIMED_OUT', 'ABORTED', 'RUNNING'];

function rank({ status }: ExecutionRow): number {
  return first.includes(status) ? first.indexOf(status) : first.length;
}
