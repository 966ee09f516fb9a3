import { type CurrencyMark, findCurrency } from './currency';
import { type Decimal, decimal } from './decimal';

/** The character before the digits after the point. */
export type DecimalMark = '.' | ',';

/** An amount as it was read. */
export interface Amount {
  readonly value: Decimal;
  readonly currency?: CurrencyMark;
}

/** Hints for an amount that is ambiguous by itself. */
export interface AmountHints {
  /** The mark that the document's other amounts use. */
  readonly mark?: DecimalMark;
  /** Digits after the point of the currency's smallest coin. */
  readonly minorDigits?: number;
  /** Whether a unit may be next to the number: `2 hrs`. */
  readonly takesUnit?: boolean;
}

/** Longer numbers are not amounts. */
const maxDigits = 30;
/** Longer text is not an amount: the time of the patterns below grows with its square. */
const maxCharacters = 300;

/**
 * Reads `1.234,56`, `1,234.56`, `1 234,56`, `1'234.56`, `(12.00)`, `12.00-`, `12.00 CR`, `EUR 1234,-`, or a JSON
 * number. A string must hold one number; a rate such as `20%` next to it is skipped. Returns undefined for any other
 * value.
 */
export function readAmount(raw: unknown, hints: AmountHints = {}): Amount | undefined {
  if (typeof raw === 'number') return readNumber(raw);
  if (typeof raw !== 'string') return undefined;
  const written = splitAmount(raw, hints.takesUnit);
  if (written === undefined) return undefined;
  const digits = plainDigits(written.numeral, hints);
  if (digits === undefined || digits.length > maxDigits) return undefined;
  const value = decimal(written.isNegative ? `-${digits}` : digits);
  return { value, ...(written.currency !== undefined && { currency: written.currency }) };
}

/** The mark that the unambiguous amounts agree on. */
export function decimalMarkOf(texts: readonly unknown[]): DecimalMark | undefined {
  const marks = new Set<DecimalMark>();
  for (const text of texts) {
    const numeral = typeof text === 'string' ? splitAmount(text)?.numeral : undefined;
    const mark = numeral === undefined ? undefined : certainMark(numeral);
    if (mark !== undefined) marks.add(mark);
  }
  return marks.size === 1 ? [...marks][0] : undefined;
}

function readNumber(raw: number): Amount | undefined {
  const text = String(raw);
  return /^-?\d+(\.\d+)?$/.test(text) ? { value: decimal(text) } : undefined;
}

interface WrittenAmount {
  /** Digits with points, commas; apostrophes and spaces are gone. */
  readonly numeral: string;
  readonly isNegative: boolean;
  readonly currency?: CurrencyMark;
}

/** Thousands with spaces or apostrophes between them, or digits with points and commas. */
const numeralPattern = /\d{1,3}(?:[ ']\d{3})+(?!\d)(?:[.,]\d+)?|\d[\d.,]*/g;

function splitAmount(raw: string, takesUnit = false): WrittenAmount | undefined {
  if (raw.length > maxCharacters) return undefined;
  const text = raw
    .normalize('NFKC')
    .replace(/[’‘`´]/g, "'")
    .replace(/[−–—]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/\(?\d+(?:[.,]\d+)? ?%\)?/g, ' ')
    .replace(/[.,] ?-+(?=\D*$)/, ' ');
  const currency = findCurrency(text);
  const bare = currency === undefined ? text : text.replace(currency.found, '');
  const numerals = [...bare.matchAll(numeralPattern)];
  const [found] = numerals;
  if (found === undefined || numerals.length > 1) return undefined;
  const [before, after] = [
    bare.slice(0, found.index).replace(/^[\p{L} .]+:/u, ''),
    bare.slice(found.index + found[0].length),
  ];
  if (!isSpeechless(before) || !isSpeechless(takesUnit ? after.replace(/^ ?\p{L}{1,8}\.?/u, '') : after))
    return undefined;
  const isNegative = isWrittenNegative(before, after);
  const numeral = found[0].replace(/[ ']/g, '').replace(/[.,]+$/, '');
  return { numeral, isNegative, ...(currency !== undefined && { currency }) };
}

/** Words that may be next to an amount; with any other, such as `see page 2`, the number may mean something else. */
const amountWords =
  /^(?:cr|credit|dr|debit|vat|gst|hst|pst|qst|mwst|ust|tva|iva|btw|moms|tax|total|net|gross|incl|inkl|excl|zzgl|plus|each|ea|per|\p{L})$/iu;

function isSpeechless(text: string): boolean {
  return [...text.matchAll(/\p{L}+/gu)].every(([word]) => amountWords.test(word));
}

/** A dash right before the number or alone before or after it, parentheses round it, or CR for a credit. */
function isWrittenNegative(before: string, after: string): boolean {
  const isDashed = before.trim() === '-' || /(^|\s)-$/.test(before) || /^ ?- *$/.test(after);
  return isDashed || (/\( ?$/.test(before) && /^ ?\)/.test(after)) || /\bCR(EDIT)?\b/i.test(`${before} ${after}`);
}

/** Returns the numeral with a point and no grouping, or undefined if its groups are not groups of digits. */
function plainDigits(numeral: string, { mark, minorDigits = 2 }: AmountHints): string | undefined {
  const decimalMark =
    certainMark(numeral) ?? (isAmbiguous(numeral) ? guessedMark(numeral, mark, minorDigits) : undefined);
  const at = decimalMark === undefined ? -1 : numeral.lastIndexOf(decimalMark);
  const whole = at === -1 ? numeral : numeral.slice(0, at);
  const fraction = at === -1 ? '' : numeral.slice(at + 1);
  if (!/^\d*$/.test(fraction) || !isGrouped(whole)) return undefined;
  const digits = whole.replace(/[.,]/g, '');
  return fraction === '' ? digits : `${digits}.${fraction}`;
}

/** One separator with exactly three digits after it can be either: 1,234 */
function isAmbiguous(numeral: string): boolean {
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(numeral);
}

function guessedMark(numeral: string, mark: DecimalMark | undefined, minorDigits: number): DecimalMark | undefined {
  const separator: DecimalMark = numeral.includes('.') ? '.' : ',';
  if (mark !== undefined) return separator === mark ? mark : undefined;
  return minorDigits === 3 ? separator : undefined;
}

/** Returns the decimal mark if it is unambiguous; for whole numbers with several groups, the mark it would have. */
function certainMark(numeral: string): DecimalMark | undefined {
  const points = numeral.split('.').length - 1;
  const commas = numeral.split(',').length - 1;
  if (points + commas === 0 || isAmbiguous(numeral)) return undefined;
  if (points > 0 && commas > 0) return numeral.lastIndexOf('.') > numeral.lastIndexOf(',') ? '.' : ',';
  if (points > 1) return ',';
  if (commas > 1) return '.';
  return points === 1 ? '.' : ',';
}

/** Digits alone, groups of three, or Indian grouping: 1,23,456 */
function isGrouped(whole: string): boolean {
  return (
    /^\d+$/.test(whole) ||
    /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(whole) ||
    /^\d{1,2}(?:,\d{2})+,\d{3}$/.test(whole)
  );
}
