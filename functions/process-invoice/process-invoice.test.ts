// One function and one invoice that each test changes a little: over 300 lines, since parts would repeat the invoice.
import fc from 'fast-check';
import { processInvoice } from './process-invoice';

const invoice = {
  invoiceNumber: 'A-17',
  invoiceDate: '5 March 2024',
  dueDate: '04.04.2024',
  currency: '€',
  lineItems: [
    { description: 'Bolts', quantity: '100', unitPrice: '0,125', amount: '12,50' },
    { description: 'Steel', quantity: '2,5', unitPrice: '1.234,00', amount: '3.085,00' },
  ],
  subtotal: '3.097,50',
  tax: '19 % 588,53',
  total: '3.686,03 €',
};

/** What an invoice must state, without sums. */
const bare = { invoiceNumber: 'A-17', invoiceDate: '2024-03-05', currency: 'EUR' };
const now = Date.UTC(2024, 5, 1);

const process = (
  change: Record<string, unknown> = {},
  from: Record<string, unknown> = invoice,
  documentType = 'invoice',
) => processInvoice({ documentType, fields: { ...from, ...change } }, now);

describe('processInvoice', () => {
  it('normalises an invoice that adds up', () => {
    expect(process()).toEqual({
      fields: {
        invoiceNumber: 'A-17',
        invoiceDate: '2024-03-05',
        dueDate: '2024-04-04',
        currency: 'EUR',
        lineItems: [
          { description: 'Bolts', quantity: '100', unitPrice: '0.125', amount: '12.50' },
          { description: 'Steel', quantity: '2.5', unitPrice: '1234.00', amount: '3085.00' },
        ],
        subtotal: '3097.50',
        tax: '588.53',
        total: '3686.03',
      },
      failedChecks: [],
    });
  });

  it.each([
    ['is taken off and carriage put on', { discount: '-97,50', shipping: '10,00', tax: '570,00', total: '3.580,00' }],
    ['is written without a minus', { discount: '97,50', tax: '570,00', total: '3.570,00' }],
    ['is in the subtotal already', { discount: '100,00', subtotal: '2.997,50', tax: '569,53', total: '3.567,03' }],
  ])('adds up where a discount %s', (_, change) => {
    expect(process(change).failedChecks).toEqual([]);
  });

  it('says the discount when it does not add up with it', () => {
    expect(process({ discount: '97,50' }).failedChecks).toEqual([]);
    expect(process({ discount: '97,50', total: '3.000,00' }).failedChecks).toEqual([
      'Subtotal 3097.50 EUR, discount 97.50 EUR and tax 588.53 EUR make 3588.53 EUR, but the total says 3000.00 EUR.',
    ]);
  });

  it('gives the same answer twice, and for its own answer', () => {
    const once = process();

    expect(process()).toEqual(once);
    expect(processInvoice({ fields: once.fields }, now)).toEqual(once);
  });

  it.each([
    ['no total', { total: undefined }, ['The invoice gives no total.']],
    ['an empty total', { total: ' ' }, ['The invoice gives no total.']],
    ['an unreadable total', { total: 'see page 2' }, ['The total is given as "see page 2", which is no amount.']],
    [
      'lines that do not add up',
      { subtotal: '3.100,00', total: '3.688,53' },
      ['The line items add up to 3097.50 EUR, but the subtotal says 3100.00 EUR (2.50 EUR apart).'],
    ],
    [
      'a total that does not add up',
      { total: '3.700,00' },
      ['Subtotal 3097.50 EUR and tax 588.53 EUR make 3686.03 EUR, but the total says 3700.00 EUR.'],
    ],
    [
      'a subtotal without tax',
      { tax: undefined },
      ['The subtotal is 3097.50 EUR and no tax is given, but the total says 3686.03 EUR.'],
    ],
    [
      'a due date before the invoice',
      { dueDate: '01.03.2024' },
      ['The due date 2024-03-01 is before the invoice date 2024-03-05.'],
    ],
    [
      'a date that is none',
      { dueDate: 'on receipt' },
      ['The field dueDate is given as "on receipt", which is no date.'],
    ],
    [
      'a currency that is none',
      { currency: 'Thaler' },
      ['The currency is given as "Thaler", which is no currency of ISO 4217.'],
    ],
    ['two currencies', { total: 'USD 3686.03' }, ['The invoice names more than one currency: "€" and "USD".']],
    [
      'lines that are none',
      { lineItems: ['Bolts 12,50'] },
      ['The line items are not all given as lines with description and amount.'],
    ],
  ])('says what is wrong with %s', (_, change, failedChecks) => {
    expect(process(change).failedChecks).toEqual(failedChecks);
  });

  it('says which line does not multiply', () => {
    const lineItems = [{ description: 'Bolts', quantity: '3', unitPrice: '4.00', amount: '13.00' }];

    expect(process({ lineItems, total: '13.00' }, bare).failedChecks).toEqual([
      'Line 1: 3 × 4.00 EUR is 12.00 EUR, but its amount says 13.00 EUR.',
    ]);
  });

  it('allows a cent a line for rounding, and no more', () => {
    const lineItems = Array.from({ length: 3 }, () => ({ amount: '3.33' }));

    expect(process({ lineItems, total: '10.02' }, bare).failedChecks).toEqual([]);
    expect(process({ lineItems, total: '10.03' }, bare).failedChecks).toHaveLength(1);
  });

  it('takes a tax that is in the prices, and one that is not', () => {
    const lineItems = [{ amount: '119.00' }];

    expect(process({ lineItems, tax: '19.00', total: '119.00' }, bare).failedChecks).toEqual([]);
    expect(process({ lineItems, tax: '19.00', total: '138.00' }, bare).failedChecks).toEqual([]);
    expect(process({ lineItems, tax: '19.00', total: '130.00' }, bare).failedChecks).toHaveLength(1);
  });

  it('counts a line without amount by quantity and price, and a line of text not at all', () => {
    const lineItems = [{ description: 'thank you' }, { quantity: '2', unitPrice: '5.00' }];

    expect(process({ lineItems, total: '10.00' }, bare).failedChecks).toEqual([]);
  });

  it('keeps what it cannot read as it was written, and fields that it does not know', () => {
    const { fields } = process({ total: 'see page 2', project: { code: 7 }, dueDate: 'on receipt' });

    expect(fields).toMatchObject({ total: 'see page 2', project: { code: 7 }, dueDate: 'on receipt' });
  });

  it.each([
    ['another date', { invoiceDate: '25/03/2024', dueDate: '04/05/2024' }, '2024-05-04'],
    ['another date, month first', { invoiceDate: '03/25/2024', dueDate: '04/05/2024' }, '2024-04-05'],
    ['US dollars', { currency: 'USD', dueDate: '04/05/2024' }, '2024-04-05'],
    ['pounds', { total: '£5.00', dueDate: '04/05/2024' }, '2024-05-04'],
  ])('settles the order of a date by %s', (_, fields, dueDate) => {
    expect(process(fields, { total: '5.00' }).fields).toMatchObject({ dueDate });
  });

  it('asks a person where nothing settles the order of a date', () => {
    const { currency: _currency, ...from } = bare;
    expect(process({ dueDate: '04/05/2024', subtotal: '5.00', total: '5.00' }, from).failedChecks).toEqual([
      'The field dueDate is given as "04/05/2024", which can mean 2024-05-04 or 2024-04-05; nothing in the invoice shows which.',
      'The invoice gives no currency.',
    ]);
  });

  it.each([
    ['$', { total: '$5.00' }, 'USD', '5.00'],
    ['$ beside CAD', { total: '$5.00', currency: 'CAD' }, 'CAD', '5.00'],
    ['small letters', { total: '5', currency: 'eur' }, 'EUR', '5.00'],
    ['yen, which have no cents', { total: '¥12,000' }, 'JPY', '12000'],
    ['dinars, which have a thousand', { total: 'KWD 1.234' }, 'KWD', '1.234'],
  ])('reads the currency from %s', (_, fields, currency, total) => {
    const { currency: _currency, ...from } = { ...bare, subtotal: fields.total };
    expect(process(fields, from)).toMatchObject({ fields: { ...fields, currency, total }, failedChecks: [] });
  });

  it('asks a person which crowns are meant', () => {
    expect(process({ currency: 'kr', subtotal: '12,50', total: '12,50 kr' }, bare).failedChecks).toEqual([
      'The currency is given as "kr", which can mean SEK, NOK, DKK, ISK.',
    ]);
  });

  it('reads a quantity of three decimals where unit price and amount show it', () => {
    const lineItems = [{ quantity: '1.500', unitPrice: '10.00', amount: '15.00' }];

    expect(process({ lineItems, total: '15.00' }, bare)).toMatchObject({
      fields: { lineItems: [{ quantity: '1.5' }] },
      failedChecks: [],
    });
  });

  it('takes a credit note', () => {
    const lineItems = [{ quantity: '-1', unitPrice: '10.00', amount: '(10.00)' }];

    expect(process({ lineItems, total: '10.00 CR' }, bare)).toMatchObject({
      fields: { total: '-10.00' },
      failedChecks: [],
    });
  });

  it('finds nothing wrong with any invoice that adds up, in any style', () => {
    const lines = fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 500 }), cents: fc.integer({ min: 0, max: 5_000_000 }) }),
      { minLength: 1, maxLength: 8 },
    );
    const styles = fc.constantFrom([',', '.', 'USD'], ['.', ',', 'EUR'], [' ', ',', 'SEK'], ["'", '.', 'CHF']);
    fc.assert(
      fc.property(
        lines,
        fc.integer({ min: 0, max: 30 }),
        styles,
        (items, rate, [group = '', mark = '', currency = '']) => {
          const written = (cents: number) =>
            `${Math.floor(cents / 100)
              .toString()
              .replace(/\B(?=(\d{3})+$)/g, group)}${mark}${String(cents % 100).padStart(2, '0')}`;
          const lineItems = items.map(({ quantity, cents }) => ({
            quantity: String(quantity),
            unitPrice: written(cents),
            amount: written(quantity * cents),
          }));
          const subtotal = items.reduce((sum, { quantity, cents }) => sum + quantity * cents, 0);
          const tax = Math.round((subtotal * rate) / 100);
          const fields = {
            ...bare,
            currency,
            lineItems,
            subtotal: written(subtotal),
            tax: written(tax),
            total: `${currency} ${written(subtotal + tax)}`,
          };
          expect(processInvoice({ fields }, now).failedChecks.filter((check) => check !== 'The total is 0.')).toEqual(
            [],
          );
          const wrong = { ...fields, total: written(subtotal + tax + items.length + 1) };
          expect(processInvoice({ fields: wrong }, now).failedChecks).toContainEqual(
            expect.stringContaining('but the total says'),
          );
        },
      ),
    );
  });

  it('answers anything at all with fields and sentences', () => {
    const names = fc.constantFrom('total', 'subtotal', 'tax', 'currency', 'dueDate', 'lineItems', '__proto__', 'other');
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(names, fc.oneof(fc.anything(), fc.string()))), (fields) => {
        const { failedChecks } = processInvoice({ fields }, now);
        expect(failedChecks.every((sentence) => sentence.endsWith('.'))).toBe(true);
      }),
    );
    expect(processInvoice({ fields: null }, now)).toEqual({
      fields: {},
      failedChecks: ['number', 'date', 'currency', 'total'].map((word) => `The invoice gives no ${word}.`),
    });
  });

  it.each([
    ['a missing number', { invoiceNumber: '' }, ['The invoice gives no number.']],
    ['a missing date', { invoiceDate: undefined }, ['The invoice gives no date.']],
    ['a missing currency', { currency: undefined, total: '12.00' }, ['The invoice gives no currency.']],
    [
      'a total that only a tax stands beside',
      { subtotal: undefined },
      ['Neither sums nor lines confirm the total 12.00 EUR.'],
    ],
    [
      'a tax that exceeds the total',
      { subtotal: undefined, tax: '500.00' },
      [
        'The tax 500.00 EUR cannot be part of the total 12.00 EUR.',
        'Neither sums nor lines confirm the total 12.00 EUR.',
      ],
    ],
    [
      'a tax of another sign than the total',
      { subtotal: '14.00', tax: '-2.00' },
      ['The tax -2.00 EUR cannot be part of the total 12.00 EUR.'],
    ],
    ['a rate that does not fit', { taxRate: 'VAT 25%' }, ['25% of 10.00 EUR is 2.50 EUR, but the tax says 2.00 EUR.']],
    [
      'a rate beside the tax that does not fit',
      { tax: '19 % 2,00' },
      ['19% of 10.00 EUR is 1.90 EUR, but the tax says 2.00 EUR.'],
    ],
    ['a rate that fits', { taxRate: '20' }, []],
    ['two rates, which have one sum', { taxRate: '7 % and 25 %' }, []],
    ['nothing to pay', { subtotal: '0.00', tax: '0.00', total: '0.00' }, ['The total is 0.']],
    [
      'a date decades ago',
      { invoiceDate: '1995-01-12' },
      ['The field invoiceDate says 1995-01-12, which is years away.'],
    ],
    ['a date years ahead', { dueDate: '2047-01-12' }, ['The field dueDate says 2047-01-12, which is years away.']],
    [
      'a number of punctuation and two digits',
      { invoiceNumber: '-12' },
      ['The field invoiceNumber is given as "-12", which is not a document number.'],
    ],
    [
      'a name that is a label',
      { customerName: "e Employee's first name and initial" },
      ['The field customerName is given as "e Employee\'s first name and initial", which is a label, not a name.'],
    ],
    ['names that have words of labels in them', { supplierName: 'Name It Ltd', customerName: 'Total Cleaning' }, []],
    ['a number of two digits', { invoiceNumber: '90' }, []],
  ])('looks at %s', (_, change, failedChecks) => {
    expect(process({ subtotal: '10.00', tax: '2.00', total: '12.00', ...change }, bare).failedChecks).toEqual(
      failedChecks,
    );
  });

  it('leaves out a number and names that cannot be ones', () => {
    const { fields } = process({ invoiceNumber: '#7', supplierName: 'Invoice', customerName: 'Bill to:' });

    expect(fields).not.toHaveProperty('invoiceNumber');
    expect(fields).not.toHaveProperty('supplierName');
    expect(fields).not.toHaveProperty('customerName');
  });

  it.each([
    ['a Canadian address', { supplierName: 'Maple Ltd, Toronto, ON' }, 'CAD'],
    ['a Canadian tax', { taxRate: 'HST 13%', tax: '13.00' }, 'CAD'],
    ['an Australian address', { supplierName: 'Bondi Pty Ltd, Sydney NSW 2000' }, 'AUD'],
    ['a New Zealand address', { supplierName: 'Kiwi Ltd, Auckland' }, 'NZD'],
    ['a Singaporean address', { supplierName: 'Lion Pte Ltd, Singapore 048616' }, 'SGD'],
    ['a Hong Kong address', { supplierName: 'Harbour Ltd, Hong Kong' }, 'HKD'],
    ['no other sign', { supplierName: 'Acme Inc' }, 'USD'],
  ])('takes $ with %s for %s', (_, change, currency) => {
    const from = { ...bare, currency: '$', subtotal: '$100.00', tax: '13.00', total: '$113.00' };

    expect(process(change, from)).toMatchObject({ fields: { currency }, failedChecks: [] });
  });

  it.each([
    ['a tax has the same name in several countries', { taxRate: 'GST 10%' }, '"$", which can mean CAD, AUD, NZD, SGD'],
    ['the customer is abroad', { customerName: 'Lion Pte Ltd, Singapore' }, '"$", which can mean SGD, USD'],
    ['the field has two', { currency: 'CAD or USD' }, '"CAD or USD", which can mean CAD, USD'],
  ])('asks a person whose dollars are meant where %s', (_, change, meant) => {
    const from = { ...bare, currency: '$', subtotal: '$100.00', tax: '$10.00', total: '$110.00' };

    expect(process(change, from).failedChecks).toEqual([`The currency is given as ${meant}.`]);
  });

  it('asks a person about a date of dollars that a company abroad is paid in', () => {
    const from = { ...bare, currency: 'USD', subtotal: '5.00', total: '5.00', supplierName: 'Muster GmbH' };

    expect(process({ invoiceDate: '04/05/2024' }, from).failedChecks).toHaveLength(1);
  });

  it.each([
    ['9 002,00 euros', 'EUR'],
    ['100.00 Canadian dollars', 'CAD'],
    ['100.00 pounds sterling', 'GBP'],
    ['100.00 Schweizer Franken', 'CHF'],
  ])('reads the currency of %s', (total, currency) => {
    expect(process({ currency: undefined, subtotal: total, total }, bare).fields).toMatchObject({ currency });
  });

  it.each(['KR3M', 'FT100', 'RS232', 'AFR. 12', 'USD3M'])('finds no currency in %s', (total) => {
    expect(process({ currency: undefined, total }, bare).fields['currency']).toBeUndefined();
  });

  it('asks a person about a date that Canadians write both ways', () => {
    expect(
      process({ currency: 'CAD', dueDate: '04/05/2024', subtotal: '5.00', total: '5.00' }, bare).failedChecks,
    ).toEqual([
      'The field dueDate is given as "04/05/2024", which can mean 2024-05-04 or 2024-04-05; nothing in the invoice shows which.',
    ]);
  });

  it.each([
    ['receipt', { supplierName: 'The Shop', subtotal: '5.00', total: '5.00' }, []],
    [
      'receipt',
      { total: '5.00' },
      ['The receipt gives no supplier.', 'Neither sums nor lines confirm the total 5.00 EUR.'],
    ],
    ['contract', { title: 'Lease' }, []],
    ['bank-statement', { total: '5.00' }, ['The bank-statement gives no transactions.']],
    [
      'tax-form',
      { title: 'Form W-2' },
      ['The tax-form gives no name of the taxpayer.', 'The tax-form gives no amount.'],
    ],
    ['letter', {}, ['The letter gives no sender.']],
    ['article', {}, ['The article gives no title.']],
    ['other', { title: 'Payslip' }, ['A document of the type other is only stored after a review.']],
  ])('says what a %s with %o lacks', (documentType, fields, failedChecks) => {
    expect(process(fields, bare, documentType).failedChecks).toEqual(failedChecks);
  });

  const first = { pages: '1', invoiceNumber: 'INV-20417', supplierName: 'Northwind Ltd', total: '501.60' };

  it.each([
    ['none', undefined, []],
    ['one', [first], []],
    ['one twice', [first, { ...first, pages: '2', total: '501,60' }], []],
    [
      'parts of one',
      [{ pages: 'part 1', invoiceNumber: '7' }, { pages: 'part 2' }, { pages: 'part 3', invoiceNumber: '7' }],
      [],
    ],
    [
      'two numbers',
      [first, { pages: '2-3', invoiceNumber: '2026-0815', supplierName: 'Fabrikam GmbH', total: 'EUR 2,380.00' }],
      [
        'The file holds 2 documents or sets of sums: page 1: INV-20417, Northwind Ltd, 501.60; pages 2-3: 2026-0815, Fabrikam GmbH, EUR 2,380.00.',
      ],
    ],
    [
      'two sets of sums',
      [
        { pages: '1', total: '1.00' },
        { pages: '1', total: '9.00' },
      ],
      ['The file holds 2 documents or sets of sums: page 1: 1.00; page 1: 9.00.'],
    ],
    [
      'parts with different numbers',
      [
        { pages: 'part 1', invoiceNumber: '7' },
        { pages: 'part 2', invoiceNumber: '8' },
      ],
      ['The file holds 2 documents or sets of sums: part 1: 7; part 2: 8.'],
    ],
    ['something else', 'two', []],
  ])('names the pages where a file holds several documents: %s', (_, documents, failedChecks) => {
    const fields = { ...bare, subtotal: '5.00', total: '5.00' };

    expect(processInvoice({ fields, documents }, now).failedChecks).toEqual(failedChecks);
  });
});
