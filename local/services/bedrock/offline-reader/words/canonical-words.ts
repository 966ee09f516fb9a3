/**
 * Different spellings, abbreviations and languages of the words that stand on business documents, each as the plain English words
 * that the reader compares by. General vocabulary; a property's own synonyms come from its schema.
 */
const canonicalForms: Readonly<Record<string, string>> = {
  no: 'number',
  nr: 'number',
  num: 'number',
  nº: 'number',
  'n°': 'number',
  '№': 'number',
  '#': 'number',
  numero: 'number',
  número: 'number',
  numéro: 'number',
  nummer: 'number',
  id: 'number',
  inv: 'invoice',
  ref: 'reference',
  referenz: 'reference',
  qty: 'quantity',
  quant: 'quantity',
  qté: 'quantity',
  quantité: 'quantity',
  menge: 'quantity',
  anzahl: 'quantity',
  aantal: 'quantity',
  cantidad: 'quantity',
  quantità: 'quantity',
  pcs: 'quantity',
  amt: 'amount',
  betrag: 'amount',
  montant: 'amount',
  importe: 'amount',
  importo: 'amount',
  bedrag: 'amount',
  acct: 'account',
  'a/c': 'account',
  konto: 'account',
  cust: 'customer',
  kunde: 'customer',
  client: 'customer',
  klant: 'customer',
  cliente: 'customer',
  lieferant: 'supplier',
  fournisseur: 'supplier',
  vat: 'tax',
  mwst: 'tax',
  ust: 'tax',
  umsatzsteuer: 'tax',
  mehrwertsteuer: 'tax',
  tva: 'tax',
  iva: 'tax',
  btw: 'tax',
  gst: 'tax',
  hst: 'tax',
  moms: 'tax',
  taxes: 'tax',
  rechnung: 'invoice',
  facture: 'invoice',
  factura: 'invoice',
  fattura: 'invoice',
  factuur: 'invoice',
  faktura: 'invoice',
  rechnungsnummer: 'invoice number',
  rechnungsnr: 'invoice number',
  factuurnummer: 'invoice number',
  rechnungsdatum: 'invoice date',
  factuurdatum: 'invoice date',
  datum: 'date',
  fecha: 'date',
  dated: 'date',
  fälligkeitsdatum: 'due date',
  fällig: 'due',
  vervaldatum: 'due date',
  échéance: 'due date',
  vencimiento: 'due date',
  scadenza: 'due date',
  zahlungsziel: 'due date',
  summe: 'total',
  gesamt: 'total',
  gesamtbetrag: 'total',
  gesamtsumme: 'total',
  rechnungsbetrag: 'total',
  bruttobetrag: 'total',
  endbetrag: 'total',
  totaal: 'total',
  totale: 'total',
  totals: 'total',
  zwischensumme: 'subtotal',
  nettobetrag: 'subtotal',
  netto: 'net',
  brutto: 'gross',
  subtotaal: 'subtotal',
  imponibile: 'subtotal',
  'sub-total': 'subtotal',
  einzelpreis: 'unit price',
  stückpreis: 'unit price',
  preis: 'price',
  prix: 'price',
  prezzo: 'price',
  precio: 'price',
  prijs: 'price',
  rate: 'price',
  unitaire: 'unit',
  unitario: 'unit',
  beschreibung: 'description',
  bezeichnung: 'description',
  leistung: 'description',
  artikel: 'description',
  désignation: 'description',
  descripción: 'description',
  descrizione: 'description',
  omschrijving: 'description',
  desc: 'description',
  descriptions: 'description',
  billed: 'bill',
  kundennummer: 'customer number',
  kundennr: 'customer number',
  currencies: 'currency',
  währung: 'currency',
  devise: 'currency',
  valuta: 'currency',
  tel: 'phone',
  telephone: 'phone',
  téléphone: 'phone',
  telefon: 'phone',
  mobile: 'phone',
  'e-mail': 'email',
  fax: 'fax',
  invoices: 'invoice',
  payments: 'payment',
  hrs: 'hours',
  seite: 'page',
  ht: 'net',
  ttc: 'gross',
  excl: 'excluding',
  exclusive: 'excluding',
  incl: 'including',
  inclusive: 'including',
  ex: 'excluding',
  inc: 'including',
};

/** A word of a text in its canonical form, with its place in the text. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const wordPattern = /a\/c|n[º°]|[#№]|[\p{L}][\p{L}\p{M}'’]*(?:-[\p{L}][\p{L}\p{M}]*)*|\d[\d.,/:-]*\d|\d/giu;

/** The words of a text in canonical form; punctuation is left out. */
export function tokenise(text: string): Token[] {
  return [...text.matchAll(wordPattern)].flatMap((match) => {
    const end = match.index + match[0].length;
    return canonical(match[0]).map((word) => ({ word, start: match.index, end }));
  });
}

/** Words only, e.g. of a phrase that labels are compared with. */
export function wordsOf(text: string): string[] {
  return tokenise(text).map((token) => token.word);
}

function canonical(word: string): string[] {
  const plain = word
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .replace(/['’]/gu, '');
  const form = Object.hasOwn(canonicalForms, plain) ? canonicalForms[plain] : undefined;
  if (form !== undefined) return form.split(' ');
  return plain.includes('-') && !/\d/u.test(plain) ? plain.split('-').flatMap(canonical) : [plain];
}

/** The words of a property's name: `unitPrice` and `unit_price` are `unit price`. */
export function wordsOfName(name: string): string[] {
  return wordsOf(name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(/[_.]/gu, ' '));
}
