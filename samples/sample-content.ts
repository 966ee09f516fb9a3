/** One line of an invoice. Amounts are in cents, so that sums are exact. */
export interface SampleItem {
  readonly description: string;
  readonly quantity: number;
  readonly unitCents: number;
}

/** Values of a sample invoice. `statedTotalCents` differs from the true total if the sample is wrong on purpose. */
export interface SampleInvoice {
  readonly supplier: readonly string[];
  readonly customer: readonly string[];
  readonly number: string;
  readonly issued: string;
  readonly due: string;
  readonly currency: { readonly code: string; readonly symbol: string };
  readonly items: readonly SampleItem[];
  readonly taxName: string;
  readonly taxPercent: number;
  readonly statedTotalCents?: number;
}

/** Returns the sums that an invoice states, in cents. */
export function statedSums({ items, taxPercent, statedTotalCents }: SampleInvoice) {
  const subtotal = items.reduce((sum, item) => sum + item.quantity * item.unitCents, 0);
  const tax = Math.round((subtotal * taxPercent) / 100);
  return { subtotal, tax, total: statedTotalCents ?? subtotal + tax };
}

export const harbourInvoice: SampleInvoice = {
  supplier: ['Harbour Office Supplies Ltd', '14 Quayside Road, Bristol BS1 6UZ', 'VAT registration GB 294 1180 52'],
  customer: ['Ashdown Veterinary Clinic', '3 Mill Lane', 'Bath BA2 4QP'],
  number: 'HOS-2024-0871',
  issued: '14 March 2024',
  due: '13 April 2024',
  currency: { code: 'GBP', symbol: '£' },
  items: [
    { description: 'Printer paper A4, box of 5 reams', quantity: 6, unitCents: 2450 },
    { description: 'Ring binder, blue', quantity: 20, unitCents: 315 },
    { description: 'Desk lamp with clamp', quantity: 2, unitCents: 3990 },
    { description: 'Delivery', quantity: 1, unitCents: 750 },
  ],
  taxName: 'VAT',
  taxPercent: 20,
};

export const foundryInvoice: SampleInvoice = {
  supplier: ['Lakeside Foundry Inc.', '2200 Dockyard Avenue', 'Cleveland, OH 44114'],
  customer: ['Prairie Pump Works', '815 Elevator Street', 'Salina, KS 67401'],
  number: '55120',
  issued: '06/21/2024',
  due: '07/21/2024',
  currency: { code: 'USD', symbol: '$' },
  items: [
    { description: 'Bronze bearing shell', quantity: 24, unitCents: 4125 },
    { description: 'Valve body casting', quantity: 8, unitCents: 18600 },
    { description: 'Pattern storage, one year', quantity: 1, unitCents: 12000 },
  ],
  taxName: 'Sales tax',
  taxPercent: 7,
};

/** The total is 100.00 more than the sum of the lines above it. */
export const wrongSumsInvoice: SampleInvoice = {
  supplier: ['Northgate Cleaning Services', '9 Corn Street, Leeds LS1 7AA'],
  customer: ['Merriden Dental Practice', '41 Park Row', 'Leeds LS1 5JL'],
  number: 'NCS-4471',
  issued: '2024-05-31',
  due: '2024-06-30',
  currency: { code: 'GBP', symbol: '£' },
  items: [
    { description: 'Evening cleaning, May', quantity: 21, unitCents: 6800 },
    { description: 'Window cleaning', quantity: 2, unitCents: 9500 },
  ],
  taxName: 'VAT',
  taxPercent: 20,
  statedTotalCents: 204160,
};

/** Title, then numbered clauses with their paragraphs. */
export const contractText = {
  title: 'SERVICE AGREEMENT',
  opening: [
    'This Service Agreement (the "Agreement") is made on 1 July 2024 between Fennimore Data Systems Ltd, a company registered in England ("the Provider"), and Castlebridge Museums Trust ("the Client").',
    'The Provider will digitise the printed catalogues of the Client and keep the resulting records available to the public for the term of this Agreement.',
  ],
  clauses: [
    {
      heading: 'Definitions',
      paragraphs: [
        '"Catalogue" means any printed list of objects held by the Client that was published before the date of this Agreement.',
        '"Records" means the text, structure and images that the Provider derives from a Catalogue, together with any corrections made by either party.',
        '"Business Day" means a day other than a Saturday, Sunday or public holiday in England.',
      ],
    },
    {
      heading: 'Services',
      paragraphs: [
        'The Provider shall collect each Catalogue from the premises of the Client, scan it at not less than 300 dots per inch, and return it undamaged within twenty Business Days of collection.',
        'The Provider shall make the Records available to the Client for checking no later than thirty Business Days after scanning. The Client shall report any errors within a further twenty Business Days.',
        'Catalogues that cannot be scanned without damage shall be photographed on a cradle by a person trained in the handling of historic books.',
      ],
    },
    {
      heading: 'Term',
      paragraphs: [
        'This Agreement commences on the date stated above and continues for thirty-six months unless terminated earlier in accordance with clause 7.',
        'The parties may extend the term by written agreement signed by both of them.',
      ],
    },
    {
      heading: 'Fees and payment',
      paragraphs: [
        'The Client shall pay the Provider a fee for each scanned page as set out in the schedule. Fees are exclusive of value added tax.',
        'The Provider shall submit its statement of work at the end of each quarter. Undisputed sums are payable within thirty days.',
        'Interest on late payment accrues at four per cent a year above the base rate of the Bank of England.',
      ],
    },
    {
      heading: 'Confidentiality',
      paragraphs: [
        'Each party shall keep confidential all information of the other party that is marked as confidential or that a reasonable person would consider to be so, and shall use it only for the purposes of this Agreement.',
        'This clause does not apply to information that is or becomes public other than by breach of this Agreement.',
      ],
    },
    {
      heading: 'Intellectual property',
      paragraphs: [
        'All rights in the Catalogues remain with the Client. The Provider assigns to the Client all rights in the Records as they come into existence.',
        'The Provider may describe the work in general terms in its own publications with the prior consent of the Client.',
      ],
    },
    {
      heading: 'Termination',
      paragraphs: [
        'Either party may terminate this Agreement by giving ninety days of notice in writing. Either party may terminate at once if the other commits a material breach and does not remedy it within thirty days of being asked to.',
        'On termination the Provider shall return every Catalogue and deliver the Records in their then current state.',
      ],
    },
    {
      heading: 'Liability',
      paragraphs: [
        'The liability of the Provider for damage to a Catalogue is limited to its insured value. Nothing in this Agreement limits liability that cannot be limited by law.',
        'Neither party is liable for delay caused by events beyond its reasonable control.',
      ],
    },
    {
      heading: 'General',
      paragraphs: [
        'This Agreement is the entire agreement between the parties and may be varied only in writing.',
        'Notices must be sent to the address of the party stated at its signature.',
        'This Agreement is governed by the law of England and Wales, and the courts of England have exclusive jurisdiction.',
      ],
    },
  ],
} as const;

/** Lines of a till receipt: left and right part. */
export const receiptLines: readonly (readonly [string, string])[] = [
  ['THE CORNER BAKERY', ''],
  ['27 High Street, Oxford', ''],
  ['Tel 01865 496 0033', ''],
  ['', ''],
  ['Receipt No. 004127', ''],
  ['Date: 09/04/2024 08:41', ''],
  ['Cashier: Joan', ''],
  ['', ''],
  ['Item', 'Amount'],
  ['Sourdough loaf', '4.20'],
  ['Butter croissant x2', '5.00'],
  ['Flat white', '3.40'],
  ['', ''],
  ['Subtotal', '12.60'],
  ['VAT 20% on drinks', '0.57'],
  ['TOTAL GBP', '£13.17'],
  ['', ''],
  ['Card payment', '13.17'],
  ['Change', '0.00'],
  ['', ''],
  ['Thank you for your visit', ''],
];
