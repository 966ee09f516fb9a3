import { type DateOrder, readDate, type WrittenDate } from './date';
import { type Complaint, type Fields, isGiven, quoteValue } from './invoice';

/** Dates by field name, and the complaints about them for a reviewer. */
export interface ReadDates {
  /** ISO 8601 */
  readonly dates: Readonly<Record<string, string>>;
  readonly complaints: readonly Complaint[];
}

/**
 * Reads every field whose name ends in Date. `04/05/2024` is decided by evidence: another date of the invoice that
 * shows its order, else the currency (US dollars: the month first; any other: the day). Without evidence, with Canadian
 * dollars, which use both orders, and with US dollars of a company that is not American, it is a complaint.
 */
export function readDates(fields: Fields, currency: string | undefined): ReadDates {
  const written = Object.entries(fields).filter(([name, value]) => /(^d|D)ate$/.test(name) && isGiven(value));
  const read = written.map(([name, value]) => ({ name, value, date: readDate(value) }));
  const order = findDateOrder(read.map(({ date }) => date)) ?? orderOfCurrency(currency, fields['supplierName']);
  const dates: Record<string, string> = {};
  const complaints: Complaint[] = [];
  for (const { name, value, date } of read) {
    const iso = date === undefined ? undefined : settleDate(date, order);
    if (iso !== undefined) dates[name] = iso;
    else
      complaints.push({
        field: name,
        sentence: date === undefined ? unreadable(name, value) : undecided(name, value, date),
      });
  }
  return { dates, complaints };
}

function findDateOrder(dates: readonly (WrittenDate | undefined)[]): DateOrder | undefined {
  const orders = new Set(dates.map((date) => (date?.kind === 'certain' ? date.order : undefined)));
  orders.delete(undefined);
  return orders.size === 1 ? [...orders][0] : undefined;
}

const foreignCompany =
  /\b(?:gmbh|ag|kg|s\.?a\.?s?|s\.?l|s\.?p\.?a|s\.?[rà]\.?l|b\.?v|n\.?v|plc|ltd|limited|pty|pte|kk|oy|ab|a\/s)\b/iu;

function orderOfCurrency(currency: string | undefined, supplier: unknown): DateOrder | undefined {
  if (currency === undefined || currency === 'CAD') return undefined;
  if (currency !== 'USD') return 'day-first';
  return typeof supplier === 'string' && foreignCompany.test(supplier) ? undefined : 'month-first';
}

function settleDate(date: WrittenDate, order: DateOrder | undefined): string | undefined {
  if (date.kind === 'certain') return date.iso;
  if (order === undefined) return undefined;
  return order === 'day-first' ? date.dayFirst : date.monthFirst;
}

function unreadable(name: string, value: unknown): string {
  return `The field ${name} is given as ${quoteValue(value)}, which is no date.`;
}

function undecided(name: string, value: unknown, date: WrittenDate): string {
  const readings = date.kind === 'ambiguous' ? `${date.dayFirst} or ${date.monthFirst}` : '';
  return `The field ${name} is given as ${quoteValue(value)}, which can mean ${readings}; nothing in the invoice shows which.`;
}
