import { isSame } from './matches';
import { similarityOf } from './similarity';

describe('values are compared as their field is', () => {
  test.each([
    ['invoiceNumber', 'INV-20417', 'inv - 20417', true],
    ['invoiceNumber', 'INV-20417', '20417', false],
    ['total', '1941.60', '1941.6', true],
    ['total', '1941.60', '£1,941.60', true],
    ['total', '1941.60', '1.941,60 EUR', true],
    ['total', '1941.60', '1941.06', false],
    ['total', '1234', '1,234', true],
    ['total', '-5.00', '5.00', false],
    ['total', '0.00', '-0', true],
    ['total', '1234.00', '1 234', true],
    ['total', '12.00', '12.00 of 24.00', false],
    ['invoiceDate', '2024-07-01', '1 July 2024', true],
    ['invoiceDate', '2024-07-01', 'July 1st, 2024', true],
    ['dueDate', '2024-07-01', '2024-07-10', false],
    ['currency', 'EUR', '€', true],
    ['currency', 'USD', '$', false],
    ['taxRate', 'VAT 20%', '20 %', true],
    ['taxRate', 'VAT 20%', '2%', false],
    ['supplierName', 'Café Zürich, S.A.', 'CAFE ZURICH S A', true],
    ['supplierName', 'Harbour Office Supplies Ltd', 'Harbour Office Supplies', false],
    ['addedByADefinition', 'Blue  Note', 'blue note', true],
  ])('%s: %s and %s', (field, expected, read, same) => {
    expect(isSame(field, expected, read)).toBe(same);
  });
});

test('similarity is 1 - edits ÷ length', () => {
  expect(similarityOf('abcd', 'abcd')).toBe(1);
  expect(similarityOf('abcd', 'abxd')).toBe(0.75);
  expect(similarityOf('abcd', '')).toBe(0);
  expect(similarityOf('', '')).toBe(1);
});
