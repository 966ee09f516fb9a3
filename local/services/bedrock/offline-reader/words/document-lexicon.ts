/** How strongly a pattern speaks for a kind of document. */
interface Evidence {
  readonly pattern: RegExp;
  readonly weight: number;
  /** How many times it counts at most; default 1. */
  readonly most?: number;
}

/** What is known of a kind of document. */
export interface DocumentKind {
  /** Words by which an enumerated value is taken for this kind. */
  readonly called: readonly string[];
  /** What stands as a heading of its own. */
  readonly heading: RegExp;
  readonly evidence: readonly Evidence[];
  /** Labels (canonical) of the values that such a document has to state. */
  readonly states: readonly string[];
}

/** A small general vocabulary of business documents; a value of an enumeration that is not here is judged by its own words. */
export const documentKinds: readonly DocumentKind[] = [
  {
    called: ['invoice', 'bill'],
    heading:
      /^(?:(?:tax|vat|sales|commercial|pro ?forma|final|original|customer|self-billing) )*(?:invoice|rechnung|facture|factura|fattura|factuur|faktura|bill)(?:\s*(?:no|number|nr|n°|num)?\.?\s*[:#]?\s*[\p{L}-]{0,5}\d[\w/-]*)?$/iu,
    states: ['invoice number', 'invoice date', 'supplier', 'total'],
    evidence: [
      {
        pattern:
          /\b(?:invoice|rechnungs?|facture|factura|fattura|factuur)[- ]?(?:number|no\b|nr\b|#|n°|id\b|num|nummer)/giu,
        weight: 4,
      },
      { pattern: /\b(?:invoice date|rechnungsdatum|factuurdatum|date de facturation|bill date)\b/giu, weight: 3 },
      { pattern: /\b(?:bill(?:ed)? to|invoice to|sold to)\b/giu, weight: 3 },
      {
        pattern:
          /\b(?:due date|payment due|amount due|balance due|zahlbar|échéance|vervaldatum|payment terms|net 30|please pay)\b/giu,
        weight: 2,
        most: 2,
      },
      { pattern: /\b(?:unit price|qty|quantity|einzelpreis|menge|prix unitaire|quantité)\b/giu, weight: 1.5, most: 2 },
      { pattern: /\b(?:sub-?total|zwischensumme|net amount|total (?:ht|ttc))\b/giu, weight: 1 },
      { pattern: /\b(?:vat|mwst|tva|sales tax|ust\.?-?id|gst|iva|btw)\b/giu, weight: 0.7, most: 2 },
      { pattern: /\b(?:remit(?:tance)?|purchase order|p\.?o\.? (?:no|number|#))\b/giu, weight: 1, most: 2 },
      { pattern: /\binvoice\b|\brechnung\b|\bfacture\b/giu, weight: 0.8, most: 3 },
    ],
  },
  {
    called: ['receipt', 'till'],
    heading:
      /^(?:(?:sales|cash|payment|customer|till|official|store) )*(?:receipt|quittung|kassenbon|reçu|ricevuta|ticket|beleg)\b(?!.{25,})/iu,
    states: ['supplier', 'total'],
    evidence: [
      { pattern: /\breceipt\s?(?:no\b|number|#)/giu, weight: 4 },
      { pattern: /\breceipt\b/giu, weight: 1, most: 2 },
      { pattern: /\b(?:cashier|served by|your server|till|terminal|register|operator|clerk)\b/giu, weight: 2, most: 2 },
      { pattern: /\bchange(?: due)?\b[^\n]{0,12}[\d.,]+|\bchange$/gimu, weight: 2 },
      {
        pattern:
          /\b(?:cash|card payment|visa|mastercard|amex|debit card|credit card|contactless|auth(?:orisation|orization)? ?(?:code|no)|tendered|paid by|eftpos)\b/giu,
        weight: 1.3,
        most: 3,
      },
      {
        pattern:
          /\bthank you\b(?! for your (?:letter|inquiry|enquiry))|\bplease (?:come|visit) again\b|\bretain (?:this|for)/giu,
        weight: 1.5,
      },
      { pattern: /\b(?:tip|gratuity|guests?|table \d)/giu, weight: 0.8, most: 2 },
      { pattern: /\b\d{1,2}:\d{2}(?::\d{2})?\b/gu, weight: 0.7 },
      { pattern: /\b(?:sub-?total|total)\b/giu, weight: 0.5, most: 2 },
    ],
  },
  {
    called: ['contract', 'agreement', 'lease'],
    heading:
      /^(?:.{0,60}\b)?(?:agreement|contract|lease|deed|memorandum of understanding|terms and conditions|vertrag|contrat)\b(?!.{25,})/iu,
    states: [],
    evidence: [
      { pattern: /\b(?:hereby|hereinafter|herein|whereas|hereto|thereof|witness whereof)\b/giu, weight: 1.2, most: 4 },
      { pattern: /\b(?:shall|the parties|either party|neither party|each party)\b/giu, weight: 0.5, most: 8 },
      {
        pattern:
          /\b(?:this (?:agreement|contract|lease)|entered into|made on|by and between|governed by|governing law|jurisdiction)\b/giu,
        weight: 1.5,
        most: 3,
      },
      {
        pattern:
          /\b(?:terminat(?:e|ion)|liability|indemnif\w+|confidential(?:ity)?|warrant(?:y|ies)|obligations?)\b/giu,
        weight: 0.5,
        most: 5,
      },
      { pattern: /\b(?:signed (?:for|by)|signature|in witness)\b/giu, weight: 0.8, most: 2 },
    ],
  },
  {
    called: ['bank statement', 'account statement', 'statement'],
    heading:
      /^(?:.{0,40}\b)?(?:(?:bank|account|current account|savings|checking|monthly|credit card) statement|statement of (?:account|accounts)|kontoauszug|relevé de compte|your statement|statement)\b(?!.{30,})/iu,
    states: [],
    evidence: [
      {
        pattern:
          /\b(?:opening|closing|beginning|ending|starting|previous|new|average daily|available|daily|ledger) balance\b|\bbalance (?:brought|carried) forward\b|\bbalance (?:on|as of)\b/giu,
        weight: 2.5,
        most: 3,
      },
      {
        pattern:
          /\b(?:statement (?:period|date|number)|account (?:number|summary|activity|statement)|bank statement|statement of account)\b/giu,
        weight: 1.8,
        most: 3,
      },
      { pattern: /\b(?:sort code|iban|bic|routing number|member fdic|fdic|overdraft)\b/giu, weight: 1, most: 3 },
      {
        pattern:
          /\b(?:deposits?|withdrawals?|debits?|credits?|paid in|paid out|money (?:in|out)|money (?:in|out)|direct debit|standing order|atm|checks? paid|interest (?:paid|earned))\b/giu,
        weight: 0.9,
        most: 5,
      },
      { pattern: /\btransactions?\b/giu, weight: 0.8, most: 2 },
    ],
  },
  {
    called: ['tax form', 'tax', 'tax return'],
    heading:
      /^(?:form\s?(?:w-?\d\w?|1040\w*|1099\w*(?:-\w+)?|10\d\d\w*|ss-\d|sa\d+|p\d\d\w?|ct\d*|vat ?\d+|i-9|941|990\w*|8\d{3})\b|(?:w-[249]|1099|p60|p45)\b|.{0,50}\b(?:tax return|wage and tax statement|certificate of (?:taxable|income)|income tax|withholding certificate)\b)/iu,
    states: [],
    evidence: [
      { pattern: /\bform\s?(?:w-?\d|10\d\d|1099|ss-4|sa\d{3}|p60|p45|941|990|8\d{3})/giu, weight: 3, most: 2 },
      {
        pattern:
          /\b(?:internal revenue service|department of the treasury|hm revenue|hmrc|inland revenue|tax office|finanzamt|irs)\b/giu,
        weight: 2.5,
        most: 2,
      },
      {
        pattern:
          /\b(?:tax (?:return|year|withheld|payer|withholding|credits?|period)|taxpayer|taxable income|adjusted gross income|income tax|federal income|estimated tax)\b/giu,
        weight: 1.3,
        most: 5,
      },
      {
        pattern:
          /\b(?:social security (?:number|wages|tax)|employer identification number|employer['’]s|filing status|dependents?|withholding|exempt(?:ion)?s?|deductions?|omb no|medicare)\b/giu,
        weight: 1,
        most: 5,
      },
      {
        pattern:
          /\b(?:schedule [a-z]\b|see instructions|attach form|cat\. no|under penalties of perjury|paperwork reduction)/giu,
        weight: 1,
        most: 4,
      },
      { pattern: /\bline \d+\w?\b/giu, weight: 0.4, most: 5 },
    ],
  },
  {
    called: ['letter', 'correspondence'],
    heading: /^dear\b.{0,60}$/iu,
    states: [],
    evidence: [
      { pattern: /^\s*(?:dear|to whom it may concern|sehr geehrte|madame, monsieur|gentlemen:)\b/gimu, weight: 4.5 },
      {
        pattern:
          /^\s*(?:yours? (?:sincerely|faithfully|truly)|sincerely|respectfully|(?:kind|best|warm) regards|very truly yours|cordially|mit freundlichen)/gimu,
        weight: 4,
      },
      { pattern: /^\s*(?:re|subject|ref|attn|enclosures?|encl?s?|cc|c\.c\.)\b\s?[:.]/gimu, weight: 0.8, most: 3 },
      {
        pattern:
          /\b(?:i am writing|we are writing|thank you for your (?:letter|inquiry|enquiry)|please find enclosed|enclosed (?:is|are|please)|look(?:ing)? forward to hearing|in reply|as requested)\b/giu,
        weight: 1.3,
        most: 2,
      },
    ],
  },
  {
    called: ['article', 'paper', 'publication', 'report'],
    heading:
      /^(?:abstract|summary|introduction|references|bibliography|acknowledge?ments?|keywords|\d?\.? ?introduction)\b.{0,20}$/iu,
    states: [],
    evidence: [
      { pattern: /^\s*abstract\b/gimu, weight: 3.5 },
      {
        pattern: /^\s*(?:\d{1,2}\.?\s*)?(?:references|bibliography|literature cited|works cited)\s*$/gimu,
        weight: 3.5,
      },
      {
        pattern:
          /^\s*(?:(?:\d{1,2}|[ivx]+)\.?\s*)?(?:introduction|background|related work|methods?|materials and methods|results|discussion|conclusions?|experiments?|evaluation|acknowledge?ments?)\s*$/gimu,
        weight: 1.2,
        most: 5,
      },
      { pattern: /\bet al\b|\[\d{1,3}(?:, ?\d{1,3})*\]/giu, weight: 0.6, most: 6 },
      {
        pattern: /\b(?:doi|arxiv|issn|isbn|proceedings|journal|conference|university|press|vol\.|volume \d|pp\.)\b/giu,
        weight: 0.6,
        most: 6,
      },
      { pattern: /\b(?:fig(?:ure|\.)?|table|section|eq(?:uation|\.)?) \(?\d/giu, weight: 0.4, most: 6 },
      {
        pattern:
          /\b(?:we (?:show|present|propose|describe|find|study)|this (?:paper|article|study)|in this (?:paper|article)|our results)\b/giu,
        weight: 1.2,
        most: 3,
      },
      { pattern: /\bkey ?words\b/giu, weight: 1.5 },
      { pattern: /\b(?:newspaper|editor|by staff|reporter|magazine|column)\b/giu, weight: 0.5, most: 2 },
    ],
  },
  {
    called: ['purchase order', 'order'],
    heading: /^(?:purchase|sales|work) order\b/iu,
    states: ['total'],
    evidence: [
      { pattern: /\b(?:purchase order|p\.?o\.?) ?(?:number|no|#)/giu, weight: 4 },
      { pattern: /\b(?:ship to|deliver to|delivery date|vendor|buyer)\b/giu, weight: 1, most: 4 },
    ],
  },
  {
    called: ['payslip', 'pay stub', 'payroll'],
    heading: /^(?:.{0,30}\b)?(?:pay ?slip|pay ?stub|earnings statement|salary slip)\b/iu,
    states: [],
    evidence: [
      {
        pattern: /\b(?:gross pay|net pay|pay period|year to date|ytd|deductions|earnings|payroll)\b/giu,
        weight: 1.8,
        most: 6,
      },
    ],
  },
  {
    called: ['resume', 'cv', 'curriculum vitae'],
    heading: /^(?:resume|résumé|curriculum vitae|cv)$/iu,
    states: [],
    evidence: [
      {
        pattern:
          /^\s*(?:(?:work |professional )?experience|education|skills|employment|languages|publications|references)\s*:?$/gimu,
        weight: 1.8,
        most: 5,
      },
    ],
  },
  {
    called: ['email', 'e mail', 'mail', 'memo', 'memorandum'],
    heading: /^(?:memorandum|memo|interoffice memo(?:randum)?)\b/iu,
    states: [],
    evidence: [{ pattern: /^\s*(?:from|to|subject|sent|date|cc)\s?:/gimu, weight: 1.3, most: 4 }],
  },
  {
    called: ['quote', 'quotation', 'estimate', 'offer'],
    heading: /^(?:quotation|quote|estimate|offer|angebot|devis)\b/iu,
    states: ['total'],
    evidence: [{ pattern: /\b(?:quot(?:e|ation)|estimate|valid until|valid for)\b/giu, weight: 1.8, most: 3 }],
  },
];

/** Whether a line is nothing but the name of a kind of document, as a heading has it. */
export function isDocumentName(text: string): boolean {
  const words = text.trim().split(/\s+/u).length;
  return (
    words <= 6 &&
    text.length <= 60 &&
    !/[\d:]{3,}|:$/u.test(text) &&
    documentKinds.slice(0, 5).some(({ heading }) => heading.test(text.trim()))
  );
}
