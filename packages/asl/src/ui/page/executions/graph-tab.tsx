import { useEffect, useState } from 'preact/hooks';
import { GraphView } from '../parts/graph-view';
import { Problem } from '../parts/problem';
import { changeQuery, location } from '../shell/location';
import type { StateMarks } from './state-marks';
import { type ShownExecution, useGraph } from './use-execution';

/** The graph with the path that was taken. */
export function GraphTab({
  view,
  selected,
  onSelect,
  marks,
}: {
  readonly view: ShownExecution;
  readonly selected: string | undefined;
  readonly onSelect: (path: string) => void;
  readonly marks: StateMarks | undefined;
}) {
  const { machine, name, states, taken } = view;
  const [open, setOpen] = useState<readonly string[]>(() => holderOf(selected, states));
  // What is selected is seen.
  useEffect(() => setOpen((before) => [...new Set([...before, ...holderOf(selected, states)])]), [selected]);
  const errors = location.value.query.get('errors') ?? 'taken';
  const graph = useGraph(
    { machine, name },
    { open, errors, ...(errors === 'selected' ? { selected } : {}), taken: caughtStates(view) },
  );
  const toggle = (path: string): void =>
    setOpen(
      open.includes(path) ? open.filter((each) => each !== path && !each.startsWith(`${path}/`)) : [...open, path],
    );
  if (graph.value === undefined)
    return graph.error === undefined ? (
      <p class="empty">Drawing …</p>
    ) : (
      <Problem error={graph.error} onRetry={graph.reload} />
    );
  const holders = states.filter(({ type }) => type === 'Map' || type === 'Parallel').map(({ path }) => path);
  return (
    <div class="graph-tab">
      <div class="graph-tools">
        <label>
          Error paths{' '}
          <select
            value={errors}
            onChange={(event) =>
              changeQuery(
                { errors: event.currentTarget.value === 'taken' ? undefined : event.currentTarget.value },
                { replace: true },
              )
            }
          >
            <option value="taken">taken</option>
            <option value="selected">of the selected state</option>
            <option value="all">all</option>
          </select>
        </label>
        {holders.length === 0 ? null : (
          <button type="button" class="quiet" onClick={() => setOpen(open.length === holders.length ? [] : holders)}>
            {open.length === holders.length ? 'Close all' : 'Open all'}
          </button>
        )}
        {graph.value.hidden.length === 0 ? null : (
          <span class="muted small">{graph.value.hidden.length} states of error paths are hidden</span>
        )}
      </div>
      <GraphView
        graph={graph.value}
        label="The graph of the states; the outline has the same facts"
        execution={{ states, edges: taken }}
        onSelect={onSelect}
        onToggle={toggle}
        {...(selected === undefined ? {} : { selected })}
        {...(marks === undefined ? {} : { marksOf: marks.onNode })}
      />
    </div>
  );
}

/** What is drawn depends on it: a new one draws its error path. */
function caughtStates({ states }: ShownExecution): string {
  return states
    .filter(({ status }) => status === 'caught')
    .map(({ path }) => path)
    .join(' ');
}

/** What holds a state. */
function holderOf(selected: string | undefined, states: ShownExecution['states']): readonly string[] {
  return states.filter(({ path }) => selected?.startsWith(`${path}/`) === true).map(({ path }) => path);
}
