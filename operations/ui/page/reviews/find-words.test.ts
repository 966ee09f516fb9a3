import type { PageWord } from '../../reviews/review-model';
import { wordsOfValue } from './find-words';

const page = (text: string): PageWord[] => text.split(' ').map((word, index) => [word, index / 100, 0, 0.01, 0.01]);
const found = (text: string, value: string): string =>
  wordsOfValue(page(text), value)
    .map(([word]) => word)
    .join(' ');

it.each([
  ['an amount with a separator', 'Total 1,618.00 GBP', '1618.00', '1,618.00'],
  ['an amount with its currency', 'Total £1,618.00 due', '1618.00', '£1,618.00'],
  ['an amount and its currency in two words', 'Total GBP 1,618.00 due', '1618.00', 'GBP 1,618.00'],
  ['a date with a month', 'Date: 1 June 2026 Due', '2026-06-01', '1 June 2026'],
  ['a date with a month first', 'Due June 1st, 2026 or', '2026-06-01', 'June 1st, 2026'],
  ['a date in figures', 'Date 01.06.2026 Due', '2026-06-01', '01.06.2026'],
  ['an ISO date', 'Date 2026-06-01', '2026-06-01', '2026-06-01'],
  [
    'a name in other letters',
    'To MERRIDEN Dental Practice, London',
    'Merriden Dental Practice',
    'MERRIDEN Dental Practice,',
  ],
  ['the first of two', '10.00 and 10.00', '10.00', '10.00'],
  ['none for a part of a word', 'WS-10012', 'WS-1001', ''],
  ['none for no value', 'a b', '', ''],
  ['none for another day', 'Date 02.06.2026', '2026-06-01', ''],
])('finds %s', (_what, text, value, words) => {
  expect(found(text, value)).toBe(words);
});
