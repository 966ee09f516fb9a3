import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { remember, remembered } from '../shell/location';
import { useWindow } from './use-window';

/** A column of a table. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
}

/** A table of which only the rows in view exist. */
export interface WindowTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** How many rows there are. */
  readonly count: number;
  /** Undefined for a row that has not been read yet. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly keyOf: (row: Row) => string;
  /** Called with the rows in view: the first, and the one after the last. */
  readonly onWindow?: (from: number, to: number) => void;
  /** Enter, or a click. */
  readonly onOpen: (row: Row, index: number) => void;
  /** The row that is marked as open beside the table. */
  readonly selected?: string;
  /** The rows that are chosen, by key; Space chooses the current one, or drops it. */
  readonly chosen?: ReadonlySet<string>;
  readonly onChoose?: (row: Row) => void;
  /** Pixels. Every row has it. */
  readonly rowHeight?: number;
  /** Keeps the scroll position under this name, for Back. */
  readonly memory?: string;
  readonly empty?: ComponentChildren;
}

/** Pixels of the head, which stays in view. */
const head = 36;

/**
 * A table with one tab stop: the arrows move the current row, Enter opens it. The focus is on the table, so that it survives rows that
 * come, go and change. https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function WindowTable<Row>(props: WindowTableProps<Row>) {
  const { label, columns, count, rowAt, keyOf, onWindow, onOpen, selected, chosen, onChoose, memory, empty } = props;
  const rowHeight = useRowHeight(props.rowHeight ?? 40);
  const { scroller, from, to, height, onScroll, show } = useWindow(count, rowHeight);
  const keepPlace = useKeptPlace(memory, scroller);
  const [current, setCurrent] = useState(() => (memory === undefined ? 0 : (remembered<number>(`${memory}-row`) ?? 0)));
  const isRestored = useRef(false);
  useLayoutEffect(() => {
    if (isRestored.current || count === 0 || memory === undefined) return;
    isRestored.current = true;
    scroller.current?.scrollTo(0, remembered<number>(memory) ?? 0);
  }, [count]);
  useEffect(() => onWindow?.(from, to), [from, to, count]);
  const shownCurrent = Math.min(current, Math.max(0, count - 1));

  const move = (index: number): void => {
    const next = Math.max(0, Math.min(count - 1, index));
    setCurrent(next);
    if (memory !== undefined) remember({ [`${memory}-row`]: next });
    show(next, head);
  };
  const page = Math.max(1, Math.floor(height / rowHeight) - 2);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: shownCurrent + 1,
    ArrowUp: shownCurrent - 1,
    PageDown: shownCurrent + page,
    PageUp: shownCurrent - page,
    Home: 0,
    End: count - 1,
  };
  const press = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A link or a checkbox in a row has these keys itself.
    const row = event.target === event.currentTarget ? rowAt(shownCurrent) : undefined;
    if (step !== undefined) move(step);
    else if (event.key === 'Enter' && row !== undefined) {
      keepPlace.now();
      onOpen(row, shownCurrent);
    } else if (event.key === ' ' && row !== undefined && onChoose !== undefined) onChoose(row);
    else return;
    event.preventDefault();
  };
  const idOf = (index: number): string => `${label.replaceAll(/\W/g, '-')}-${index}`;
  const isShown = shownCurrent >= from && shownCurrent < to;

  return (
    <div
      class="rows"
      ref={scroller}
      onScroll={() => {
        onScroll();
        keepPlace.soon();
      }}
      onClickCapture={keepPlace.now}
    >
      <table
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-multiselectable={chosen === undefined ? undefined : true}
        aria-activedescendant={isShown && count > 0 ? idOf(shownCurrent) : undefined}
        tabIndex={0}
        onKeyDown={press}
      >
        <thead>
          <tr role="row" aria-rowindex={1}>
            {columns.map(({ id, title }) => (
              <th key={id} role="columnheader" scope="col" class={`col-${id}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={from * rowHeight} columns={columns.length} />
          {Array.from({ length: Math.max(0, to - from) }, (_, offset) => {
            const index = from + offset;
            const row = rowAt(index);
            const key = row === undefined ? `row-${index}` : keyOf(row);
            return (
              <tr
                key={key}
                id={idOf(index)}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={row !== undefined && (selected === key || chosen?.has(key) === true)}
                class={index === shownCurrent ? 'current' : undefined}
                onClick={(event) => {
                  if (
                    row === undefined ||
                    (event.target instanceof Element && event.target.closest('a, button, label') !== null)
                  )
                    return;
                  setCurrent(index);
                  onOpen(row, index);
                }}
              >
                {columns.map(({ id, cell }) => (
                  <td key={id} role="gridcell" class={`col-${id}`}>
                    {row === undefined ? <span class="skeleton" /> : cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          <Space height={Math.max(0, count - to) * rowHeight} columns={columns.length} />
        </tbody>
      </table>
      {count === 0 ? <div class="empty">{empty}</div> : null}
    </div>
  );
}

/** Keeps where the table is scrolled to: browsers reject an entry of the history that changes at every frame. */
function useKeptPlace(memory: string | undefined, scroller: RefObject<HTMLElement | null>) {
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const now = (): void => {
    window.clearTimeout(timer.current);
    if (memory !== undefined && scroller.current !== null) remember({ [memory]: scroller.current.scrollTop });
  };
  const soon = (): void => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(now, 200);
  };
  return { now, soon };
}

/** Rows have two lines in a narrow window; the style sheet has the same width. */
function useRowHeight(wide: number): number {
  const narrow = window.matchMedia('(max-width: 720px)');
  const [isNarrow, setNarrow] = useState(narrow.matches);
  useEffect(() => {
    const change = (): void => setNarrow(narrow.matches);
    narrow.addEventListener('change', change);
    return () => narrow.removeEventListener('change', change);
  }, []);
  return isNarrow ? 64 : wide;
}

/** The rows that do not exist. */
function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height === 0) return null;
  return (
    <tr class="space" aria-hidden="true">
      <td colSpan={columns} style={{ height: `${height}px` }} />
    </tr>
  );
}
