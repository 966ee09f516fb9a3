import { hasDniLetter, hasIbanDigits, hasLuhnDigit, hasNirKey } from './check-digits';

/** The data that can be replaced before a model sees a text, in the order in which it is searched. */
export const personalDataKinds = ['email', 'iban', 'national-id', 'card', 'phone'] as const;

/** A known type of personal data. */
export type PersonalDataKind = (typeof personalDataKinds)[number];

/**
 * A pattern of one type: every match of `pattern` for which `lengthOf` returns a length is replaced, up to that length.
 */
export interface Writing {
  readonly pattern: RegExp;
  /** Returns the length to replace, from the match's beginning; 0 if it is something else. */
  readonly lengthOf: (match: string) => number;
}

const whole = (match: string) => match.length;
const wholeIf = (isReal: (compact: string) => boolean) => (match: string) =>
  isReal(compact(match)) ? match.length : 0;

/**
 * The patterns that are recognised. Bounded repeats only, so that no text makes a search slow.
 *
 * - card: 13 to 19 digits, with or without blanks or hyphens, with their Luhn digit;
 * - phone: with `+` or `00` and a country code, or after a word such as Tel, Phone, Mobile, Fax; a bare national number
 * is not replaced, since an invoice number looks the same;
 * - national-id: US SSN, UK national insurance number, Spanish DNI and NIE (with their letter), French NIR (with its
 * key), Italian codice fiscale. Others are unknown and are not replaced.
 */
export const writings: Readonly<Record<PersonalDataKind, readonly Writing[]>> = {
  email: [
    {
      pattern: /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,8}\.\p{L}{2,24}/gu,
      lengthOf: whole,
    },
  ],
  iban: [{ pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]){11,30}/g, lengthOf: ibanLength }],
  card: [{ pattern: /(?<![\d.,])\d(?:[ -]?\d){12,18}(?!\d)/g, lengthOf: wholeIf(hasLuhnDigit) }],
  'national-id': [
    { pattern: /(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g, lengthOf: whole },
    { pattern: /\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d{2}){3} ?[A-D]\b/g, lengthOf: whole },
    { pattern: /\b(?:\d{8}|[XYZ]\d{7})-?[A-Z]\b/g, lengthOf: wholeIf(hasDniLetter) },
    { pattern: /(?<!\d)[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\d)/g, lengthOf: wholeIf(hasNirKey) },
    { pattern: /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/g, lengthOf: whole },
  ],
  phone: [
    { pattern: /(?<![\d+\p{L}]|\d )(?:\+|00)[1-9](?:[ ./-]?\(?\d\)?){7,14}(?!\d)/gu, lengthOf: whole },
    {
      pattern:
        /(?<=\b(?:tel|telephone|telefon|téléphone|phone|mobile|cell|fax)\b[.:]{0,2} {0,2})\(?\d(?:[ ./-]?\(?\d\)?){5,14}(?!\d)/giu,
      lengthOf: whole,
    },
  ],
};

function compact(match: string): string {
  return match.replace(/[ -]/g, '');
}

/**
 * Returns the length of the longest beginning with correct check digits that ends at the end of a word: the text after
 * an IBAN looks like more of it.
 */
function ibanLength(match: string): number {
  for (let end = match.length; end >= 15; end -= 1) {
    if (match.charAt(end - 1) === ' ') continue;
    const endsWord = end === match.length || match.charAt(end) === ' ';
    const candidate = compact(match.slice(0, end));
    if (endsWord && candidate.length >= 15 && hasIbanDigits(candidate)) return end;
  }
  return 0;
}
