import { useEffect } from 'preact/hooks';
import type { DebugView } from '../../definitions/debugger/debug-session';
import type { ChosenItems } from '../../model/state-summaries';
import { Execution } from '../executions/execution';
import { mapsOf, selectionIn, selectState } from '../executions/selection';
import { type ShownExecution, useShownExecution } from '../executions/use-execution';
import type { ViewProps } from '../page';
import { Problem } from '../parts/problem';
import { Status } from '../parts/status';
import { act } from '../shell/api';
import { useKeys } from '../shell/keys';
import { location } from '../shell/location';
import { useResource } from '../shell/use-resource';
import { definitionAddress, fileName } from './address';
import { DebugPanel } from './debug-panel';
import { Breakpoint } from './definition-graph';
import { breakpoints } from './selection';
import { simulatedText } from './simulated-text';

/** One execution that is stepped through in simulated time. */
export function DebugPage({ parameters }: ViewProps) {
  const { file = '', id = '' } = parameters;
  const session = useResource<DebugView>('debug', { id }, { topic: 'debug', keep: true });
  const { value: run } = useShownExecution({ machine: fileName(file), name: id }, 'debug');
  const { value: debug, error, reload } = session;
  const paused = debug?.pause;
  // What is paused is what people look at, until they choose another state.
  useEffect(() => {
    if (paused !== undefined && run !== undefined) selectState(paused.path, run, itemsOf(paused, run));
  }, [paused?.id, run === undefined]);
  const selected = run === undefined ? undefined : selectionIn(location.value.query, run).state;
  const setStops = async (points: readonly string[], onErrors: boolean): Promise<void> => {
    breakpoints.value = { ...breakpoints.value, [file]: points };
    await act('debug/stops', { id, breakpoints: points, onErrors });
    reload();
  };
  const toggle = (name: string): void => {
    if (debug === undefined) return;
    const { breakpoints: before, onErrors } = debug;
    void setStops(before.includes(name) ? before.filter((each) => each !== name) : [...before, name], onErrors);
  };
  const name = selected?.name;
  useKeys({ b: () => name !== undefined && toggle(name) });
  if (debug === undefined || run === undefined)
    return error === undefined ? <p class="empty">Reading {id} …</p> : <Problem error={error} onRetry={reload} />;
  const isPausedAt = (path: string): boolean => paused?.path === path;
  const address = definitionAddress(file);
  const header = (
    <header class="execution-header">
      <div class="line">
        <h1>
          <a href={address}>{run.machine}</a> / {id}
        </h1>
        {debug.hasEnded ? <Status status={run.status} /> : null}
        <span role="status" class="paused-text">
          {debug.hasEnded
            ? `ended after ${simulatedText(debug.elapsed)} simulated`
            : paused === undefined
              ? 'running'
              : `paused ${paused.kind === 'beforeState' ? 'before' : 'after the call of'} ${paused.stateName}`}
        </span>
        {debug.hasEnded ? null : <span class="muted">t = +{simulatedText(debug.elapsed)} simulated</span>}
      </div>
    </header>
  );
  return (
    <Execution
      view={run}
      header={header}
      back={address}
      marks={{
        onNode: (node) => (
          <>
            {debug.breakpoints.includes(node.name) ? <Breakpoint /> : null}
            {isPausedAt(node.id) ? <PausedMark width={node.width} /> : null}
          </>
        ),
        inRow: (state) => (
          <>
            {debug.breakpoints.includes(state.name) ? <span class="breakpoint">breakpoint</span> : null}
            {isPausedAt(state.path) ? <span class="paused">paused</span> : null}
          </>
        ),
      }}
      side={
        <DebugPanel
          // Another pause has other values.
          key={paused?.id ?? 0}
          debug={debug}
          selectedName={name}
          onToggle={toggle}
          onErrors={(onErrors) => void setStops(debug.breakpoints, onErrors)}
          onChanged={reload}
        />
      }
    />
  );
}

/** The iterations in which it is paused. */
function itemsOf({ path, mapIndexes }: NonNullable<DebugView['pause']>, run: ShownExecution): ChosenItems {
  const maps = mapsOf(path, run.states).filter((map) => map !== path);
  const items = maps.flatMap((map, depth) => (mapIndexes[depth] === undefined ? [] : [[map, mapIndexes[depth]]]));
  return { ...run.items, ...Object.fromEntries(items) };
}

/** A frame round the state at which it is paused. */
function PausedMark({ width }: { readonly width: number }) {
  return (
    <g class="g-paused" transform={`translate(${width - 52} -10)`}>
      <rect width="56" height="18" rx="9" />
      <text x="28" y="13">
        paused
      </text>
    </g>
  );
}
