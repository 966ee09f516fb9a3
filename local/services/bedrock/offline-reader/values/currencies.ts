const codes =
  'EUR|USD|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|CNY|SGD|HKD|ZAR|BRL|MXN|TRY|RON|BGN|ILS|KRW|THB|AED';
const codePattern = new RegExp(`\\b(?:${codes})\\b`, 'gu');
const symbolPattern = /[€£¥₹₩₽]|\$|zł/gu;
const amountNear = /\d/u;

/** The currency a text's amounts are in: the code written most often, else the symbol; undefined where there is neither. */
export function findCurrency(lines: readonly string[]): string | undefined {
  const withAmounts = lines.filter((line) => amountNear.test(line) || /total|amount|currency|balance/iu.test(line));
  return (
    mostFrequent(withAmounts.flatMap((line) => line.match(codePattern) ?? [])) ??
    mostFrequent(lines.flatMap((line) => line.match(symbolPattern) ?? []))
  );
}

function mostFrequent(found: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const one of found) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
