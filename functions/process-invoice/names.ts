import { type Complaint, type Fields, isGiven, quoteValue } from './invoice';

/** The plausible names and number of a document, and sentences about the others. */
export interface ReadNames {
  /** The fields without them. */
  readonly fields: Fields;
  readonly complaints: readonly Complaint[];
}

/** Words that labels consist of, in the languages of the schema's documents: a name of these words alone is a label. */
const labelWords = new Set(
  (
    'invoice bill receipt tax number no nr date due from to ship sold customer client buyer supplier vendor seller name names ' +
    'address first last initial employee employees employer employers s payer payers recipient recipients company code zip and ' +
    'or the of your our description item items quantity qty unit price amount total subtotal net gross vat page terms payment ' +
    'currency reference order phone email fax attention attn signature title identification control account social security ' +
    'rechnung rechnungsnummer rechnungsdatum rechnungsempfänger rechnungsadresse datum kunde kundennummer lieferant firma ' +
    'anschrift betrag gesamt summe netto brutto mwst ust menge preis bezeichnung fällig seite und ' +
    'facture numéro client fournisseur nom adresse montant désignation quantité prix tva ht ttc échéance et du de la le ' +
    'factura fecha cliente proveedor nombre dirección importe concepto cantidad precio iva vencimiento y ' +
    'fattura data fornitore nome indirizzo importo descrizione quantità prezzo totale scadenza spett spettle e ' +
    'factuur klant leverancier naam adres bedrag omschrijving aantal prijs btw totaal vervaldatum en'
  ).split(' '),
);

const nameFields = ['supplierName', 'customerName'];

/** Removes a document number that has only punctuation and two digits, and names that are labels. */
export function readNames(fields: Fields): ReadNames {
  const complaints: Complaint[] = [];
  const left = Object.entries(fields).filter(([name, value]) => {
    const fault = faultOf(name, value);
    if (fault !== undefined)
      complaints.push({
        field: name,
        sentence: `The field ${name} is given as ${quoteValue(value)}, which is ${fault}.`,
      });
    return fault === undefined;
  });
  return { fields: Object.fromEntries(left), complaints };
}

function faultOf(name: string, value: unknown): string | undefined {
  if (!isGiven(value)) return undefined;
  if (name === 'invoiceNumber') return isDocumentNumber(value) ? undefined : 'not a document number';
  return nameFields.includes(name) && !isName(value) ? 'a label, not a name' : undefined;
}

function isDocumentNumber(value: unknown): boolean {
  if (typeof value === 'number') return true;
  if (typeof value !== 'string') return false;
  const text = value.normalize('NFKC').trim();
  const letters = text.replace(/[^\p{L}]/gu, '').length;
  const digits = text.replace(/\D/g, '').length;
  return digits > 2 || (digits > 0 && (letters > 0 || /^\d+$/.test(text)));
}

function isName(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const words =
    value
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  // A single letter is the box of a form: `e Employee's name`.
  return words.some((word) => word.length > 1 && !labelWords.has(word));
}
