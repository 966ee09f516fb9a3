import { signal } from '@preact/signals';
import type { Page, Parameters } from '../page';

/** Where the browser is: the address without its origin. */
export const location = signal(read());

/** Goes to an address of this page. Selections are entries of the history, filters replace the last one. */
export function navigate(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (to === `${location.value.path}${location.value.search}`) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  location.value = read();
}

/** Changes parameters of the query; undefined or empty removes one. */
export function changeQuery(
  change: Readonly<Record<string, string | readonly string[] | undefined>>,
  options?: { readonly replace?: boolean },
): void {
  const query = new URLSearchParams(location.value.search);
  for (const [name, value] of Object.entries(change)) {
    query.delete(name);
    for (const each of value === undefined ? [] : [value].flat()) if (each !== '') query.append(name, each);
  }
  navigate(addressOf(location.value.path, query), options);
}

/** A path with its query. */
export function addressOf(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Keeps a value with this entry of the history: where a list was scrolled to. */
export function remember(state: object): void {
  history.replaceState({ ...history.state, ...state }, '');
}

/** Returns what was kept with this entry. */
export function remembered<Value>(name: string): Value | undefined {
  return (history.state as Record<string, Value> | null)?.[name];
}

/** The page of a path, and its parameters. */
export function findPage(
  pages: readonly Page[],
  path: string,
): { readonly page: Page; readonly parameters: Parameters } | undefined {
  for (const page of pages) {
    const parameters = match(page.path.split('/'), path.split('/'));
    if (parameters !== undefined) return { page, parameters };
  }
  return undefined;
}

function match(pattern: readonly string[], parts: readonly string[]): Parameters | undefined {
  if (pattern.length !== parts.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const given = parts[index] as string;
    if (part.startsWith(':')) parameters[part.slice(1)] = decoded(given);
    else if (part !== given) return undefined;
  }
  return parameters;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function read() {
  const { pathname: path, search } = window.location;
  return { path, search, query: new URLSearchParams(search) };
}

addEventListener('popstate', () => {
  location.value = read();
});

// Links of the page change the view, unless they are to open elsewhere.
addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.origin !== window.location.origin || link.hasAttribute('download') || link.target !== '')
    return;
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  event.preventDefault();
  navigate(`${link.pathname}${link.search}`);
});
