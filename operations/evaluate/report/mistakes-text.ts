import { type Confusion, type Mistake, withoutValues } from '../scoring/confusions';
import type { Summary } from '../scoring/summary';
import { listNames, percent } from './words';

const mostShown = 20;

/** The mistakes by field and document; what was expected and read only if values are asked for. */
export function mistakeLines({ confusions }: Summary, values: boolean): readonly string[] {
  if (confusions.length === 0) return [];
  const all = values ? confusions.map(confusionText) : withoutValues(confusions).map(mistakeText);
  const more = all.length - mostShown;
  return [
    '',
    `  mistakes${values ? '' : ' (use --values to show expected and read values)'}`,
    ...all.slice(0, mostShown).map((text) => `    ${text}`),
    ...(more > 0 ? [`    … and ${more} more: --json and --html have all`] : []),
  ];
}

function mistakeText({ field, mistake, count, documents }: Mistake): string {
  return `${field}: ${mistake} × ${count}: ${listNames(documents)}`;
}

/** `total: 119.00 → 100.00 (similarity 67 %) × 2: a.pdf, b.pdf` */
function confusionText({ field, expected, read, similarity, count, documents }: Confusion): string {
  const alike = similarity === undefined ? '' : ` (similarity ${percent(similarity)})`;
  return `${field}: ${expected ?? 'absent'} → ${read ?? 'not read'}${alike} × ${count}: ${listNames(documents)}`;
}
