import type { ExecutionStatus, RowFilter } from '../model';
import { NotFoundError } from '../pages';

/** A parameter that is not empty. */
export function textOf(query: URLSearchParams, name: string): string | undefined {
  const value = query.get(name);
  return value === null || value === '' ? undefined : value;
}

/** A parameter that is a number of at least 0. */
export function numberIn(query: URLSearchParams, name: string): number | undefined {
  const value = textOf(query, name);
  return value !== undefined && Number(value) >= 0 ? Number(value) : undefined;
}

/** The filter of the list, as the address of the page has it: `status=FAILED&machine=…&q=…`. */
export function rowFilterIn(query: URLSearchParams): RowFilter {
  const texts = (['machine', 'state', 'error', 'q'] as const).flatMap((name) => {
    const value = textOf(query, name);
    return value === undefined ? [] : [[name, value]];
  });
  const times = (['from', 'to'] as const).flatMap((name) => {
    const value = Date.parse(query.get(name) ?? '');
    return Number.isNaN(value) ? [] : [[name, value]];
  });
  const status = query.getAll('status') as ExecutionStatus[];
  return { ...Object.fromEntries([...texts, ...times]), ...(status.length === 0 ? {} : { status }) };
}

/** A parameter that a request must have. Throws a NotFoundError without it. */
export function requiredText(query: URLSearchParams, name: string): string {
  const value = textOf(query, name);
  if (value === undefined) throw new NotFoundError(`the request has no ${name}`);
  return value;
}
