import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { StateSummary } from '../../model/state-summaries';
import { StatusIcon, statusLook } from '../parts/status';
import { durationText, plural } from '../shell/format';
import { useKeys } from '../shell/keys';
import { changeQuery, location } from '../shell/location';
import { ItemPicker } from './item-picker';
import type { StateMarks } from './state-marks';
import type { ShownExecution } from './use-execution';

interface OutlineProps {
  readonly view: ShownExecution;
  readonly selected: string | undefined;
  readonly onSelect: (path: string) => void;
  readonly marks: StateMarks | undefined;
}

/** The states as a tree: every fact of the graph, by keyboard. https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ */
export function Outline({ view, selected, onSelect, marks }: OutlineProps) {
  const { query } = location.value;
  const [find, setFind] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => closedAtFirst(view.states));
  const search = useRef<HTMLInputElement>(null);
  const tree = useRef<HTMLDivElement>(null);
  useKeys({ '/': () => search.current?.focus() });
  const onlyFailed = query.get('only') === 'failed';
  const showAll = query.get('reached') === 'all';
  const unreached = view.states.filter(({ status }) => status === 'notReached').length;
  const isWanted = (state: StateSummary): boolean =>
    (showAll || view.status === 'RUNNING' || state.status !== 'notReached') &&
    (!onlyFailed || state.status === 'failed' || state.status === 'caught') &&
    state.name.toLowerCase().includes(find.toLowerCase());
  const wanted = view.states.filter(isWanted);
  const shown = view.states.filter(
    (state) =>
      (wanted.includes(state) || (find !== '' && wanted.some(({ path }) => path.startsWith(`${state.path}/`)))) &&
      (find !== '' || ![...closed].some((path) => state.path.startsWith(`${path}/`))),
  );
  const holders = new Set(view.states.flatMap(({ path }) => holdersOf(path, view.states)));
  const toggle = (path: string, isOpen: boolean): void => {
    const next = new Set(closed);
    if (isOpen) next.delete(path);
    else next.add(path);
    setClosed(next);
  };
  const at = shown.findIndex(({ path }) => path === selected);
  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const current = shown[at];
    const isOpen = current !== undefined && holders.has(current.path) && !closed.has(current.path);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (target !== undefined) onSelect((shown[Math.max(0, Math.min(shown.length - 1, target))] ?? current)?.path ?? '');
    else if (event.key === 'ArrowRight' && current !== undefined && holders.has(current.path)) {
      if (isOpen) onSelect(shown[at + 1]?.path ?? current.path);
      else toggle(current.path, true);
    } else if (event.key === 'ArrowLeft' && current !== undefined) {
      const holder = holdersOf(current.path, view.states).at(-1);
      if (isOpen) toggle(current.path, false);
      else if (holder !== undefined) onSelect(holder);
    } else return;
    event.preventDefault();
  };
  useEffect(
    () => tree.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
    [selected],
  );

  return (
    <div class="outline">
      <div class="outline-tools">
        <label class="search">
          <span class="visually-hidden">Search states</span>
          <input
            ref={search}
            type="search"
            placeholder="State"
            value={find}
            onInput={(event) => setFind(event.currentTarget.value)}
          />
          <kbd aria-hidden="true">/</kbd>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={onlyFailed}
            onChange={(event) =>
              changeQuery({ only: event.currentTarget.checked ? 'failed' : undefined }, { replace: true })
            }
          />
          Failed
        </label>
        {unreached === 0 || view.status === 'RUNNING' ? null : (
          <label class="check">
            <input
              type="checkbox"
              checked={showAll}
              onChange={(event) =>
                changeQuery({ reached: event.currentTarget.checked ? 'all' : undefined }, { replace: true })
              }
            />
            Not reached <span class="muted">{unreached}</span>
          </label>
        )}
      </div>
      {view.states.map(({ path, name, map }) =>
        map?.item === undefined ? null : (
          <div key={path} class="outline-map">
            <b>{name}</b> <ItemPicker view={view} path={path} map={map} label={`Item of ${name}`} />
          </div>
        ),
      )}
      {/* The current row is named by its id: the focus stays here while rows come and go. */}
      <div
        class="tree"
        role="tree"
        aria-label="States"
        tabIndex={0}
        ref={tree}
        onKeyDown={press}
        aria-activedescendant={at === -1 ? undefined : `state-${at}`}
      >
        {shown.map((state, index) => (
          <Row
            key={state.path}
            id={`state-${index}`}
            state={state}
            isSelected={state.path === selected}
            isOpen={holders.has(state.path) ? !closed.has(state.path) : undefined}
            extra={marks?.inRow(state)}
            onSelect={() => onSelect(state.path)}
            onToggle={(isOpen) => toggle(state.path, isOpen)}
          />
        ))}
        {shown.length === 0 ? <p class="empty">0 of {plural(view.states.length, 'state')} match</p> : null}
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly state: StateSummary;
  readonly isSelected: boolean;
  /** Undefined: it holds nothing. */
  readonly isOpen: boolean | undefined;
  readonly extra: ComponentChildren;
  readonly onSelect: () => void;
  readonly onToggle: (isOpen: boolean) => void;
}

function Row({ id, state, isSelected, isOpen, extra, onSelect, onToggle }: RowProps) {
  const { name, type, status, depth, error, reason, duration, retries, visits, map, branch } = state;
  return (
    <div
      id={id}
      class={`tree-row look-${statusLook(status).look}`}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={isOpen}
      style={{ '--depth': depth }}
      onClick={onSelect}
    >
      <span
        class="twist"
        aria-hidden="true"
        onClick={(event) => {
          if (isOpen === undefined) return;
          event.stopPropagation();
          onToggle(!isOpen);
        }}
      >
        {isOpen === undefined ? '' : isOpen ? '▾' : '▸'}
      </span>
      <StatusIcon status={status} label={statusLook(status).word} />
      <span class="tree-name">
        <span class="label" title={name}>
          {name}
        </span>
        {type === 'Map' || type === 'Parallel' ? <span class="muted small"> {type}</span> : null}
        {branch === undefined || depth === 0 ? null : <span class="visually-hidden">, branch {branch + 1}</span>}
        {error === undefined || status === 'succeeded' ? null : (
          <span class="tree-error" title={`${error}${reason === undefined ? '' : `: ${reason}`}`}>
            {error}
          </span>
        )}
      </span>
      {extra}
      {map === undefined ? null : (
        <span class="muted small" title={`${map.total} items`}>
          {map.succeeded}/{map.total}
        </span>
      )}
      {retries > 0 ? (
        <span class="small retries" title={plural(retries, 'retry').replace('retrys', 'retries')}>
          ↻{retries}
        </span>
      ) : null}
      {visits > 1 ? (
        <span class="small muted" title={`${visits} visits`}>
          ×{visits}
        </span>
      ) : null}
      <span class="time muted">{duration === undefined ? '' : durationText(duration)}</span>
    </div>
  );
}

/** The Maps and Parallels that hold a state, outermost first. */
function holdersOf(path: string, states: readonly StateSummary[]): readonly string[] {
  return states.filter((each) => path.startsWith(`${each.path}/`)).map((each) => each.path);
}

/** In a large execution, what holds no failure is closed. */
function closedAtFirst(states: readonly StateSummary[]): ReadonlySet<string> {
  if (states.length <= 30) return new Set();
  const hasFailure = (path: string): boolean =>
    states.some((each) => each.path.startsWith(`${path}/`) && ['failed', 'caught', 'running'].includes(each.status));
  return new Set(
    states
      .filter(({ path, type }) => (type === 'Map' || type === 'Parallel') && !hasFailure(path))
      .map(({ path }) => path),
  );
}
