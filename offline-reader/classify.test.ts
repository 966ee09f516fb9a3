import { classify } from './classify';
import { cellsOf } from './document-cells';
import { summarise } from './summarise';

const kinds = ['invoice', 'receipt', 'contract', 'bank-statement', 'tax-form', 'letter', 'article', 'other'];

describe('classify', () => {
  test.each([
    ['invoice', 'Facture n° 12\nDate\n1/2/2024\nÉchéance\n1/3/2024\nTotal TTC\n12,00 €'],
    ['receipt', 'THE SHOP\nReceipt No. 12\nCashier: Ann\nTotal 3.00\nCash 5.00\nChange 2.00\nThank you'],
    [
      'contract',
      'LEASE AGREEMENT\nThis Agreement is made on 1 May between the parties. The tenant shall pay. Termination by either party.',
    ],
    [
      'bank-statement',
      'First Bank\nStatement period May 2024\nOpening balance 10.00\nDeposits 5.00\nWithdrawals 2.00\nClosing balance 13.00',
    ],
    [
      'tax-form',
      'Form W-2 Wage and Tax Statement\nFederal income tax withheld\nEmployer identification number\nMedicare wages',
    ],
    ['letter', 'Dear Mr Hargreaves,\nThank you for your letter.\nYours sincerely,'],
    ['article', 'A Study of Terraces\nAbstract\nIn this paper we show that drainage matters [3].\nReferences'],
    ['other', 'apples pears plums'],
  ])('knows a text as %s by its words', (kind, text) => {
    expect(classify(kinds, cellsOf(text)).value).toBe(kind);
  });

  test.each([
    'PAYSLIP\nEmployee: Jane\nGross pay 100.00\nTax 10.00\nNet pay 90.00',
    'Acme\n2. Mahnung\nRechnungsnummer: 4711\nRechnungsdatum: 1.2.2026\nGesamtbetrag 119,00 €',
    'Acme\nPRO FORMA INVOICE\nInvoice No: 5512\nInvoice date: 3 May 2024\nSubtotal 1.00\nTotal 1.00',
    'Acme\nGutschrift\nzu Rechnung Nr. 4711\nRechnungsdatum: 1.2.2026\nGesamtbetrag 119,00 €',
    'Acme\nDEVIS n° 12\nTotal HT 100,00 €\nTVA 20% 20,00 €\nTotal TTC 120,00 €',
  ])('knows that a text is of no kind among them: %s', (text) => {
    expect(classify(kinds, cellsOf(text)).value).toBe('other');
  });

  test('judges a value that is not in its vocabulary by the value itself', () => {
    expect(classify(['boarding-pass', 'parking-ticket'], cellsOf('PARKING TICKET\nZone 3')).value).toBe(
      'parking-ticket',
    );
  });
});

describe('summarise', () => {
  test('gives the first sentences that say something, with words parted at line ends put together', () => {
    const text =
      'Town Hall\nDear Mr Hargreaves,\nThe committee con-\nsidered your application at its meeting in November last year.\nIt resolved to grant permission subject to two conditions.\nYours sincerely,';
    const letter =
      'The committee considered your application carefully at its meet-\ning in November last year. It resolved to grant permission subject to two conditions.';
    expect(summarise(cellsOf(letter), 'at most one sentence')).toBe(
      'The committee considered your application carefully at its meeting in November last year.',
    );
    expect(summarise(cellsOf(text), '')).toMatch(/It resolved to grant permission subject to two conditions\./);
  });

  test('tells a receipt by its heading and its sums', () => {
    expect(summarise(cellsOf('THE SHOP\nOxford\nLoaf\n4.20\nTotal\n£4.20'), 'at most three sentences')).toBe(
      'THE SHOP, Oxford; Total £4.20',
    );
  });
});
