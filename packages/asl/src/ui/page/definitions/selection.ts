import { signal } from '@preact/signals';
import { changeQuery, location } from '../shell/location';

/** The state that the address selects. */
export function selectedPath(): string | undefined {
  const path = location.value.query.get('state') ?? '';
  return path === '' ? undefined : path;
}

/** Selects a state, and opens what holds it. */
export function selectState(path: string | undefined): void {
  const open = location.value.query.getAll('open');
  changeQuery(path === undefined ? { state: undefined } : { state: path, open: withHolders(open, path) });
}

/** Opens or closes a Map or Parallel in the graph. */
export function toggleOpen(path: string): void {
  setOpen(path, !location.value.query.getAll('open').includes(path));
}

/** Opens or closes a Map or Parallel in the graph; closing one closes what is inside of it. */
export function setOpen(path: string, open: boolean): void {
  const before = location.value.query.getAll('open');
  const next = open
    ? [...new Set([...before, path])]
    : before.filter((each) => each !== path && !each.startsWith(`${path}/`));
  changeQuery({ open: next }, { replace: true });
}

/** Every holder of a state: `A/0/B` is held by `A`. Names may have slashes: what holds nothing opens nothing. */
function withHolders(open: readonly string[], path: string): string[] {
  const parts = path.split('/');
  const holders = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
  return [...new Set([...open, ...holders.filter((each) => !/\/\d+$/.test(each))])];
}

/** Names of states with a breakpoint, by definition: they last as long as the page. */
export const breakpoints = signal<Readonly<Record<string, readonly string[]>>>({});

/** The breakpoints of a definition. */
export function breakpointsOf(file: string): readonly string[] {
  return breakpoints.value[file] ?? [];
}

/** Sets or removes a breakpoint; returns those of the definition. */
export function toggleBreakpoint(file: string, name: string): readonly string[] {
  const before = breakpointsOf(file);
  const next = before.includes(name) ? before.filter((each) => each !== name) : [...before, name];
  breakpoints.value = { ...breakpoints.value, [file]: next };
  return next;
}
