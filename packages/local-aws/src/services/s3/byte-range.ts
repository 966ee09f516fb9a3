import { s3Errors } from './s3-errors';

/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Returns the part of an object that a Range header requests; undefined for the whole. A header that is not one `bytes=` range is
 * ignored, as in S3; a range outside the object, and any range of an empty object, is InvalidRange.
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const match = header === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  if (first === '') return suffix(Number(last), sizeBytes);
  const range = { first: Number(first), last: last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) };
  if (last !== '' && Number(last) < range.first) return undefined;
  if (range.first >= sizeBytes) throw s3Errors.invalidRange();
  return range;
}

function suffix(length: number, sizeBytes: number): ByteRange {
  if (length === 0 || sizeBytes === 0) throw s3Errors.invalidRange();
  return { first: Math.max(0, sizeBytes - length), last: sizeBytes - 1 };
}
