import type { PlacedWord } from '../layout/placed-word';
import type { PdfCharacter, PdfPageText } from './pdf-characters';

/** Joins the characters of a text layer to words, in the order in which the file writes them. */
export function wordsFromCharacters(page: PdfPageText): PlacedWord[] {
  const words: PlacedWord[] = [];
  const seen = new Set<string>();
  let run: PdfCharacter[] = [];
  const finish = () => {
    const [first] = run;
    if (first !== undefined) words.push(wordOf(run, first.quarter));
    run = [];
  };
  for (const character of page.characters) {
    if (character.isBreak || character.text === '\uFFFD') {
      finish();
      continue;
    }
    if (isSecondPrint(character, seen)) continue;
    const last = run.at(-1);
    if (last !== undefined && !continues(last, character)) finish();
    run.push(character);
  }
  finish();
  return words;
}

/** Some files print a character twice, a hair apart, to make it bold. */
function isSecondPrint(character: PdfCharacter, seen: Set<string>): boolean {
  const height = Math.max(1, character.bottom - character.top);
  const at = (value: number) => Math.round(value / (height * 0.12));
  const key = `${character.text}|${at(character.left)}|${at(character.top)}|${character.quarter}`;
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}

function continues(last: PdfCharacter, next: PdfCharacter): boolean {
  if (last.quarter !== next.quarter) return false;
  const upright = last.quarter % 2 === 0;
  const size = upright ? last.bottom - last.top : last.right - last.left;
  const shift = upright
    ? middle(next.top, next.bottom) - middle(last.top, last.bottom)
    : middle(next.left, next.right) - middle(last.left, last.right);
  if (Math.abs(shift) > size * 0.5) return false;
  const gap = gapBetween(last, next);
  return gap < size * 0.22 && gap > -size * 0.6;
}

/** From the end of one character to the beginning of the next, in the direction in which they are written. */
function gapBetween(last: PdfCharacter, next: PdfCharacter): number {
  switch (last.quarter) {
    case 0:
      return next.left - last.right;
    case 1:
      return next.top - last.bottom;
    case 2:
      return last.left - next.right;
    default:
      return last.top - next.bottom;
  }
}

function middle(low: number, high: number): number {
  return (low + high) / 2;
}

function wordOf(run: readonly PdfCharacter[], quarter: number): PlacedWord {
  return {
    text: run.map((character) => character.text).join(''),
    left: Math.min(...run.map((character) => character.left)),
    right: Math.max(...run.map((character) => character.right)),
    top: Math.min(...run.map((character) => character.top)),
    bottom: Math.max(...run.map((character) => character.bottom)),
    quarter,
  };
}
