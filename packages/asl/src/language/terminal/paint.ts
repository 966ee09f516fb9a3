import { visibleText } from './visible-text';

/** Colours text. Without colours it returns the text as it is. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', (text: string) => string>>;

/**
 * A colour's code carries this number until the line is written: other text does not have it, so that a code in a
 * file's name stays text. Drawn when first needed: what makes it takes its time to load. Tables measure the code like any other: it has no width.
 */
let ours: number | undefined;

const styles = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** Returns colours for `writeLine` and similar functions; without `colour`, functions that return the text as it is. */
export function createPaint(colour: boolean): Paint {
  if (colour) ours ??= (require('node:crypto') as typeof import('node:crypto')).randomInt(100_000_000, 999_999_999);
  const entries = Object.entries(styles).map(([name, [on, off]]) => {
    const paint = (text: string): string => (colour ? `\u001b[${ours};${on}m${text}\u001b[${ours};${off}m` : text);
    return [name, paint];
  });
  return Object.fromEntries(entries) as Paint;
}

/** One line for a terminal: everything escaped, then our own colours. */
export function terminalLine(line: string): string {
  if (ours === undefined) return visibleText(line);
  const parts = line.split(new RegExp(`\\u001b\\[${ours};(\\d{1,2})m`));
  // Between the strings are the numbers of the codes.
  return parts.map((part, index) => (index % 2 === 0 ? visibleText(part) : `\u001b[${part}m`)).join('');
}
