import { findAmounts, numberOf } from './amounts';
import { findDates } from './dates';
import { fitValue } from './value-kinds';

describe('findDates', () => {
  test.each([
    '14 March 2024',
    '14th of March, 2024',
    'March 3, 2024',
    'Jun 14, 2024',
    '2024-03-14',
    '14/03/2024',
    '12.03.2024',
    '11/20/97',
    '5 Feb 2024',
    '14-Mar-2024',
    '3 mars 2024',
    '1. Mai 2024',
  ])('finds %s in a line', (date) => {
    expect(findDates(`Issued ${date} in Bath`).map((found) => found.text)).toEqual([date]);
  });

  test.each(['12.50', 'page 3 of 12', '01865 496 0033', '1/16-1/2', '20-00-00'])('finds none in %s', (text) => {
    expect(findDates(text)).toEqual([]);
  });
});

describe('findAmounts', () => {
  test.each([
    ['$1,234.56', 1234.56],
    ['1.234,56 €', 1234.56],
    ['CHF 1’234.50', 1234.5],
    ['1 234,56 €', 1234.56],
    ['-$198.00', -198],
    ['(12.00)', -12],
    ['£0.57', 0.57],
    ['€12', 12],
    ['1,500', 1500],
    ['12.5', 12.5],
    ['EUR 99.00', 99],
  ])('reads %s', (text, value) => {
    expect(findAmounts(text).map((found) => [found.text, found.value])).toEqual([[text, value]]);
  });

  test.each(['20%', '19 %', 'INV-2024-0012', '12/03/2024', '14 March 2024', 'A4', 'GB294118052'])(
    'finds none in %s',
    (text) => {
      expect(findAmounts(text)).toEqual([]);
    },
  );

  test('the last separator with cents behind it is the decimal one', () => {
    expect(['1.149,50', '1,149.50', '1.149', '0,5', '12,50'].map(numberOf)).toEqual([1149.5, 1149.5, 1149, 0.5, 12.5]);
  });
});

describe('fitValue', () => {
  test.each([
    ['identifier', 'HOS-2024-0871', 'HOS-2024-0871'],
    ['identifier', 'Ashdown Clinic', undefined],
    ['identifier', '14 March 2024', undefined],
    ['party', 'Prairie Pump Works', 'Prairie Pump Works'],
    ['party', '815 Elevator Street', undefined],
    ['party', '£12.00', undefined],
    ['amount', 'GB 294', undefined],
    ['currency', 'Total in EUR', 'EUR'],
  ] as const)('a value of the kind %s in "%s" is %s', (kind, text, value) => {
    expect(fitValue(kind, text)?.text).toBe(value);
  });
});
