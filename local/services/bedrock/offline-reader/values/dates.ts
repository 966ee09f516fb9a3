/** A piece of a text, as it is written there. */
export interface Found {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const months = [
  'jan(?:uary|uar|vier)?',
  'feb(?:ruary|ruar)?',
  'f[ée]vr(?:ier)?',
  'mar(?:ch|zo)?',
  'm[äa]rz',
  'mars',
  'apr(?:il|ile)?',
  'avril',
  'abril',
  'may',
  'mai',
  'mei',
  'mayo',
  'june?',
  'juni',
  'juin',
  'july?',
  'juli',
  'juillet',
  'aug(?:ust|ustus)?',
  'ao[ûu]t',
  'sept?(?:ember|embre)?',
  'o[ck]t(?:ober|obre)?',
  'nov(?:ember|embre)?',
  'de[cz](?:ember|embre)?',
  'd[ée]c(?:embre)?',
  'gennaio',
  'febbraio',
  'maggio',
  'giugno',
  'luglio',
  'settembre',
  'ottobre',
  'dicembre',
  'enero',
  'febrero',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
  'januari',
  'februari',
  'maart',
  'oktober',
].join('|');
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month = '(?:0?[1-9]|1[0-2])';
const year = "(?:(?:19|20)\\d{2}|[’']?\\d{2})";

const datePatterns: readonly RegExp[] = [
  /\b(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\b/giu,
  new RegExp(`\\b${day}(?:st|nd|rd|th|\\.|er|º)?[ -]*(?:of |de )?(?:${months})\\b\\.?,?[ -]*(?:de )?${year}\\b`, 'giu'),
  new RegExp(`\\b(?:${months})\\b\\.?[ -]*${day}(?:st|nd|rd|th)?(?:,[ ]*|[ -]+)(?:19|20)\\d{2}\\b`, 'giu'),
  new RegExp(`\\b(?:${day}([-/.])[ ]?${month}\\1[ ]?${year}|${month}([-/.])${day}\\2${year})(?![\\d.,])`, 'giu'),
];

/** The dates of a text, as they are written, from left to right. */
export function findDates(text: string): Found[] {
  const found: Found[] = [];
  for (const pattern of datePatterns) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (!found.some((other) => start < other.end && other.start < end))
        found.push({ text: match[0].trim(), start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
