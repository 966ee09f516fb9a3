import { type Paint, visibleText } from '../../terminal';
import type { Row } from './row';

/** The widest column of subjects. */
const mostSubject = 20;
/** From this width on, texts begin in one column. */
const columnsFrom = 80;

const signs: Readonly<Record<Row['sign'], keyof Paint>> = {
  '!': 'red',
  '+': 'green',
  '-': 'yellow',
  '~': 'cyan',
  ' ': 'dim',
};

/** Returns a report as lines of at most `width` characters. */
export function layoutRows(
  first: string,
  rows: readonly Row[],
  { width, paint }: { width: number; paint: Paint },
): string[] {
  const shown = rows.map((row) => ({ ...row, subject: visibleText(row.subject), text: visibleText(row.text) }));
  const column = Math.min(mostSubject, Math.max(0, ...shown.map(({ subject }) => lengthOf(subject))));
  const indent = width < columnsFrom ? 4 : column + 4;
  const lines = shown.flatMap(({ sign, subject, text, line }) => {
    const whole = `${subject.padEnd(column)}  ${text}${line === undefined ? '' : `  :${line}`}`;
    const [head = '', ...others] = wrap(whole, width - 2, indent - 2);
    return [`${paint[signs[sign]](sign)} ${head}`, ...others.map((each) => `  ${each}`)];
  });
  const [head = '', ...others] = wrap(visibleText(first), width, 2);
  return [paint.bold(head), ...others, ...lines];
}

/** Breaks a line at blanks, and a word that is too long anywhere; lines after the first are indented. */
function wrap(text: string, width: number, indent: number): string[] {
  const lines: string[] = [];
  let rest = [...text];
  while (rest.length > width - (lines.length === 0 ? 0 : indent)) {
    const room = width - (lines.length === 0 ? 0 : indent);
    const blank = lastBreak(rest.slice(0, room + 1).join(''));
    // The blanks of the column of subjects are not between words.
    const isUsable = blank > 0 && rest.slice(0, blank).join('').trim() !== '' && (lines.length > 0 || blank > indent);
    const end = isUsable ? blank : room;
    lines.push(rest.slice(0, end).join('').trimEnd());
    rest = [...rest.slice(end).join('').trimStart()];
  }
  lines.push(rest.join(''));
  return lines.map((line, index) => (index === 0 ? line : `${' '.repeat(indent)}${line}`));
}

/** The index, in characters, of the last blank that does not follow a sign: `+ parts` stays together. */
function lastBreak(text: string): number {
  const blank = text.lastIndexOf(' ');
  const sign = /(?:^| )[+-]$/.test(text.slice(0, blank)) ? text.lastIndexOf(' ', blank - 1) : blank;
  return sign === -1 ? blank : lengthOf(text.slice(0, sign));
}

function lengthOf(text: string): number {
  return [...text].length;
}
