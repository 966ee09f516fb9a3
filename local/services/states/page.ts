import { ServiceError, type Shape } from '../service';

/** A part of a list, with the token that leads to the next part. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: { readonly nextToken?: string };
}

/** Cuts a list by `maxResults` (default 100, at most 1000) and `nextToken`. Throws InvalidToken. */
export function page<T>(all: readonly T[], { maxResults, nextToken }: Shape): Page<T> {
  const size = typeof maxResults === 'number' && maxResults > 0 ? Math.min(1000, maxResults) : 100;
  const from = nextToken === undefined ? 0 : offsetOf(String(nextToken));
  const items = all.slice(from, from + size);
  const end = from + items.length;
  return { items, nextToken: end < all.length ? { nextToken: Buffer.from(`from:${end}`).toString('base64') } : {} };
}

function offsetOf(token: string): number {
  const match = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString());
  if (match === null) throw new ServiceError('InvalidToken', `Invalid Token: '${token}'`);
  return Number(match[1]);
}
