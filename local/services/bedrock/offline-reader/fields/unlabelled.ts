import type { Cell } from '../document-cells';
import type { FoundValue } from './find-values';
import type { Labels } from './labels';
import type { Property } from '../schema';
import { findCurrency } from '../values/currencies';
import { findDates } from '../values/dates';
import { fitValue, looksLikeCompany } from '../values/value-kinds';
import { addressees } from './address-blocks';
import { isDocumentName } from '../words/document-lexicon';

/** What values without a label are looked for in. */
export interface Surroundings {
  readonly cells: readonly Cell[];
  readonly labels: Labels;
  /** Values that labels have claimed, and cells of tables. */
  readonly taken: ReadonlySet<number>;
}

/** Finds what documents say without a label: the letterhead's name, the heading, the date at the top, the currency of the amounts. */
export function findUnlabelledValue(property: Property, surroundings: Surroundings): FoundValue | undefined {
  if (property.kind === 'currency') return currency(surroundings);
  if (property.kind === 'title') return title(surroundings);
  if (property.kind === 'party' && mentions(property, 'supplier')) return letterhead(surroundings);
  if (property.kind === 'party' && mentions(property, 'customer')) return addressee(surroundings);
  if (property.kind === 'date' && mentions(property, 'date of issue')) return firstDate(surroundings);
  return undefined;
}

function mentions(property: Property, phrase: string): boolean {
  return property.phrases.some((words) => words.join(' ') === phrase);
}

function currency({ cells }: Surroundings): FoundValue | undefined {
  const text = findCurrency(cells.map((cell) => cell.text));
  return text === undefined ? undefined : { text, sureness: 0.9, cell: -1 };
}

/** The kind of document in large letters at the top, else the first line that reads like a heading. */
function title({ cells, labels }: Surroundings): FoundValue | undefined {
  const top = cells.slice(0, 25).map((cell, index) => ({ text: cell.text, index }));
  const subject = cells.slice(0, 40).findIndex(({ text }) => subjectLine.test(text));
  if (subject !== -1) return { text: cells[subject]!.text.replace(subjectLine, ''), sureness: 0.85, cell: subject };
  const named = top.find(({ text }) => isDocumentName(text));
  if (named !== undefined) return { text: named.text, sureness: 0.9, cell: named.index };
  const heading = top.find(({ text, index }) => isHeading(text) && labels.get(index)?.isPure !== true);
  if (heading === undefined) return undefined;
  const next = cells[heading.index + 1]?.text ?? '';
  const runsOn =
    heading.text.length > 30 &&
    isHeading(next) &&
    /^[\p{Lu}\p{Ll}]/u.test(next) &&
    isUpper(next) === isUpper(heading.text) &&
    isCapitalised(next) &&
    isCapitalised(heading.text) &&
    !looksLikeNames(next);
  return { text: runsOn ? `${heading.text} ${next}` : heading.text, sureness: 0.7, cell: heading.index };
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

function isUpper(text: string): boolean {
  return text === text.toUpperCase();
}

function isCapitalised(text: string): boolean {
  const words = text.split(/\s+/u).filter((word) => word.length > 3);
  return words.length > 0 && words.filter((word) => /^\p{Lu}/u.test(word)).length >= words.length * 0.6;
}

function looksLikeNames(text: string): boolean {
  return /,|\band\b|\d|\b[A-Z]\. /u.test(text);
}

const letterheadCells = 14;

/** Who writes stands at the top: a firm's name by its form of company, else the first line that could be a name. */
function letterhead({ cells, labels, taken }: Surroundings): FoundValue | undefined {
  const names = cells.slice(0, letterheadCells).flatMap((cell, index) => {
    const label = labels.get(index);
    if (
      taken.has(index) ||
      cell.page > 0 ||
      label?.isPure === true ||
      isDocumentName(cell.text) ||
      /:|^\(|^dear\b|^to\b/iu.test(cell.text)
    )
      return [];
    const fit = fitValue('party', cell.text);
    return fit === undefined || fit.fit < 0.5 ? [] : [{ text: fit.text, index, isCompany: looksLikeCompany(fit.text) }];
  });
  const best = names
    .map((name) => ({ ...name, sureness: (name.isCompany ? 0.88 : 0.7) - 0.03 * name.index }))
    .sort((a, b) => b.sureness - a.sureness)[0];
  return best === undefined || best.sureness < 0.4
    ? undefined
    : { text: best.text, sureness: best.sureness, cell: best.index };
}

/** The second address of a letter or invoice is that of whom it is for, where nothing labels it. */
function addressee({ cells, taken }: Surroundings): FoundValue | undefined {
  const own = letterhead({ cells, labels: new Map(), taken: new Set() })?.cell ?? -1;
  const found = addressees(cells).find(
    ({ cell, text }) => cell !== own && !taken.has(cell) && text !== cells[own]?.text,
  );
  return found === undefined ? undefined : { ...found, sureness: 0.55 };
}

function firstDate({ cells, labels, taken }: Surroundings): FoundValue | undefined {
  for (const [index, cell] of cells.slice(0, 60).entries()) {
    if (taken.has(index) || labels.has(index)) continue;
    const [date] = findDates(cell.text);
    if (date !== undefined && cell.text.length < 90)
      return { text: date.text, sureness: cell.text.length < date.text.length + 15 ? 0.7 : 0.5, cell: index };
  }
  return undefined;
}
