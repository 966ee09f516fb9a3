import type { PlacedWord, Segment } from './placed-word';
import { orderSegments } from './reading-order';

/** A gap as wide as this share of the writing's height parts two cells; between words of a sentence it is about a third. */
const gapThatEndsLine = 1.2;

/**
 * Builds the lines of a page from its words, in reading order. Writing that runs another way than most of the page (a stamp in the
 * margin) follows at the end.
 */
export function layOutLines<Word extends PlacedWord>(words: readonly Word[]): Segment<Word>[] {
  const quarters = [0, 1, 2, 3].map((quarter) => words.filter((word) => word.quarter === quarter));
  const inOrder = quarters
    .map((group, quarter) => ({ group, quarter }))
    .sort((a, b) => b.group.length - a.group.length);
  return inOrder.flatMap(({ group, quarter }) => linesOf(group, quarter));
}

/** One way of writing at a time: turned level, joined, ordered, and turned back. */
function linesOf<Word extends PlacedWord>(words: readonly Word[], quarter: number): Segment<Word>[] {
  const level = words.map((word) => ({ ...turnWord(word, quarter), word }));
  const segments = joinWords(level.filter((word) => word.bottom > word.top));
  return orderSegments(segments).map((segment) => spanning(segment.words.map(({ word }) => word)));
}

/** The word's place in a page turned so that its writing is level. */
function turnWord(word: PlacedWord, quarter: number): PlacedWord {
  const { left, right, top, bottom } = word;
  if (quarter === 1) return { ...word, left: top, right: bottom, top: -right, bottom: -left };
  if (quarter === 2) return { ...word, left: -right, right: -left, top: -bottom, bottom: -top };
  if (quarter === 3) return { ...word, left: -bottom, right: -top, top: left, bottom: right };
  return word;
}

interface OpenSegment<Word> {
  readonly words: Word[];
  last: Word;
}

function joinWords<Word extends PlacedWord>(words: readonly Word[]): Segment<Word>[] {
  const fromLeft = [...words].sort((a, b) => a.left - b.left || a.top - b.top);
  const open: OpenSegment<Word>[] = [];
  for (const word of fromLeft) {
    let best: OpenSegment<Word> | undefined;
    let bestShift = Number.POSITIVE_INFINITY;
    for (const segment of open) {
      const shift = shiftIfNext(segment.last, word);
      if (shift < bestShift) [best, bestShift] = [segment, shift];
    }
    if (best === undefined) open.push({ words: [word], last: word });
    else {
      best.words.push(word);
      best.last = word;
    }
  }
  return open.map((segment) => spanning(segment.words));
}

/** Distance of a word from the place where the line would continue; infinite if it does not continue the line. */
function shiftIfNext(last: PlacedWord, word: PlacedWord): number {
  const height = Math.min(last.bottom - last.top, word.bottom - word.top);
  const gap = word.left - last.right;
  const tallest = Math.max(last.bottom - last.top, word.bottom - word.top);
  if (gap > gapThatEndsLine * Math.min(tallest, height * 1.6) || gap < -0.5 * height) return Number.POSITIVE_INFINITY;
  const overlap = Math.min(last.bottom, word.bottom) - Math.max(last.top, word.top);
  if (overlap < 0.55 * height) return Number.POSITIVE_INFINITY;
  return Math.abs(last.bottom + last.top - word.bottom - word.top) / 2 + Math.max(0, gap) * 0.25;
}

function spanning<Word extends PlacedWord>(words: readonly Word[]): Segment<Word> {
  return {
    words,
    left: Math.min(...words.map(({ left }) => left)),
    right: Math.max(...words.map(({ right }) => right)),
    top: Math.min(...words.map(({ top }) => top)),
    bottom: Math.max(...words.map(({ bottom }) => bottom)),
  };
}
