import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OutlineState } from '../../definitions/definition-view';
import { useKeys } from '../shell/keys';
import { SeverityIcon } from './verdicts';

/** The states of a definition, which are also those of its graph: one tab stop, arrows move. https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ */
export function Outline({
  states,
  selected,
  onSelect,
  onOpen,
  extra,
}: {
  readonly states: readonly OutlineState[];
  readonly selected: string | undefined;
  readonly onSelect: (path: string) => void;
  /** A Map or Parallel is to be opened or closed in the graph. */
  readonly onOpen: (path: string, open: boolean) => void;
  /** What a row has besides: a status, a breakpoint. */
  readonly extra?: (state: OutlineState) => ComponentChildren;
}) {
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useKeys({ '/': () => field.current?.focus() });
  const shown = states.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  const at = shown.findIndex(({ path }) => path === selected);
  const current = Math.max(0, at);
  useEffect(
    () =>
      list.current
        ?.querySelector(`[id="${CSS.escape(`state-${selected ?? ''}`)}"]`)
        ?.scrollIntoView({ block: 'nearest' }),
    [selected],
  );
  const press = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: shown.length - 1,
    };
    const target = shown[Math.max(0, Math.min(shown.length - 1, steps[event.key] ?? -1))];
    const state = shown[current];
    if (steps[event.key] !== undefined && target !== undefined) onSelect(target.path);
    else if (event.key === 'ArrowRight' && state !== undefined) onOpen(state.path, true);
    else if (event.key === 'ArrowLeft' && state !== undefined) onOpen(state.path, false);
    else return;
    event.preventDefault();
  };
  return (
    <div class="d-outline">
      <label class="search">
        <span class="visually-hidden">Search the states</span>
        <input
          ref={field}
          type="search"
          value={search}
          placeholder="State"
          onInput={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'Enter') list.current?.focus();
          }}
        />
        <kbd aria-hidden="true">/</kbd>
      </label>
      <ul
        ref={list}
        role="tree"
        aria-label="States"
        tabIndex={0}
        aria-activedescendant={at === -1 ? undefined : `state-${selected}`}
        onKeyDown={press}
      >
        {shown.map((state) => (
          <OutlineRow
            key={state.path}
            state={state}
            isSelected={state.path === selected}
            onSelect={onSelect}
            extra={extra?.(state)}
          />
        ))}
      </ul>
      {shown.length === 0 ? <p class="muted small">0 of {states.length} match</p> : null}
    </div>
  );
}

function OutlineRow({
  state,
  isSelected,
  onSelect,
  extra,
}: {
  readonly state: OutlineState;
  readonly isSelected: boolean;
  readonly onSelect: (path: string) => void;
  readonly extra: ComponentChildren;
}) {
  const { path, name, type, depth, errors, warnings, handlesErrors } = state;
  return (
    <li
      id={`state-${path}`}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isSelected}
      class={`depth-${Math.min(depth, 6)}${handlesErrors ? ' handler' : ''}`}
      onClick={() => onSelect(path)}
    >
      <span class="name">{name}</span>
      <span class="type">{type}</span>
      {errors === 0 ? null : (
        <span class="bad-text">
          <SeverityIcon severity="error" />
          <span class="visually-hidden">{errors} errors</span>
        </span>
      )}
      {warnings === 0 ? null : (
        <span class="warning-text">
          <SeverityIcon severity="warning" />
          <span class="visually-hidden">{warnings} warnings</span>
        </span>
      )}
      {extra}
    </li>
  );
}
