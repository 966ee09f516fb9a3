import type { DocumentCell } from '../document-cells';
import type { Property } from '../schema';
import { findCurrency } from '../values/currencies';
import { findDates } from '../values/dates';
import { fitValue, looksLikeCompany } from '../values/value-kinds';
import { isDocumentName } from '../words/document-lexicon';
import { addressees } from './address-blocks';
import type { FoundValue } from './find-values';
import type { Labels } from './labels';

/** Where values without a label are searched. */
export interface DocumentContext {
  readonly cells: readonly DocumentCell[];
  readonly labels: Labels;
  /** Values that labels have claimed, and cells of tables. */
  readonly taken: ReadonlySet<number>;
}

/** Finds values without a label: the letterhead's name, the heading, the date at the top, the currency of the amounts. */
export function findUnlabelledValue(property: Property, context: DocumentContext): FoundValue | undefined {
  if (property.kind === 'currency') return currency(context);
  if (property.kind === 'rate') return taxRate(context);
  if (property.kind === 'title') return title(context);
  if (property.kind === 'party' && mentions(property, 'supplier')) return letterhead(context);
  if (property.kind === 'party' && mentions(property, 'customer')) return addressee(context);
  if (property.kind === 'date' && mentions(property, 'date of issue')) return firstDate(context);
  return undefined;
}

function mentions(property: Property, phrase: string): boolean {
  return property.phrases.some((words) => words.join(' ') === phrase);
}

function currency({ cells }: DocumentContext): FoundValue | undefined {
  const text = findCurrency(cells.map((cell) => cell.text));
  return text === undefined ? undefined : { text, sureness: 0.9, cell: -1 };
}

/** The one rate that the labels of taxes carry, with the words around it: `VAT 20%`. */
function taxRate({ cells, labels }: DocumentContext): FoundValue | undefined {
  const found = cells.flatMap(({ text }, cell) => {
    if (labels.get(cell)?.owners.some(({ property }) => mentions(property, 'tax')) !== true) return [];
    if (/\b(?:on|auf|sur|sobre|su|op)\b/iu.test(text)) return [];
    const written = /(?:\p{L}[\p{L}.]* ?)?(\d+(?:[.,]\d+)?) ?%(?: ?\p{L}[\p{L}.]*)?/u.exec(text);
    return written === null ? [] : [{ text: written[0], rate: written[1], cell }];
  });
  const [first] = found;
  return first === undefined || found.some(({ rate }) => rate !== first.rate)
    ? undefined
    : { text: first.text, sureness: 0.9, cell: first.cell };
}

/** The kind of document in large letters at the top, else the first line that reads like a heading. */
function title({ cells, labels }: DocumentContext): FoundValue | undefined {
  const top = cells.slice(0, 25).map((cell, index) => ({ text: cell.text, index }));
  const subject = cells.slice(0, 40).findIndex(({ text }) => subjectLine.test(text));
  if (subject !== -1) return { text: cells[subject]!.text.replace(subjectLine, ''), sureness: 0.85, cell: subject };
  const named = top.find(({ text }) => isDocumentName(text));
  if (named !== undefined) return { text: named.text, sureness: 0.9, cell: named.index };
  const heading = top.find(({ text, index }) => isHeading(text) && !labels.has(index));
  if (heading === undefined) return undefined;
  return { text: heading.text, sureness: 0.7, cell: heading.index };
}

const subjectLine = /^(?:re|subject|betreff|objet)\s?:\s*(?=\S)/iu;

function isHeading(text: string): boolean {
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  return (
    letters >= 4 &&
    letters > text.length * 0.6 &&
    text.length <= 120 &&
    !/[.:,;]$|@|https?:|www\.|^page\b|^fax\b/iu.test(text) &&
    findDates(text).length === 0
  );
}

const letterheadCells = 14;

/**
 * The sender is at the top: the first line that could be a name. If only a later one has a form of company, it may be the customer's,
 * so the sender is unknown.
 */
function letterhead({ cells, labels, taken }: DocumentContext): FoundValue | undefined {
  const names = cells.slice(0, letterheadCells).flatMap(({ text, page }, cell) => {
    const isOther = taken.has(cell) || page > (cells[0]?.page ?? 0) || labels.get(cell)?.isPure === true;
    if (isOther || isDocumentName(text) || /:|^\(|^dear\b|^to\b/iu.test(text)) return [];
    const name = fitValue('party', text);
    return name === undefined || name.fit < 0.5
      ? []
      : [{ text: name.text, cell, isCompany: looksLikeCompany(name.text) }];
  });
  const [first] = names;
  if (first === undefined || first.cell > 8) return undefined;
  if (first.isCompany) return { ...first, sureness: 0.88 };
  return names.some(({ isCompany }) => isCompany) ? undefined : { ...first, sureness: 0.7 };
}

/** The other address of a letter or invoice is the recipient's, if there is exactly one other. */
function addressee({ cells, taken }: DocumentContext): FoundValue | undefined {
  const own = letterhead({ cells, labels: new Map(), taken: new Set() });
  const [only, ...others] = addressees(cells).filter(
    ({ cell, text }) => cell !== own?.cell && !taken.has(cell) && text !== own?.text,
  );
  return only === undefined || others.length > 0 ? undefined : { ...only, sureness: 0.55 };
}

/** A line with only a place and a date: `Nantes, le 3 avril 2026`. */
const placeAndDate = /^(?:\p{L}[\p{L} .'-]{0,30}, ?(?:den |le |li |the )?)?$/u;

/** `Fattura n. 87/A del 19/09/2025` */
const numberAndDate = /\d\S* (?:vom|of|dated|du|de|del|di|van) $/u;

/** The one date on the first page that has no label of its own, and is alone in its line or after the document's number. */
function firstDate({ cells, labels, taken }: DocumentContext): FoundValue | undefined {
  const found = cells.flatMap(({ text, page }, cell) => {
    const [date] = page > (cells[0]?.page ?? 0) ? [] : findDates(text);
    if (date === undefined || date.end < text.trimEnd().length - 1) return [];
    if (runsOn(cells[cell - 1]?.text ?? '') || labels.get(cell - 1)?.isPure === true) return [];
    const pattern = labels.has(cell) || taken.has(cell) ? numberAndDate : placeAndDate;
    return pattern.test(text.slice(0, date.start)) ? [{ text: date.text, cell }] : [];
  });
  const [first] = found;
  return first === undefined || found.some(({ text }) => text !== first.text) ? undefined : { ...first, sureness: 0.7 };
}

/** A line that continues in the next: `Services rendered until`. */
function runsOn(text: string): boolean {
  return /(?:^|\s)\p{Ll}\p{L}*:?$/u.test(text);
}
