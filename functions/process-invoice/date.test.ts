import fc from 'fast-check';
import { readDate } from './date';

describe('readDate', () => {
  it.each([
    ['2024-03-05', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['2024-03-05T10:00:00Z', '2024-03-05'],
    ['20240305', '2024-03-05'],
    ['2024年3月5日', '2024-03-05'],
    ['5.3.2024', '2024-03-05'],
    ['05.03.24', '2024-03-05'],
    ['5. 3. 2024', '2024-03-05'],
    ['25/03/2024', '2024-03-25'],
    ['03/25/2024', '2024-03-25'],
    ['03/03/2024', '2024-03-03'],
    ['25-3-99', '1999-03-25'],
    ['Tue 25/03/2024', '2024-03-25'],
    ['5 March 2024', '2024-03-05'],
    ['March 5th, 2024', '2024-03-05'],
    ['Tuesday, March 5, 2024', '2024-03-05'],
    ['05-MAR-24', '2024-03-05'],
    ['Sept. 5, 2024', '2024-09-05'],
    ['2024 March 5', '2024-03-05'],
    ['5. März 2024', '2024-03-05'],
    ['5 mars 2024', '2024-03-05'],
    ['1er août 2024', '2024-08-01'],
    ['5 de marzo de 2024', '2024-03-05'],
    ['5 maggio 2024', '2024-05-05'],
    ['5 maart 2024', '2024-03-05'],
    ['29 Feb 2024 14:30', '2024-02-29'],
  ])('reads %s as %s', (text, iso) => {
    expect(readDate(text)).toMatchObject({ kind: 'certain', iso });
  });

  it('gives both readings of a date that can be either', () => {
    expect(readDate('04/05/2024')).toEqual({ kind: 'ambiguous', dayFirst: '2024-05-04', monthFirst: '2024-04-05' });
  });

  it.each([
    ['25/03/2024', 'day-first'],
    ['03/25/2024', 'month-first'],
    ['05.03.2024', 'day-first'],
    ['03/03/2024', undefined],
    ['2024-03-05', undefined],
  ])('shows the order of %s: %s', (text, order) => {
    expect(readDate(text)).toMatchObject({ kind: 'certain' });
    expect((readDate(text) as { order?: string }).order).toBe(order);
  });

  it.each([
    ['30.02.2024'],
    ['29 Feb 2023'],
    ['13/13/2024'],
    ['soon'],
    ['30 days net'],
    ['March'],
    [''],
    [20240305],
    [null],
  ])('does not take %j for a date', (value) => {
    expect(readDate(value)).toBeUndefined();
  });

  it('reads every day back from every certain writing', () => {
    const months = [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ];
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, day] = iso.split('-').map(Number) as [number, number, number];
        for (const text of [
          iso,
          `${day}.${month}.${year}`,
          `${day} ${months[month - 1]} ${year}`,
          `${months[month - 1]} ${day}, ${year}`,
        ]) {
          expect(readDate(text)).toMatchObject({ kind: 'certain', iso });
        }
      }),
    );
  });

  it('never throws, whatever the value', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.anything()), (value) => void readDate(value)));
  });
});
