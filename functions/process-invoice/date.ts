import { monthOf } from './month-names';

/** Which of two numbers is the day. */
export type DateOrder = 'day-first' | 'month-first';

/** A date as it is written: certain, or one of two. Dates are ISO 8601: 2024-03-05. */
export type WrittenDate =
  | {
      readonly kind: 'certain';
      readonly iso: string /** Set if the format shows the order. */;
      readonly order?: DateOrder;
    }
  | { readonly kind: 'ambiguous'; readonly dayFirst: string; readonly monthFirst: string };

/**
 * Reads a date of any usual format; undefined if it is not a date of the calendar. A time of day after it is skipped.
 */
export function readDate(raw: unknown): WrittenDate | undefined {
  if (typeof raw !== 'string') return undefined;
  const text = raw.normalize('NFKC').trim().replace(/\s+/g, ' ');
  for (const reader of [readYearFirst, readNumeric, readWithMonthName]) {
    const date = reader(text);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** 2024-03-05, 2024/3/5, 2024.03.05, 20240305, 2024年3月5日 */
function readYearFirst(text: string): WrittenDate | undefined {
  const parts =
    /^(\d{4})([-/. ]|年)(\d{1,2})(?:[-/. ]|月)(\d{1,2})日?(?!\d)/.exec(text) ??
    /^(\d{4})()(\d{2})(\d{2})(?!\d)/.exec(text);
  return parts === null ? undefined : certain(Number(parts[1]), Number(parts[3]), Number(parts[4]));
}

/** 5.3.2024, 05/03/24, 5-3-2024, 05 03 2024 */
function readNumeric(text: string): WrittenDate | undefined {
  const parts = /^(?:\p{L}+\.?,? )?(\d{1,2})([-/. ])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)/u.exec(text);
  if (parts === null) return undefined;
  const [first, second, year] = [Number(parts[1]), Number(parts[3]), fullYear(parts[4] ?? '')];
  const dayFirst = isoDate(year, second, first);
  const monthFirst = isoDate(year, first, second);
  if (dayFirst === undefined || first === second)
    return asCertain(monthFirst, first === second ? undefined : 'month-first');
  // A date with points never has the month first.
  if (monthFirst === undefined || parts[2] === '.') return asCertain(dayFirst, 'day-first');
  return { kind: 'ambiguous', dayFirst, monthFirst };
}

/** 5 March 2024, March 5th, 2024, 05-MAR-24, Tue, 5. März 2024, 5 de marzo de 2024 */
function readWithMonthName(text: string): WrittenDate | undefined {
  const month = [...text.matchAll(/\p{L}+/gu)].map(([word]) => monthOf(word)).find((found) => found !== undefined);
  const numbers = [...text.replace(/\d{1,2}:\d{2}.*$/, '').matchAll(/\d+/g)].map(([digits]) => digits);
  const [first = '', second = ''] = numbers;
  if (month === undefined || numbers.length !== 2) return undefined;
  const [day, year] = first.length === 4 ? [second, first] : [first, second];
  if (day.length > 2 || (year.length !== 4 && year.length !== 2)) return undefined;
  return certain(fullYear(year), month, Number(day));
}

function certain(year: number, month: number, day: number): WrittenDate | undefined {
  return asCertain(isoDate(year, month, day), undefined);
}

function asCertain(iso: string | undefined, order: DateOrder | undefined): WrittenDate | undefined {
  return iso === undefined ? undefined : { kind: 'certain', iso, ...(order !== undefined && { order }) };
}

/** Two digits mean 1970 to 2069. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year >= 70 ? 1900 + year : 2000 + year;
}

/** Returns undefined if the calendar does not have such a day. */
function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}
