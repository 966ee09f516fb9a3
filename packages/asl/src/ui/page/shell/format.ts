import { zone } from './settings';

/** A time of day with its zone: `14:02:11 CET`; with the date if it is not of today. What is no time must not end the page. */
export function timeText(milliseconds: number, { withDate = false, withZone = true, fraction = false } = {}): string {
  if (!isTime(milliseconds)) return noTime;
  const isToday = dayOf(milliseconds) === dayOf(Date.now());
  const date = withDate || !isToday ? `${dayOf(milliseconds)} ` : '';
  return `${date}${clockText(milliseconds, fraction)}${withZone ? ` ${zoneName(milliseconds)}` : ''}`;
}

/** For a tooltip: ISO 8601 in UTC. */
export function isoText(milliseconds: number): string {
  return isTime(milliseconds) ? new Date(milliseconds).toISOString() : noTime;
}

const noTime = 'at an unknown time';

/** https://tc39.es/ecma262/#sec-time-values-and-time-range */
function isTime(milliseconds: number): boolean {
  return Math.abs(milliseconds) <= 8.64e15;
}

/** `14:02:11`, `14:02:11.204`. */
export function clockText(milliseconds: number, fraction = false): string {
  if (!isTime(milliseconds)) return noTime;
  const text = format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }, milliseconds);
  return fraction ? `${text}.${String(new Date(milliseconds).getUTCMilliseconds()).padStart(3, '0')}` : text;
}

/** The zone that times are shown in: `CET`, `UTC`, `GMT+5:30`. */
export function zoneName(milliseconds = Date.now()): string {
  if (zone.value === 'utc') return 'UTC';
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(milliseconds);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'local';
}

/** Three significant digits: `40 ms`, `8.42 s`, `2 min 05 s`, `3 h 20 min`, `2 d 4 h`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1) return milliseconds <= 0 ? '0 ms' : '<1 ms';
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `312 B`, `2.1 KB`, `1.4 MB`: of 1,000 bytes each. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toPrecision(3)} KB` : `${(bytes / 1_000_000).toPrecision(3)} MB`;
}

/** US dollars with two significant digits: `$0.0021`, `$1.40`. */
export function priceText(dollars: number): string {
  if (dollars >= 1) return `$${dollars.toFixed(2)}`;
  return dollars === 0
    ? '$0'
    : `$${Number(dollars.toPrecision(2)).toFixed(Math.max(2, 1 - Math.floor(Math.log10(dollars))))}`;
}

/** `10,000`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 state`, `2 states`. */
export function plural(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function dayOf(milliseconds: number): string {
  // As ISO 8601 has it.
  return format({ year: 'numeric', month: '2-digit', day: '2-digit' }, milliseconds, 'sv-SE');
}

/** To make one takes longer than to use it a hundred times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions, milliseconds: number, locale = 'en-GB'): string {
  const key = `${locale} ${zone.value} ${Object.keys(options).join()}`;
  const known =
    formatters.get(key) ??
    new Intl.DateTimeFormat(locale, { ...options, ...(zone.value === 'utc' ? { timeZone: 'UTC' } : {}) });
  formatters.set(key, known);
  return known.format(milliseconds);
}
