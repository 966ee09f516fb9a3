import { findAmounts, isAmountOnly } from './amounts';
import { findDates } from './dates';

/** What sort of value a property holds. */
export type ValueKind =
  | 'date'
  | 'amount'
  | 'quantity'
  | 'rate'
  | 'identifier'
  | 'party'
  | 'currency'
  | 'title'
  | 'summary'
  | 'confidence'
  | 'email'
  | 'phone'
  | 'text';

/** A value found in a piece of text, and from 0 to 1 how well it fits its kind. */
export interface Fit {
  readonly text: string;
  readonly fit: number;
}

/** Returns a value of a kind from the text at the place of the value; undefined without one. */
export function fitValue(kind: ValueKind, text: string): Fit | undefined {
  // `-12` is a part of something, not a number.
  if (kind === 'identifier' && /^[:;#=|\s]*[-–/.]+\d/u.test(text)) return undefined;
  const trimmed = text
    .trim()
    .replace(/^[:;#.\-–=|\s]+/u, '')
    .trim();
  return trimmed === '' ? undefined : fitters[kind](trimmed);
}

const fitters: Readonly<Record<ValueKind, (text: string) => Fit | undefined>> = {
  date: (text) => {
    const [date] = findDates(text);
    return date === undefined ? undefined : { text: date.text, fit: date.start < 12 ? 1 : 0.6 };
  },
  amount: (text) => {
    const amounts = findAmounts(text);
    const [money, ...others] = amounts.filter((amount) => amount.isMoney);
    if (money !== undefined) return others.length > 0 ? undefined : { text: money.text, fit: 1 };
    const [bare] = amounts;
    return bare !== undefined && isAmountOnly(text) ? { text: bare.text, fit: 0.65 } : undefined;
  },
  quantity: (text) => {
    const [amount] = findAmounts(text);
    return amount === undefined ? undefined : { text: amount.text, fit: amount.start === 0 ? 0.9 : 0.5 };
  },
  rate: () => undefined,
  identifier: fitIdentifier,
  party: fitParty,
  currency: (text) => matchPattern(text, /\b[A-Z]{3}\b|[€£¥₹$]/u),
  email: (text) => matchPattern(text, /[\w.+-]+@[\w-]+\.[\w.-]+\w/u),
  phone: (text) => matchPattern(text, /\+?\d[\d ()./-]{6,}\d/u),
  title: (text) => ({ text, fit: 0.8 }),
  summary: (text) => ({ text, fit: 0.5 }),
  text: (text) => ({ text: text.slice(0, 300), fit: text.length > 200 ? 0.4 : 0.8 }),
  confidence: () => undefined,
};

function matchPattern(text: string, pattern: RegExp): Fit | undefined {
  const match = pattern.exec(text);
  return match === null ? undefined : { text: match[0], fit: 1 };
}

/** Letters, digits and their joints, at least one digit, as one word (or digits in groups); never a date or money. */
function fitIdentifier(text: string): Fit | undefined {
  const date = findDates(text)[0];
  const before = date === undefined ? text : text.slice(0, date.start);
  const match =
    /^(?:(?:no|nr|number)\b\.?:?\s*)?([\p{L}\d][\p{L}\d./_-]*\d[\p{L}\d/_-]*|\d[\p{L}\d./_-]*|[\p{Lu}]{1,4} \d[\d-]*)(?:(?: \d{2,})*)/iu.exec(
      before.trim(),
    );
  if (match === null) return undefined;
  const written = match[0].replace(/^(?:no|nr|number)\b\.?:?\s*/iu, '').replace(/[.,;]$/u, '');
  if (/[.,]\d{2}$/u.test(written) && findAmounts(written)[0]?.isMoney === true && !/\p{L}/u.test(written))
    return undefined;
  return { text: written, fit: before.trim().length <= match[0].length + 3 ? 1 : 0.7 };
}

const companyForm =
  /\b(?:ltd|limited|inc|llc|llp|lp|plc|corp|corporation|company|co|gmbh|ag|kg|ohg|ug|e\.?k|sarl|s\.?à\.?r\.?l|sas|s\.?a|s\.?l|srl|s\.?r\.?l|snc|s\.?n\.?c|spa|gbr|vof|eurl|s\.?p\.?a|bv|b\.v|nv|n\.v|ab|as|a\/s|aps|oy|pty|bank|university|institute|association|foundation|trust|council|department|hospital|clinic|school|hotel|restaurant|café|cafe|bakery|pharmacy|services|solutions|partners|associates|consulting|supplies|studio)\b\.?/iu;

/** Whether a text has a word that firms and institutions carry in their names. */
export function looksLikeCompany(text: string): boolean {
  return companyForm.test(text);
}

/** A name of a person or firm: letters, not a sentence, an address, a date, a price or a label. */
function fitParty(text: string): Fit | undefined {
  if (/^(?:yours?|sincerely|dear|regards|thank|re:|subject:|attn|attention)\b/iu.test(text)) return undefined;
  const name = text
    .replace(/(?:\s{2,}|,\s+(?=\d)|\s+[|·•]\s+).*$/su, '')
    .replace(/[,;:]$/u, '')
    .trim();
  const letters = (name.match(/\p{L}/gu) ?? []).length;
  const digits = (name.match(/\d/gu) ?? []).length;
  const words = name.split(/\s+/u).length;
  if (letters < 2 || digits > letters || words > 9 || name.length > 80) return undefined;
  if (
    /^\d|@|www\.|https?:|^\(?\+?\d|\?$/iu.test(name) ||
    findDates(name).length > 0 ||
    findAmounts(name).some((amount) => amount.isMoney)
  )
    return undefined;
  if (/\.$/u.test(name) && words > 5 && !looksLikeCompany(name)) return undefined;
  if (!/\p{Lu}/u.test(name)) return { text: name, fit: 0.3 };
  if (
    /\b(?:street|road|avenue|ave|lane|suite|p\.?o\.? box|floor|stra(?:ß|ss)e|rue|via|calle)\b/iu.test(name) &&
    !looksLikeCompany(name)
  )
    return { text: name, fit: 0.3 };
  return { text: name, fit: looksLikeCompany(name) ? 1 : digits > 0 ? 0.55 : 0.85 };
}
