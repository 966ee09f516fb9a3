/** A piece of a text, as it is written there. */
export interface Found {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The months in English, German, French, Spanish, Italian and Dutch, and as they are shortened. */
const months =
  'jan(?:uary|uar|uari|vier)?|janv|gennaio|gen|enero|ene|feb(?:ruary|ruar|ruari|braio|rero)?|f[ée]vr(?:ier)?|mar(?:ch|zo|s)?|m[äa]rz|maart|mrt|apr(?:il|ile)?|' +
  'avr(?:il)?|abr(?:il)?|may|mai|mei|mayo|mag(?:gio)?|june?|juni|juin|giu(?:gno)?|junio|july?|juli|juil(?:let)?|lug(?:lio)?|julio|' +
  'aug(?:ust|ustus)?|ao[ûu]t|ago(?:sto)?|sept?(?:ember|embre|iembre)?|set(?:tembre)?|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|nov(?:ember|embre|iembre)?|' +
  'de[cz](?:ember|embre)?|d[ée]c(?:embre)?|dic(?:embre|iembre)?';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month = '(?:0?[1-9]|1[0-2])';
const year = "(?:(?:19|20)\\d{2}|[’']?\\d{2})";

const datePatterns: readonly RegExp[] = [
  /\b(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\b/giu,
  new RegExp(
    `\\b${day}(?:st|nd|rd|th|\\.|er|º)?[ -]*(?:of |de )?(?:${months})\\b\\.?,?[ -]*(?:de |del )?${year}\\b`,
    'giu',
  ),
  new RegExp(`\\b(?:${months})\\b\\.?[ -]*${day}(?:st|nd|rd|th)?(?:,[ ]*|[ -]+)(?:19|20)\\d{2}\\b`, 'giu'),
  new RegExp(`\\b(?:${day}([-/.])[ ]?${month}\\1[ ]?${year}|${month}([-/.])${day}\\2${year})(?![\\d.,])`, 'giu'),
];

/** Returns the dates of a text, as they are written, from left to right. */
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
