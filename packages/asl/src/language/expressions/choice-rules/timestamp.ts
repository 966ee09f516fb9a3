/**
 * An ISO 8601 extended offset date-time (RFC 3339 with an upper-case T and an offset, as AWS accepts it): days and
 * hours must exist. Seconds may be left out.
 */
const timestamp =
  /^([+-]?\d{4,9})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2}(?::\d{2})?)$/;

/** Returns nanoseconds since the epoch, or undefined if the string is not a timestamp. */
export function parseTimestamp(text: string): bigint | undefined {
  const match = timestamp.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  date.setUTCFullYear(year, month - 1, day);
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal) return undefined;
  const fraction = BigInt((match[7] ?? '').padEnd(9, '0'));
  return (BigInt(date.getTime()) - BigInt(offsetMilliseconds(match[8] ?? 'Z'))) * 1_000_000n + fraction;
}

function offsetMilliseconds(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds) * 1000;
}
