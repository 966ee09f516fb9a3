import { shapesOf } from '../input';
import type { Shape } from '../service';
import { s3Errors } from './s3-errors';

/** Parses tags from a list of {Key, Value}. Uses S3's rules. */
export function tagsFromSet(tagging: Shape): Readonly<Record<string, string>> {
  const pairs = shapesOf(tagging, 'TagSet').map((tag): readonly [string, string] => [
    String(tag['Key'] ?? ''),
    String(tag['Value'] ?? ''),
  ]);
  return checkedTags(pairs);
}

/** Parses tags from the header form `a=1&b=2`. */
export function tagsFromHeader(text: string | undefined): Readonly<Record<string, string>> {
  return text === undefined ? {} : checkedTags([...new URLSearchParams(text).entries()]);
}

function checkedTags(pairs: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  if (pairs.length > 10) throw s3Errors.invalidTag('Object tags cannot be greater than 10');
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length)
    throw s3Errors.invalidTag('Cannot provide multiple Tags with the same key');
  for (const [key, value] of pairs) {
    if (key === '' || key.length > 128) throw s3Errors.invalidTag('The TagKey you have provided is invalid');
    if (value.length > 256) throw s3Errors.invalidTag('The TagValue you have provided is invalid');
  }
  return Object.fromEntries(pairs);
}
