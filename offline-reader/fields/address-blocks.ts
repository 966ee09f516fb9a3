import type { DocumentCell } from '../document-cells';
import { fitValue } from '../values/value-kinds';

/** A line with a postcode and a town, in the manner of a few countries. */
const townLine =
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|^(?:[A-Z]{1,2}-)?\d{4,5} \p{Lu}\p{L}+|\b[A-Z]\d[A-Z] \d[A-Z]\d\b/u;
const farthest = 40;

/** Returns the names above the addresses at the top of a document: lines that could be a name, with a town within the next four lines. */
export function addressees(cells: readonly DocumentCell[]): { readonly text: string; readonly cell: number }[] {
  const found: { text: string; cell: number }[] = [];
  const top = cells.slice(0, farthest);
  let next = 0;
  for (const [at, line] of top.entries()) {
    if (at < next) continue;
    const name = fitValue('party', line.text);
    if (name === undefined || name.fit < 0.6 || /[:·|]|,$/u.test(line.text)) continue;
    const town = top.slice(at + 1, at + 5).findIndex((cell) => townLine.test(cell.text) && cell.text.length < 50);
    if (town === -1) continue;
    found.push({ text: name.text, cell: at });
    next = at + town + 2;
  }
  return found;
}
