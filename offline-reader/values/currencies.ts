const codes =
  'EUR|USD|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|CNY|SGD|HKD|ZAR|BRL|MXN|TRY|RON|BGN|ILS|KRW|THB|AED';
const words =
  '(?:canadian |australian |new zealand |singapore |hong kong |us )?dollars?|euros?|pounds?(?: sterling)?|(?:schweizer |swiss )?fran(?:ken|cs)|kr\\.?|zł|Fr\\.';

/** A code, sign or word next to a number; codes of letters must not touch other letters, so that article numbers do not match. */
const besideNumbers = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${codes})(?= ?-?\\d)|(?<=\\d[\\d.,]* ?)(?:${codes})(?![\\p{L}\\p{N}])|[€£¥₹₩₽$](?= ?-?\\d)|(?<=\\d ?)[€£¥₹₩₽$]|(?<=(?<![\\p{L}\\p{N}.,])\\d[\\d.,]* )(?:${words})(?![\\p{L}\\p{N}])`,
  'giu',
);
const named = new RegExp(`\\b(?:${codes})\\b`, 'u');

/** Words of addresses and taxes that show whose dollars `$` means. */
const dollarCountries: Readonly<Record<string, RegExp>> = {
  USD: /\b(?:usa|united states|sales tax|[A-Z]{2} \d{5}(?:-\d{4})?)\b/u,
  CAD: /\b(?:canad\w+|ontario|toronto|qu[eé]bec|montr[eé]al|vancouver|calgary|edmonton|ottawa|winnipeg|alberta|manitoba|british columbia|nova scotia|hst|pst|qst|tvq|tps)\b|\b[a-z]\d[a-z] ?\d[a-z]\d\b/iu,
  AUD: /\b(?:australian?|sydney|melbourne|brisbane|perth|adelaide|canberra|abn|(?:nsw|vic|qld|tas|act|nt|sa|wa) \d{4})\b/iu,
  NZD: /\b(?:new zealand|auckland|wellington|christchurch|dunedin|nzbn)\b/iu,
  SGD: /\b(?:singapore|uen)\b/iu,
  HKD: /\bhong ?kong\b|\bkowloon\b|香港/iu,
};

/**
 * Returns the currency of a text's amounts. If it is ambiguous, returns all candidates, `CAD or USD`, also for dollars if the text
 * shows several countries or no country: the reader must not assume the usual one.
 */
export function findCurrency(lines: readonly string[]): string | undefined {
  const beside = lines.flatMap((line) => line.match(besideNumbers) ?? []);
  const inLabels = lines
    .filter((line) => /total|amount|currency|balance|betrag|gesamt|montant|importe|importo|bedrag|totaal/iu.test(line))
    .flatMap((line) => named.exec(line)?.[0] ?? []);
  const found = new Set(
    [...beside, ...inLabels].map((mark) => (isCode(mark) ? mark.toUpperCase() : mark.toLowerCase())),
  );
  const inCodes = [...found].filter(isCode);
  const marks = inCodes.length > 0 ? inCodes : [...found];
  const shown = marks.length === 1 && marks[0] === '$' ? dollarsOf(lines.join('\n')) : marks;
  return shown.length === 0 ? undefined : shown.join(' or ');
}

function isCode(mark: string): boolean {
  return /^[a-z]{3}$/iu.test(mark);
}

function dollarsOf(text: string): readonly string[] {
  const found = Object.entries(dollarCountries).flatMap(([code, country]) => (country.test(text) ? [code] : []));
  if (found.length > 0) return found;
  return /\bgst\b/iu.test(text) ? ['AUD', 'CAD', 'NZD', 'SGD'] : ['$'];
}
