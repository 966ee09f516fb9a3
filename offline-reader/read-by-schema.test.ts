import { readBySchema } from '.';

const text = { type: 'string' } as const;
const items = {
  type: 'array',
  items: { type: 'object', properties: { description: text, quantity: text, unitPrice: text, amount: text } },
} as const;
const invoice = {
  type: 'object',
  properties: {
    invoiceNumber: text,
    invoiceDate: { ...text, description: 'date of issue' },
    dueDate: { ...text, description: 'date by which to pay, due date, payment due' },
    supplierName: { ...text, description: 'who issued it: supplier, seller, vendor, from' },
    customerName: { ...text, description: 'whom it is for: customer, bill to, buyer' },
    currency: text,
    lineItems: items,
    subtotal: text,
    tax: { ...text, description: 'tax, VAT' },
    total: { ...text, description: 'total, amount due' },
  },
} as const;

function read(schema: object, ...lines: readonly string[]) {
  return readBySchema(schema, lines.join('\n'));
}

describe('labels and values', () => {
  test('stand in one line, in two, or as a row of labels above a row of values', () => {
    const expected = { invoiceNumber: 'A-17', invoiceDate: '3 May 2024', dueDate: '2 June 2024' };
    expect(read(invoice, 'Invoice No: A-17', 'Date: 3 May 2024', 'Due date: 2 June 2024')).toEqual(expected);
    expect(read(invoice, 'Invoice #', 'A-17', 'Invoice date', '3 May 2024', 'Payment due', '2 June 2024')).toEqual(
      expected,
    );
    expect(read(invoice, 'INVOICE NO', 'DATE', 'DUE DATE', 'A-17', '3 May 2024', '2 June 2024')).toEqual(expected);
    expect(read(invoice, 'Invoice no     Date        Due', 'A-17     3 May 2024     2 June 2024')).toEqual(expected);
    expect(read(invoice, 'Invoice no: A-17 Date: 3 May 2024 Due: 2 June 2024')).toEqual(expected);
  });

  test('of blocks that stand side by side are told apart by their kinds', () => {
    const lines = ['Bill to', 'Invoice number', 'A-17', 'Ashdown Clinic', 'Due date', '2 June 2024', '3 Mill Lane'];
    expect(read(invoice, ...lines)).toEqual({
      invoiceNumber: 'A-17',
      dueDate: '2 June 2024',
      customerName: 'Ashdown Clinic',
    });
  });

  test('the longer label wins: a subtotal is no total, a customer number is no customer', () => {
    const found = read(invoice, 'Customer number: 4711', 'Subtotal', '10.00', 'VAT 20%', '2.00', 'Total', '12.00');
    expect(found).toEqual({ subtotal: '10.00', tax: '2.00', total: '12.00' });
  });

  test('keep amounts and dates as they are written, in several languages', () => {
    const lines = [
      'Rechnungsnummer: RE-1',
      'Rechnungsdatum: 12.03.2024',
      'Zwischensumme',
      '1.857,75 €',
      'zzgl. 19% MwSt',
      '352,97 €',
      'Gesamtbetrag',
      '2.210,72 €',
    ];
    expect(read(invoice, ...lines)).toEqual({
      invoiceNumber: 'RE-1',
      invoiceDate: '12.03.2024',
      currency: '€',
      subtotal: '1.857,75 €',
      tax: '352,97 €',
      total: '2.210,72 €',
    });
  });
});

describe('tables', () => {
  const rows = [
    { description: 'Ring binder, blue', quantity: '20', unitPrice: '3.15', amount: '63.00' },
    { description: 'Desk lamp', quantity: '2', unitPrice: '39.90', amount: '79.80' },
  ];

  test('come with each cell on a line of its own, or as whole lines', () => {
    const cells = [
      'Description',
      'Qty',
      'Unit price',
      'Amount',
      'Ring binder, blue',
      '20',
      '3.15',
      '63.00',
      'Desk lamp',
      '2',
      '39.90',
      '79.80',
      'Total',
      '142.80',
    ];
    expect(read(invoice, ...cells)).toMatchObject({ lineItems: rows, total: '142.80' });
    expect(
      read(
        invoice,
        'Description Qty Unit price Amount',
        'Ring binder, blue 20 3.15 63.00',
        'Desk lamp 2 39.90 79.80',
        'Total 142.80',
      ),
    ).toMatchObject({ lineItems: rows, total: '142.80' });
    expect(
      read(
        invoice,
        'Item    Qty    Price    Total',
        'Ring binder, blue    20    3.15    63.00',
        'Desk lamp    2    39.90    79.80',
        'Total    142.80',
      ),
    ).toMatchObject({ lineItems: rows, total: '142.80' });
  });

  test('may begin with the quantity, have columns nobody asks for, and lines that wrap', () => {
    const cells = [
      'Qty',
      'Description',
      'VAT',
      'Unit price',
      'Line total',
      '4',
      'Propeller repair,',
      '20%',
      '$625.00',
      '$2,500.00',
      'with balancing',
      '1',
      'Disposal',
      '20%',
      '$85.00',
      '$85.00',
      'TOTAL',
      '$2,585.00',
    ];
    expect(read(invoice, ...cells)).toMatchObject({
      lineItems: [
        { description: 'Propeller repair, with balancing', quantity: '4', unitPrice: '$625.00', amount: '$2,500.00' },
        { description: 'Disposal', quantity: '1', unitPrice: '$85.00', amount: '$85.00' },
      ],
    });
  });

  test('of tills have no header and are believed where they add up', () => {
    expect(read(invoice, 'Bakery', 'Loaf', '4.20', 'Roll', '0.80', 'TOTAL', '5.00')).toMatchObject({
      lineItems: [
        { description: 'Loaf', amount: '4.20' },
        { description: 'Roll', amount: '0.80' },
      ],
    });
    expect(read(invoice, 'Bakery', 'Loaf', '4.20', 'Roll', '0.80', 'TOTAL', '9.00')).not.toHaveProperty('lineItems');
  });
});

describe('a schema', () => {
  test('of another domain is filled by the names and descriptions of its properties', () => {
    const schema = {
      type: 'object',
      properties: {
        employer: { type: 'object', properties: { name: text } },
        grossPay: { type: 'number' },
        hoursWorked: { type: 'integer' },
        payDate: { type: 'string', format: 'date' },
        unionMember: { type: 'boolean' },
        missing: { type: 'string', description: 'blood group' },
      },
      required: ['missing'],
    };
    const found = read(
      schema,
      'Employer: Cedar Grove Nursery',
      'Pay date: 2024-05-31',
      'Hours worked',
      '160',
      'Gross pay',
      '$3,200.50',
      'Union member: yes',
    );
    expect(found).toEqual({
      employer: { name: 'Cedar Grove Nursery' },
      grossPay: 3200.5,
      hoursWorked: 160,
      payDate: '2024-05-31',
      unionMember: true,
    });
  });

  test('gets its choices and confidences even where the text is empty, its objects too', () => {
    const schema = {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['invoice', 'other'] },
        confidence: { type: 'number' },
        fields: invoice,
      },
    };
    expect(read(schema, '')).toEqual({ kind: 'other', confidence: 0, fields: {} });
  });

  test('with a percentage for confidence gets one', () => {
    const schema = {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['letter', 'other'] },
        certainty: { type: 'integer', minimum: 0, maximum: 100 },
      },
    };
    const { certainty } = read(
      schema,
      'Dear Ms Brown,',
      'Thank you for your letter of last week about the fence between our gardens.',
      'Yours sincerely,',
    ) as { certainty: number };
    expect(certainty).toBeGreaterThan(50);
    expect(Number.isInteger(certainty)).toBe(true);
  });
});

describe('confidence', () => {
  const schema = {
    type: 'object',
    properties: {
      documentType: { type: 'string', enum: ['invoice', 'receipt', 'other'] },
      confidence: { type: 'number' },
      fields: invoice,
    },
  };
  const clean = [
    'Harbour Supplies Ltd',
    'INVOICE',
    'Bill to',
    'Ashdown Clinic',
    'Invoice number',
    'A-17',
    'Invoice date',
    '3 May 2024',
    'Due date',
    '2 June 2024',
    'Subtotal',
    '£10.00',
    'VAT 20%',
    '£2.00',
    'Total',
    '£12.00',
    'Please pay within thirty days by bank transfer',
  ];
  const confidenceOf = (lines: readonly string[]) => (read(schema, ...lines) as { confidence: number }).confidence;

  test('is high for a clear document, lower where what it has to state is missing', () => {
    expect(confidenceOf(clean)).toBeGreaterThan(0.85);
    expect(confidenceOf(clean.filter((line) => !['A-17', '£12.00', '3 May 2024'].includes(line)))).toBeLessThan(0.75);
  });

  test('is lower where the scan is full of debris', () => {
    const debris = clean.flatMap((line) => [line, '~‚|.¦ xQz¬vT ;:l|', 'bRtGhJk §§ ]]}']);
    expect(confidenceOf(debris)).toBeLessThan(0.6);
  });
});
