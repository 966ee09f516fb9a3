import fc from 'fast-check';
import { decimalMarkOf, readAmount } from './amount';
import {
  addDecimals,
  compareDecimals,
  decimal,
  formatDecimal,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
} from './decimal';

const read = (text: unknown, hints = {}) => {
  const amount = readAmount(text, hints);
  return amount === undefined ? undefined : formatDecimal(amount.value);
};

describe('readAmount', () => {
  it.each([
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1\u00a0234,56 €', '1234.56'],
    ['1\u202f234\u202f567,80', '1234567.8'],
    ["1'234.56", '1234.56'],
    ['1’234’567.50 CHF', '1234567.5'],
    ['1.234.567', '1234567'],
    ['1,234,567.89', '1234567.89'],
    ['12,34,567.50', '1234567.5'],
    ['1234', '1234'],
    ['0.125', '0.125'],
    ['1234.5678', '1234.5678'],
    ['$1,234.00', '1234'],
    ['US$ 99.95', '99.95'],
    ['99,95 EUR', '99.95'],
    ['EUR99,95', '99.95'],
    ['CHF 1234.-', '1234'],
    ['1234,-', '1234'],
    ['kr 1 234,50', '1234.5'],
    ['Rs. 500', '500'],
    ['¥12,000', '12000'],
    ['１２３．４５', '123.45'],
    ['-12.50', '-12.5'],
    ['−12.50', '-12.5'],
    ['-$12.50', '-12.5'],
    ['$-12.50', '-12.5'],
    ['12.50-', '-12.5'],
    ['(12.50)', '-12.5'],
    ['($12.50)', '-12.5'],
    ['12.50 CR', '-12.5'],
    ['20% 12.50', '12.5'],
    ['(19 %) 190,00', '190'],
    ['Total: 12.50', '12.5'],
    ['VAT 20% 12.50', '12.5'],
    ['12.50 T', '12.5'],
    ['12.', '12'],
    [12.5, '12.5'],
    [-3, '-3'],
  ])('reads %j as %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    [''],
    ['n/a'],
    ['12.03.2024'],
    ['1,23,45'],
    ['12.50 13.50'],
    ['19%'],
    ['see page 2'],
    ['2 hrs'],
    ['1.2.3'],
    ['9'.repeat(40)],
    ['9,'.repeat(100_000)],
    [Number.NaN],
    [1e21],
    [null],
    [{ amount: '1' }],
  ])('does not take %j for an amount', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('settles 1.234 by the mark of the other amounts, or by the coins of the currency', () => {
    expect(read('1.234')).toBe('1234');
    expect(read('1.234', { mark: '.' })).toBe('1.234');
    expect(read('1.234', { mark: ',' })).toBe('1234');
    expect(read('1.234', { minorDigits: 3 })).toBe('1.234');
  });

  it('takes a unit beside a quantity', () => {
    expect(read('2 hrs', { takesUnit: true })).toBe('2');
    expect(read('2,5 kg', { takesUnit: true })).toBe('2.5');
  });

  it('reads every amount back, however its groups and its mark are written', () => {
    const styles = fc.constantFrom(
      [',', '.'],
      ['.', ','],
      [' ', ','],
      ["'", '.'],
      ['\u202f', ','],
      ['', '.'],
      ['', ','],
    );
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.boolean(),
        styles,
        (cents, isNegative, [group = '', mark = '']) => {
          const digits = cents.toString().padStart(3, '0');
          const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group);
          const text = `${isNegative ? '-' : ''}${whole}${mark}${digits.slice(-2)}`;
          const expected = { digits: isNegative ? -cents : cents, scale: 2 };
          expect(read(text)).toBe(formatDecimal(expected));
        },
      ),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.anything()), (value) => void readAmount(value)));
    const pieces = fc.constantFrom('1', '234', '.', ',', ' ', "'", '-', '(', ')', '$', 'EUR', '%', 'CR', '5');
    fc.assert(fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => void readAmount(parts.join(''))));
  });
});

describe('decimalMarkOf', () => {
  it.each([
    [['1.234', '99,50'], ','],
    [['1,234', '99.50'], '.'],
    [['1.234.567'], ','],
    [['1.234', '500'], undefined],
    [['1,50', '1.50'], undefined],
    [[undefined, 7, 'none'], undefined],
  ])('of %j is %s', (texts, mark) => {
    expect(decimalMarkOf(texts)).toBe(mark);
  });
});

describe('decimals', () => {
  const anyDecimal = fc.record({
    digits: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
    scale: fc.nat({ max: 8 }),
  });

  it('are exact where floats are not', () => {
    expect(formatDecimal(addDecimals(decimal('0.1'), decimal('0.2')))).toBe('0.3');
    expect(formatDecimal(multiplyDecimals(decimal('1.005'), decimal('100')))).toBe('100.5');
  });

  it('round half away from zero', () => {
    expect(formatDecimal(roundDecimal(decimal('2.345'), 2))).toBe('2.35');
    expect(formatDecimal(roundDecimal(decimal('-2.345'), 2))).toBe('-2.35');
    expect(formatDecimal(roundDecimal(decimal('2.344'), 2))).toBe('2.34');
  });

  it('keep the laws of addition', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        expect(compareDecimals(addDecimals(a, b), addDecimals(b, a))).toBe(0);
        expect(compareDecimals(subtractDecimals(addDecimals(a, b), b), a)).toBe(0);
        expect(compareDecimals(decimal(formatDecimal(a)), a)).toBe(0);
      }),
    );
  });
});
