/** Codes of ISO 4217 that money is in today. */
const codes = new Set(
  (
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY ' +
    'COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ' +
    'IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR ' +
    'MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD ' +
    'SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF ' +
    'XPF YER ZAR ZMW ZWG'
  ).split(' '),
);

const dollars = 'USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU';

/**
 * Signs and words for currencies; several codes if the sign is ambiguous, the usual one first, `?` if none is usual.
 */
const meanings: Readonly<Record<string, string>> = {
  'US$|USD$|US DOLLAR|US DOLLARS|U.S. DOLLARS|DOLLARS US': 'USD',
  'CA$|CAD$|C$|CANADIAN DOLLAR|CANADIAN DOLLARS|DOLLARS CANADIENS': 'CAD',
  'AU$|A$|AUSTRALIAN DOLLAR|AUSTRALIAN DOLLARS': 'AUD',
  'NZ$|NEW ZEALAND DOLLAR|NEW ZEALAND DOLLARS': 'NZD',
  'S$|SINGAPORE DOLLAR|SINGAPORE DOLLARS': 'SGD',
  'HK$|HONG KONG DOLLAR|HONG KONG DOLLARS': 'HKD',
  NT$: 'TWD',
  R$: 'BRL',
  '$|DOLLAR|DOLLARS|DÓLARES|DOLARES|DOLLARI': dollars,
  '€|EURO|EUROS': 'EUR',
  'POUNDS|POUND STERLING|POUNDS STERLING|STERLING|LIVRES STERLING|LIBRAS ESTERLINAS|STERLINE|PFUND': 'GBP',
  '£': 'GBP EGP GIP FKP SHP',
  'SFR.|SFR|FR.|FRANKEN|FRANCS SUISSES|FRANCHI SVIZZERI|SWISS FRANCS|SCHWEIZER FRANKEN': 'CHF',
  'RS.|RS|RUPEES': 'INR PKR LKR NPR MUR',
  'KR.|KR|KRONER|KRONOR': '? SEK NOK DKK ISK',
  'YEN|円': 'JPY',
  '¥': 'JPY CNY',
  'YUAN|RENMINBI|元': 'CNY',
  LEI: 'RON',
  KČ: 'CZK',
  'ZŁ|ZLOTY': 'PLN',
  'FT|FORINT': 'HUF',
  ЛВ: 'BGN',
  '₹': 'INR',
  '₩': 'KRW',
  '₺': 'TRY',
  '₽': 'RUB',
  '₪': 'ILS',
  '₫': 'VND',
  '฿': 'THB',
  '₴': 'UAH',
  '₱': 'PHP',
  '₦': 'NGN',
};

const signs = Object.entries(meanings)
  .flatMap(([written, found]) =>
    written.split('|').map((sign) => ({ sign, codes: found.split(' '), pattern: patternOf(sign) })),
  )
  .sort((a, b) => b.sign.length - a.sign.length);

/** A sign of letters is a word of its own, or follows a number: `KR3M`, `FT100` and `Frame` do not have one. */
function patternOf(sign: string): RegExp {
  const escaped = sign.replace(/[.$]/g, '\\$&');
  const before = /^\p{L}/u.test(sign)
    ? "(?<![\\p{L}\\p{N}]|\\p{L}[\\d.,']*)|(?<=(?<![\\p{L}\\p{N}.,'])\\d[\\d.,']*)"
    : '';
  const after = /\p{L}$/u.test(sign) ? '(?![\\p{L}\\p{N}])' : '';
  return new RegExp(`(?:${before})${escaped}${after}`, 'u');
}

/** Words of addresses and taxes that show whose dollars `$` means. */
const dollarCountries: readonly (readonly [string, RegExp])[] = [
  [
    'CAD',
    /\b(?:canad\w+|ontario|toronto|qu[eé]bec|montr[eé]al|vancouver|calgary|edmonton|ottawa|winnipeg|alberta|manitoba|british columbia|nova scotia|hst|pst|qst|tvq|tps)\b|\b[a-z]\d[a-z] ?\d[a-z]\d\b/iu,
  ],
  [
    'AUD',
    /\b(?:australian?|sydney|melbourne|brisbane|perth|adelaide|canberra|abn|(?:nsw|vic|qld|tas|act|nt|sa|wa) \d{4})\b/iu,
  ],
  ['NZD', /\b(?:new zealand|auckland|wellington|christchurch|dunedin|nzbn)\b/iu],
  ['SGD', /\b(?:singapore|uen)\b/iu],
  ['HKD', /\bhong ?kong\b|\bkowloon\b|香港/iu],
];

/**
 * Returns the dollars that a document can mean by `$` if its addresses and tax names are these; undefined if they do
 * not show it.
 */
export function dollarsOf(texts: readonly string[]): readonly string[] | undefined {
  const text = texts.join('\n');
  const found = dollarCountries.filter(([, words]) => words.test(text)).map(([code]) => code);
  if (found.length > 0) return found;
  return /\bgst\b/iu.test(text) ? ['CAD', 'AUD', 'NZD', 'SGD'] : undefined;
}

/** Digits after the point if they are not two. */
const minorDigits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
};

/** A currency mark in a piece of text. */
export interface CurrencyMark {
  /** The text as it was found, e.g. `$`. */
  readonly found: string;
  /** Codes it can mean, the usual one first. */
  readonly codes: readonly string[];
  /** Whether the first code may be used without other evidence; false for `kr` alone. */
  readonly hasUsual: boolean;
}

/** Returns the digits after the point of a currency's smallest coin; 2 for an unknown currency. */
export function minorDigitsOf(code: string | undefined): number {
  return code !== undefined && Object.hasOwn(minorDigits, code) ? (minorDigits[code] ?? 2) : 2;
}

/** Finds the currency in a string such as `EUR 12.00`, `12,00 €` or `US$`; a code takes precedence over a sign. */
export function findCurrency(text: string): CurrencyMark | undefined {
  const written = text.match(/(?<![A-Za-z]\d*)[A-Z]{3}(?!\d*[A-Za-z])/g) ?? [];
  const [code, ...others] = new Set(written.filter((word) => codes.has(word)));
  if (code !== undefined) return { found: code, codes: [code, ...others], hasUsual: others.length === 0 };
  const upper = text.toUpperCase();
  for (const { pattern, sign, codes: found } of signs) {
    const at = upper.search(pattern);
    if (at === -1) continue;
    const hasUsual = found[0] !== '?';
    return { found: text.slice(at, at + sign.length), codes: hasUsual ? found : found.slice(1), hasUsual };
  }
  return undefined;
}

/** A code written in small letters, as a currency field may have it. */
export function isCurrencyCode(text: string): boolean {
  return codes.has(text);
}
