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

/** Signs and words for currencies, longest first; several codes where the sign alone does not tell, the usual one first. */
const signs: readonly (readonly [string, readonly string[]])[] = [
  ['RENMINBI', ['CNY']],
  ['DOLLARS', ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD']],
  ['DOLLAR', ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD']],
  ['POUNDS', ['GBP']],
  ['EUROS', ['EUR']],
  ['EURO', ['EUR']],
  ['US$', ['USD']],
  ['USD$', ['USD']],
  ['CA$', ['CAD']],
  ['AU$', ['AUD']],
  ['NZ$', ['NZD']],
  ['HK$', ['HKD']],
  ['NT$', ['TWD']],
  ['SFR.', ['CHF']],
  ['C$', ['CAD']],
  ['A$', ['AUD']],
  ['S$', ['SGD']],
  ['R$', ['BRL']],
  ['RS.', ['INR', 'PKR', 'LKR', 'NPR', 'MUR']],
  ['RS', ['INR', 'PKR', 'LKR', 'NPR', 'MUR']],
  ['FR.', ['CHF']],
  ['SFR', ['CHF']],
  ['LEI', ['RON']],
  ['KR.', ['']],
  ['KR', ['']],
  ['KČ', ['CZK']],
  ['ZŁ', ['PLN']],
  ['FT', ['HUF']],
  ['ЛВ', ['BGN']],
  ['$', ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'ARS', 'CLP', 'COP', 'UYU']],
  ['€', ['EUR']],
  ['£', ['GBP', 'EGP', 'GIP', 'FKP', 'SHP']],
  ['¥', ['JPY', 'CNY']],
  ['円', ['JPY']],
  ['元', ['CNY']],
  ['₹', ['INR']],
  ['₩', ['KRW']],
  ['₺', ['TRY']],
  ['₽', ['RUB']],
  ['₪', ['ILS']],
  ['₫', ['VND']],
  ['฿', ['THB']],
  ['₴', ['UAH']],
  ['₱', ['PHP']],
  ['₦', ['NGN']],
];

/** `kr` is written in four countries and tells none of them. */
const krones = ['SEK', 'NOK', 'DKK', 'ISK'];

/** Digits after the point where they are not two. */
const minorDigits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
};

/** What a piece of text says of the currency. */
export interface CurrencyMark {
  /** The text as it was found, e.g. `$`. */
  readonly found: string;
  /** Codes it can mean, the usual one first. */
  readonly codes: readonly string[];
  /** Whether the first code may be taken when nothing else speaks; `kr` alone tells nothing. */
  readonly hasUsual: boolean;
}

/** Digits after the point of a currency's smallest coin; 2 where the currency is not known. */
export function minorDigitsOf(code: string | undefined): number {
  return minorDigits[code ?? ''] ?? 2;
}

/** Finds the currency in a text such as `EUR 12.00`, `12,00 €` or `US$`; a code wins over a sign. */
export function findCurrency(text: string): CurrencyMark | undefined {
  for (const match of text.matchAll(/(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])/g)) {
    if (codes.has(match[0])) return { found: match[0], codes: [match[0]], hasUsual: true };
  }
  const upper = text.toUpperCase();
  for (const [sign, meanings] of signs) {
    const at = indexOfSign(upper, sign);
    if (at === -1) continue;
    const found = text.slice(at, at + sign.length);
    return meanings[0] === '' ? { found, codes: krones, hasUsual: false } : { found, codes: meanings, hasUsual: true };
  }
  return undefined;
}

/** A code written in small letters, as a currency field may have it. */
export function isCurrencyCode(text: string): boolean {
  return codes.has(text);
}

/** Signs made of letters must not be part of a word: `Fr.` is not in `Frame`. */
function indexOfSign(text: string, sign: string): number {
  const at = text.indexOf(sign);
  if (at === -1 || !/\p{L}/u.test(sign)) return at;
  const isLetter = (character: string | undefined) => character !== undefined && /\p{L}/u.test(character);
  return isLetter(text[at - 1]) || isLetter(text[at + sign.length]) ? -1 : at;
}
