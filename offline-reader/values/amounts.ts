import { type Found, findDates } from './dates';

/** A number with what was written about it. */
export interface FoundAmount extends Found {
  readonly value: number;
  /** Written like money: with a currency or with cents. A bare whole number may be anything. */
  readonly isMoney: boolean;
}

const symbols =
  '[$€£¥₹₩₽]|(?:US|CA|AU|NZ|HK|S|R)\\$|zł|kr\\.?|Fr\\.|CHF|EUR|USD|GBP|JPY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|CNY|SGD|HKD|ZAR|BRL|MXN|TRY';
const digits =
  "\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3})+(?:[.,]\\d{1,2})?|\\d{1,3}(?:['’]\\d{3})+(?:[.,]\\d{1,2})?|\\d{1,3}(?:,\\d{2,3})+(?:\\.\\d{1,4})?|\\d{1,3}(?:\\.\\d{3})+(?:,\\d{1,4})?|\\d+(?:[.,]\\d{1,4})?|[.,]\\d{2}";
const amountPattern = new RegExp(
  `(?<![\\p{L}\\d/#.,:_-])(?<open>\\()?(?<sign>[-–−+])?[ ]?(?<before>${symbols})?[ ]?(?<sign2>[-–−])?(?<digits>${digits})(?!\\d)[ ]?(?:(?<after>${symbols})(?!\\p{L}))?(?<close>[ ]?\\)|-(?![\\p{L}\\d]))?(?<percent>[ ]?%)?(?![\\p{L}\\d/_]|[-:.,]\\d)`,
  'giu',
);

/** Returns the amounts of a text, as they are written, from left to right. Percentages and parts of dates are not amounts. */
export function findAmounts(text: string): FoundAmount[] {
  const dates = findDates(text);
  return [...text.matchAll(amountPattern)].flatMap((match) => {
    const groups = match.groups ?? {};
    const start = match.index + (/^ */u.exec(match[0])?.[0].length ?? 0);
    const end = match.index + match[0].length;
    if (groups['percent'] !== undefined || dates.some((date) => start < date.end && date.start < end)) return [];
    const written = groups['digits'] ?? '';
    const isNegative =
      (groups['sign'] !== undefined && groups['sign'] !== '+') ||
      groups['sign2'] !== undefined ||
      groups['close'] !== undefined;
    const value = numberOf(written) * (isNegative ? -1 : 1);
    const hasCurrency = groups['before'] !== undefined || groups['after'] !== undefined;
    const whole = text.slice(start, end).trim();
    const unpaired =
      groups['open'] === undefined && /\)$/u.test(whole) ? whole.slice(0, -1) : whole.replace(/^\((?!.*\))/u, '');
    return [{ text: unpaired.trim(), start, end, value, isMoney: hasCurrency || /[.,]\d{2}$/u.test(written) }];
  });
}

/** Parses a number with separators: the last separator with one, two or four digits after it is the decimal one. */
export function numberOf(written: string): number {
  const plain = written.replace(/[ \u00a0\u202f'’]/gu, '');
  const decimals = /[.,](\d{1,2}|\d{4})$/u.exec(plain);
  const onlyOne = (plain.match(/[.,]/gu) ?? []).length === 1;
  const isDecimal = decimals !== null || (onlyOne && /^0[.,]/u.test(plain));
  if (!isDecimal) return Number(plain.replace(/[.,]/gu, ''));
  const at = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  return Number(`${plain.slice(0, at).replace(/[.,]/gu, '') || '0'}.${plain.slice(at + 1)}`);
}

/** Whether a text is exactly one amount. */
export function isAmountOnly(text: string): boolean {
  const trimmed = text.trim();
  const [only, ...others] = findAmounts(trimmed);
  if (only === undefined || others.length > 0) return false;
  return trimmed.replace(only.text, '').replace(/[\s*|:.()+-]|[A-Z]{3}\b/gu, '') === '';
}
