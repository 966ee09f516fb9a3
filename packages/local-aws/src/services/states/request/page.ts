import { ServiceError, type Shape } from '../../service';

/** A part of a list, with the token that leads to the next part. */
export interface ResultPage<T> {
  readonly items: readonly T[];
  readonly nextToken: { readonly nextToken?: string };
}

/**
 * Returns the page of a list by `maxResults` (default 100, at most 1000) and `nextToken`. The token names the last returned item, so
 * that items added meanwhile are not returned twice and do not hide others. Throws InvalidToken.
 */
export function page<T>(
  all: readonly T[],
  { maxResults, nextToken }: Shape,
  keyOf: (item: T) => unknown,
): ResultPage<T> {
  const size = pageSize({ maxResults });
  const from = nextToken === undefined || nextToken === null ? 0 : placeAfter(all, String(nextToken), keyOf);
  const items = all.slice(from, from + size);
  const last = from + items.length < all.length ? items.at(-1) : undefined;
  return { items, nextToken: last === undefined ? {} : { nextToken: tokenOf(keyOf(last)) } };
}

/** Returns the size of a page: `maxResults`, 100 if it is absent or 0, at most 1000. */
export function pageSize({ maxResults }: Shape): number {
  return typeof maxResults === 'number' && maxResults > 0 ? Math.min(1000, maxResults) : 100;
}

/** Returns AWS's error for an unknown token. */
export function invalidToken(): ServiceError {
  return new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
}

function tokenOf(key: unknown): string {
  return Buffer.from(`after:${String(key)}`).toString('base64');
}

function placeAfter<T>(all: readonly T[], token: string, keyOf: (item: T) => unknown): number {
  const after = /^after:(.*)$/s.exec(Buffer.from(token, 'base64').toString())?.[1];
  const index = after === undefined ? -1 : all.findIndex((item) => String(keyOf(item)) === after);
  if (index < 0) throw invalidToken();
  return index + 1;
}
