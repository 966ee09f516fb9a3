import type { Confusion } from '../scoring/confusions';
import type { Summary } from '../scoring/summary';
import { listed, percent } from './words';

const mostShown = 20;

/** The mistakes by field and document; what was expected and read only if values are asked for. */
export function mistakeLines({ confusions }: Summary, values: boolean): readonly string[] {
  if (confusions.length === 0) return [];
  const shown = confusions.slice(0, mostShown).map((confusion) => `    ${mistakeText(confusion, values)}`);
  const more = confusions.length - shown.length;
  return [
    '',
    `  mistakes${values ? '' : ' (--values shows what was expected and read)'}`,
    ...shown,
    ...(more > 0 ? [`    … and ${more} more: --json and --html have all`] : []),
  ];
}

/** `total: 119.00 → 100.00 (similarity 67 %) × 2: a.pdf, b.pdf` */
export function mistakeText(confusion: Confusion, values: boolean): string {
  const { field, count, documents } = confusion;
  return `${field}: ${values ? valuesText(confusion) : kindOf(confusion)} × ${count}: ${listed(documents)}`;
}

/** `wrong`, `missing`, `invented` */
export function kindOf({ expected, read }: Pick<Confusion, 'expected' | 'read'>): string {
  if (read === null) return 'missing';
  return expected === null ? 'invented' : 'wrong';
}

function valuesText({ expected, read, similarity }: Confusion): string {
  const alike = similarity === undefined ? '' : ` (similarity ${percent(similarity)})`;
  return `${expected ?? 'absent'} → ${read ?? 'not read'}${alike}`;
}
