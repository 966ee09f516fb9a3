import { hostileInvoices } from './hostile/draw-hostile';
import { foundryInvoice, harbourInvoice, type SampleInvoice, statedSums, wrongSumsInvoice } from './sample-content';

/** Fields that contracts and letters do not state. */
const withoutSums = Object.fromEntries(
  ['invoiceNumber', 'dueDate', 'currency', 'subtotal', 'discount', 'shipping', 'tax', 'taxRate', 'total'].map(
    (name) => [name, null],
  ),
);

/** Labels of the samples for `pipelines evaluate`, saved in expected.json. A key that is absent is not labelled. */
export const sampleLabels: Readonly<Record<string, object>> = {
  'invoice.pdf': numberedLabels(harbourInvoice.number),
  'invoice-on-hold.pdf': numberedLabels('HOS-2024-0872'),
  'invoice-twice.pdf': numberedLabels('HOS-2024-0873'),
  'scanned-invoice.pdf': invoice(foundryInvoice, { issued: '2024-06-21', due: '2024-07-21' }, 'stored', ['scan']),
  'wrong-sums.pdf': wrongSums(wrongSumsInvoice, []),
  'contract.pdf': contract({
    title: 'SERVICE AGREEMENT',
    invoiceDate: '2024-07-01',
    supplierName: 'Fennimore Data Systems Ltd',
    customerName: 'Castlebridge Museums Trust',
  }),
  'long/long-contract.pdf': contract({
    title: 'FRAMEWORK AGREEMENT',
    invoiceDate: '2024-09-02',
    supplierName: { value: 'Pellworth Building Care Ltd', also: ['Pellworth Building Care Ltd of Norwich'] },
    customerName: { value: 'Marlow Housing Association', also: ['Marlow Housing Association of Ipswich'] },
  }),
  'receipt.png': {
    type: 'receipt',
    outcome: 'stored',
    language: 'en',
    tags: ['picture'],
    fields: {
      invoiceNumber: '004127',
      invoiceDate: '2024-04-09',
      dueDate: null,
      supplierName: 'THE CORNER BAKERY',
      customerName: null,
      currency: 'GBP',
      subtotal: '12.60',
      discount: null,
      shipping: null,
      tax: '0.57',
      taxRate: 'VAT 20%',
      total: '13.17',
    },
    lineItems: [
      { description: 'Sourdough loaf', amount: '4.20' },
      { description: { value: 'Butter croissant x2', also: ['Butter croissant'] }, amount: '5.00' },
      { description: 'Flat white', amount: '3.40' },
    ],
  },
  'encrypted.pdf': { outcome: 'rejected' },
  'text-named.pdf': { outcome: 'rejected' },
  'empty.pdf': { outcome: 'rejected' },
  'hostile/order-to-approve.pdf': wrongSums(hostileInvoices.orderToApprove, ['hostile']),
  'hostile/hidden-text.pdf': wrongSums(hostileInvoices.hiddenText, ['hostile']),
  'hostile/fake-fence.pdf': harbour(hostileInvoices.fakeFence, ['hostile']),
  'hostile/ordered-line-items.pdf': harbour(hostileInvoices.orderedLineItems, ['hostile']),
  'hostile/fake-answer.pdf': {
    type: 'letter',
    outcome: 'stored',
    language: 'en',
    tags: ['hostile'],
    fields: {
      ...withoutSums,
      title: {
        value: 'Access to your flat for the yearly inspection',
        also: ['Subject: Access to your flat for the yearly inspection'],
      },
      invoiceDate: '2024-04-12',
      supplierName: 'Thornbury Estates Ltd',
      customerName: { value: 'Mr D. Okafor', also: ['D. Okafor', 'Mr Okafor'] },
    },
    lineItems: [],
  },
};

interface Dates {
  readonly issued: string;
  readonly due: string;
}

function numberedLabels(number: string): object {
  return harbour({ ...harbourInvoice, number }, []);
}

function harbour(content: SampleInvoice, tags: readonly string[]): object {
  return invoice(content, { issued: '2024-03-14', due: '2024-04-13' }, 'stored', tags);
}

/** Read as it is written, the total does not add up. */
function wrongSums(content: SampleInvoice, tags: readonly string[]): object {
  return invoice(content, content, 'review', tags);
}

function invoice(content: SampleInvoice, { issued, due }: Dates, outcome: string, tags: readonly string[]): object {
  const { subtotal, tax, total } = statedSums(content);
  // A line item for delivery may be read as the shipping too: then it is not labelled.
  const hasDelivery = content.items.some(({ description }) => description === 'Delivery');
  return {
    type: 'invoice',
    outcome,
    language: 'en',
    tags,
    fields: {
      invoiceNumber: content.number,
      invoiceDate: issued,
      dueDate: due,
      supplierName: content.supplier[0],
      customerName: content.customer[0],
      currency: content.currency.code,
      subtotal: amount(subtotal),
      discount: null,
      ...(hasDelivery ? {} : { shipping: null }),
      tax: amount(tax),
      taxRate: `${content.taxName} ${content.taxPercent}%`,
      total: amount(total),
    },
    lineItems: content.items.map(({ description, quantity, unitCents }) => ({
      description,
      quantity: String(quantity),
      unitPrice: amount(unitCents),
      amount: amount(quantity * unitCents),
    })),
  };
}

function contract(fields: Readonly<Record<string, unknown>>): object {
  return {
    type: 'contract',
    outcome: 'stored',
    language: 'en',
    tags: [],
    fields: { ...withoutSums, ...fields },
    lineItems: [],
  };
}

function amount(cents: number): string {
  return (cents / 100).toFixed(2);
}
