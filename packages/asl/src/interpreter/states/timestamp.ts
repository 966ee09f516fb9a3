const timestampPattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/;

/** The milliseconds since 1970 of an ISO 8601 time with offset, `T` and `Z` in capitals; undefined for anything else. */
export function millisOfTimestamp(text: string): number | undefined {
  const match = timestampPattern.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = '', offset] = match;
  const millis = fraction.slice(0, 3).padEnd(3, '0');
  const parsed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${offset}`);
  if (Number.isNaN(parsed) || Number(day) > daysOf(Number(year), Number(month))) return undefined;
  return parsed;
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
