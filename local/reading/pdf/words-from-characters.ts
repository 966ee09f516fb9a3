import type { PlacedWord } from '../layout/placed-word';
import type { PdfCharacter, PdfPageText } from './pdf-characters';

/** Joins the characters of a text layer to words, in the order in which the file writes them. */
export function wordsFromCharacters(page: PdfPageText): PlacedWord[] {
  const words: PlacedWord[] = [];
  const seen = new Set<string>();
  let run: PdfCharacter[] = [];
  const finish = () => {
    if (run.length > 0) words.push(wordOf(run));
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
  const gap = [next.left - last.right, next.top - last.bottom, last.left - next.right, last.top - next.bottom][
    last.quarter
  ]!;
  return gap < size * 0.22 && gap > -size * 0.6;
}

function middle(low: number, high: number): number {
  return (low + high) / 2;
}

function wordOf(run: readonly PdfCharacter[]): PlacedWord {
  return {
    text: run.map((character) => character.text).join(''),
    left: Math.min(...run.map((character) => character.left)),
    right: Math.max(...run.map((character) => character.right)),
    top: Math.min(...run.map((character) => character.top)),
    bottom: Math.max(...run.map((character) => character.bottom)),
    quarter: run[0]!.quarter,
  };
}
