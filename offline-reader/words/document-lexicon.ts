import { wordsOf } from './canonical-words';

/** The vocabulary of a type of document. */
export interface DocumentKind {
  /** Words used to match an enumerated value to this type. */
  readonly called: readonly string[];
  /** Matches a line near the top that contains only the name of the type. Compared with canonical words. */
  readonly heading: RegExp;
  /** Phrases that only such documents have; `^` marks one at the beginning of a line. */
  readonly marks: readonly string[];
  /** Phrases that such documents have more than others. */
  readonly words: readonly string[];
  /** Labels (canonical) of the values that such a document has to state. */
  readonly states: readonly string[];
}

function kind(called: string, heading: RegExp, marks: string, words: string, states = ''): DocumentKind {
  const list = (text: string) => text.split('|').filter((phrase) => phrase !== '');
  return {
    called: list(called),
    heading,
    marks: list(marks).map(canonical),
    words: list(words).map(canonical),
    states: list(states),
  };
}

function canonical(phrase: string): string {
  return `${phrase.startsWith('^') ? '\n' : ' '}${wordsOf(phrase).join(' ')} `;
}

/** A general vocabulary of business documents. For a value of an enumeration that is not here, its own words are used. */
export const documentKinds: readonly DocumentKind[] = [
  kind(
    'invoice|bill',
    /^(?:(?:tax|sales|commercial|final|original|customer) )*(?:invoice|bill)(?: number)?(?: \S*\d\S*)?$/u,
    'invoice number|invoice date|bill to|invoice to',
    'due date|amount due|balance due|payment terms|please pay|unit price|quantity|subtotal|tax|tax number|purchase order|order number|customer number|invoice',
    'invoice number|invoice date|supplier|total',
  ),
  kind(
    'receipt|till',
    /^(?:(?:sales|cash|payment|customer|till|official|store) )*(?:receipt|quittung|kassenbon|kassenbeleg|recu|ricevuta|scontrino|kassabon)(?: \S+){0,2}$/u,
    'receipt number|cashier|change|served by|your server|till',
    'receipt|cash|card|visa|mastercard|contactless|tendered|thank you|come again|tip|subtotal|total|clerk|register',
    'supplier|total',
  ),
  kind(
    'contract|agreement|lease',
    /^(?:\S+ ){0,6}(?:agreement|contract|lease|deed|memorandum of understanding|vertrag|mietvertrag|contrat|contrato|contratto|overeenkomst)$/u,
    'hereby|hereinafter|whereas|in witness|by and between|this agreement|this contract|this lease|entered into|governed by',
    'shall|the parties|either party|terminate|termination|liability|confidential|confidentiality|warranty|obligations|signed by',
  ),
  kind(
    'bank statement|account statement|statement',
    /^(?:\S+ ){0,4}(?:statement|statement of account|kontoauszug|releve de compte|extracto bancario|estratto conto|rekeningafschrift)$/u,
    'opening balance|closing balance|beginning balance|ending balance|statement period|bank statement|balance carried forward|average daily balance',
    'iban|bic|sort code|overdraft|deposits|withdrawals|debits|credits|paid in|paid out|direct debit|standing order|transaction|transactions|account number|balance',
  ),
  kind(
    'tax form|tax|tax return',
    /^(?:form \S*\d\S*.*|w \d.*|(?:\S+ ){0,6}(?:tax return|tax statement|tax certificate|withholding certificate))$/u,
    'internal revenue service|department of the treasury|hmrc|hm revenue|finanzamt|taxable income|tax return|wage and tax statement|omb number|filing status|under penalties of perjury',
    'taxpayer|income tax|federal income tax withheld|social security number|employer identification number|withholding|exemptions|deductions|medicare|tax year|form',
  ),
  kind(
    'payslip|pay stub|payroll',
    /^(?:\S+ ){0,4}(?:payslip|pay slip|pay stub|earnings statement|salary slip|lohnabrechnung|gehaltsabrechnung|entgeltabrechnung|bulletin de paie|bulletin de salaire|nomina|busta paga|loonstrook|salarisspecificatie)(?: .{0,25})?$/u,
    'gross pay|net pay|pay period|pay date|payroll|lohnsteuer|sozialversicherung|salaire|auszahlungsbetrag',
    'ytd|year to date|deductions|earnings|overtime|employee|pension|basic pay|national insurance|salary|steuerklasse',
  ),
  kind(
    'letter|correspondence',
    /^dear .{0,60}$/u,
    '^dear|^to whom it may concern|^sehr geehrte|^sehr geehrter|^madame|^estimado|^gentile|^geachte|^yours sincerely|^yours faithfully|^yours truly|^sincerely|^kind regards|^best regards|^mit freundlichen|^cordialement|^atentamente',
    'i am writing|we are writing|we write|thank you for your letter|please find enclosed|enclosed|hearing from you|subject|re',
  ),
  kind(
    'article|paper|publication|report',
    /^(?:abstract|introduction|references|bibliography|keywords|\d introduction)$/u,
    '^abstract|^references|^bibliography|^introduction|^works cited|et al|in this paper|in this article|doi|arxiv',
    'we show|we present|we propose|our results|conclusion|conclusions|journal|university|proceedings|figure|discussion|methods|acknowledgements|keywords|editor',
  ),
  kind(
    'purchase order|order',
    /^(?:purchase|sales|work) order.{0,20}$|^(?:order confirmation|auftragsbestatigung|bestellung|bon de commande)(?: .{0,20})?$/u,
    'purchase order number|order confirmation',
    'ship to|deliver to|delivery date|supplier',
    'total',
  ),
  kind(
    'quote|quotation|estimate|offer',
    /^(?:quotation|quote|estimate|offer|angebot|devis|presupuesto|preventivo|offerte)(?: .{0,20})?$/u,
    'valid until|valid for|quotation',
    'quote|estimate|offer',
    'total',
  ),
  kind('pro forma', /^pro ?forma(?: .{0,20})?$/u, 'pro forma invoice', ''),
  kind(
    'credit note',
    /^(?:credit note|credit memo|gutschrift|avoir|nota de credito|abono|nota di credito|creditnota)(?: .{0,20})?$/u,
    'credit note|gutschrift|nota di credito',
    'credited',
  ),
  kind(
    'reminder',
    /^(?:payment reminder|final notice|mahnung|\d mahnung|zahlungserinnerung|relance|sollecito|aanmaning|betalingsherinnering)(?: .{0,20})?$/u,
    'payment reminder|mahnung',
    'overdue|reminder fee',
  ),
  kind(
    'delivery note',
    /^(?:delivery note|packing slip|lieferschein|bon de livraison|albaran|pakbon|documento di trasporto)(?: .{0,20})?$/u,
    'delivery note|packing slip',
    'delivered|received by',
  ),
  kind(
    'resume|cv|curriculum vitae',
    /^(?:resume|curriculum vitae|cv|lebenslauf)$/u,
    '^experience|^work experience|^education|^skills',
    'languages|employment|references',
  ),
  kind(
    'email|mail|memo|memorandum',
    /^(?:memorandum|memo|interoffice memo|interoffice memorandum)$/u,
    '^from|^to|^subject|^sent',
    'cc|date',
  ),
];

/** Whether a line contains only the name of a type of document, as a heading does. */
export function isDocumentName(text: string): boolean {
  const words = wordsOf(text).join(' ');
  return text.length <= 60 && !/[\d:]{3,}|:$/u.test(text) && documentKinds.some(({ heading }) => heading.test(words));
}
