import type { PageWord } from '../../reviews/review-model';

/** Words in a row that may say one value. */
const mostWords = 8;

/** Returns the words of a page that say a value, as the reader of fields would take them: `1,618.00 GBP` for 1618.00; none if none do. */
export function wordsOfValue(words: readonly PageWord[], value: string): readonly PageWord[] {
  const wanted = normal(value);
  if (wanted === '') return [];
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
  for (let from = 0; from < words.length; from += 1)
    for (let count = 1; count <= mostWords && from + count <= words.length; count += 1) {
      const taken = words.slice(from, from + count);
      const text = taken.map(([word]) => word).join(' ');
      if (normal(text) === wanted || (day !== undefined && count <= 3 && isDay(text, day))) return taken;
    }
  return [];
}

function normal(text: string): string {
  const amount = text.replaceAll(/[\s,'’€£$]/g, '').replace(/^[A-Z]{3}(?=\d)|(?<=\d)[A-Z]{3}$/, '');
  if (/^-?\d+(\.\d+)?$/.test(amount)) return String(Number(amount));
  return text.toLowerCase().replaceAll(/[\s:;,]+/g, '');
}

/** Date.parse alone would take other words for a part of the day. */
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const withMonth = new RegExp(
  `^(?:\\d{1,2}(?:st|nd|rd|th)?\\.? ${month}|${month} \\d{1,2}(?:st|nd|rd|th)?),? \\d{4}$`,
  'i',
);

function isDay(text: string, day: string): boolean {
  if (withMonth.test(text)) {
    const time = Date.parse(`${text.replace(/(?<=\d)(?:st|nd|rd|th|\.)/i, '')} UTC`);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  }
  const [, first, second, year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text) ?? [];
  const two = (part = ''): string => part.padStart(2, '0');
  return (
    year !== undefined && [`${year}-${two(second)}-${two(first)}`, `${year}-${two(first)}-${two(second)}`].includes(day)
  );
}
