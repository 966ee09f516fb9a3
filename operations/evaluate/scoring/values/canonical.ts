/** Without case, spaces and differences of width. */
export function exactText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

/** Letters and digits alone, one space between words. */
export function foldedText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** `1,234.50` and `1.234,50 EUR` as `1234.5`; what holds no number, or several, as it is. */
export function canonicalDecimal(text: string): string {
  const numerals = [...text.normalize('NFKC').matchAll(/-?\d(?:[\d.,']| (?=\d{3}))*/gu)];
  const [found] = numerals;
  if (found === undefined || numerals.length > 1) return exactText(text);
  return plainDecimal(found[0].replace(/[.,']+$/u, ''));
}

/** Drops everything but the numbers. */
export function canonicalPercent(text: string): string {
  const numbers = text.match(/\d+(?:[.,]\d+)?/gu) ?? [];
  return numbers.length === 0 ? exactText(text) : numbers.map(plainDecimal).join(' ');
}

export function canonicalCurrency(text: string): string {
  const symbols: Readonly<Record<string, string>> = { '€': 'eur', '£': 'gbp' };
  const bare = exactText(text);
  return symbols[bare] ?? bare;
}

/** The pipeline normalises dates of invoices and receipts; those of other types are as the document writes them, with a month's name. */
export function canonicalDate(text: string): string {
  const bare = text.normalize('NFKC').trim();
  const iso = /^(\d{4})-(\d{2})-(\d{2})/u.exec(bare);
  if (iso !== null) return iso[0];
  const named = /^(?:(\d{1,2})\p{L}{0,2} (\p{L}{3,}),? (\d{4})|(\p{L}{3,}) (\d{1,2})\p{L}{0,2},? (\d{4}))$/u.exec(bare);
  const [, day1, month1, year1, month2, day2, year2] = named ?? [];
  const month = months.indexOf((month1 ?? month2 ?? '').slice(0, 3).toLowerCase());
  if (month === -1) return exactText(text);
  const parts = [year1 ?? year2, String(month + 1).padStart(2, '0'), String(day1 ?? day2).padStart(2, '0')];
  return parts.join('-');
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The last mark is the decimal one, unless it is there more than once or alone before exactly three digits. */
function plainDecimal(numeral: string): string {
  const bare = numeral.replace(/[\s']/gu, '');
  const mark = bare.match(/[.,]/gu)?.at(-1);
  const isGrouping =
    mark !== undefined && (bare.split(mark).length > 2 || (/^-?\d{1,3}[.,]\d{3}$/u.test(bare) && mark === ','));
  const at = mark === undefined || isGrouping ? -1 : bare.lastIndexOf(mark);
  const whole = (at === -1 ? bare : bare.slice(0, at)).replace(/[.,]/gu, '').replace(/^(-?)0+(?=\d)/u, '$1');
  const fraction = at === -1 ? '' : bare.slice(at + 1).replace(/0+$/u, '');
  const value = fraction === '' ? whole : `${whole}.${fraction}`;
  return value === '-0' ? '0' : value;
}
