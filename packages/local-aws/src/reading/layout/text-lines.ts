import type { PageBox, PagePoint, TextLine, TextWord } from '../document-text';
import type { PlacedWord, Segment } from './placed-word';

/** A word still in points or pixels, with how sure its text is. */
export interface SureWord extends PlacedWord {
  readonly confidence: number;
}

/** From a place in the laid-out page (points, pixels of the straightened picture) to shares of the page as it came. */
export type ToPage = (x: number, y: number) => PagePoint;

/** Turns laid-out segments into lines with places as shares of the page. */
export function textLines(segments: readonly Segment<SureWord>[], toPage: ToPage): TextLine[] {
  return segments.map((segment) => {
    const words = segment.words.map((word) => textWord(word, toPage));
    const outline = outlineOf(segment, toPage);
    return {
      text: words.map((word) => word.text).join(' '),
      confidence: words.reduce((sum, word) => sum + word.confidence, 0) / words.length,
      box: boxAround(outline),
      outline,
      words,
    };
  });
}

function textWord(word: SureWord, toPage: ToPage): TextWord {
  const outline = outlineOf(word, toPage);
  return { text: word.text, confidence: word.confidence, box: boxAround(outline), outline };
}

function outlineOf(localAccount: Omit<Segment, 'words'>, toPage: ToPage): PagePoint[] {
  const { left, right, top, bottom } = localAccount;
  return [toPage(left, top), toPage(right, top), toPage(right, bottom), toPage(left, bottom)].map(inPage);
}

function inPage({ x, y }: PagePoint): PagePoint {
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
}

function boxAround(outline: readonly PagePoint[]): PageBox {
  const left = Math.min(...outline.map((point) => point.x));
  const top = Math.min(...outline.map((point) => point.y));
  const right = Math.max(...outline.map((point) => point.x));
  const bottom = Math.max(...outline.map((point) => point.y));
  return { left, top, width: right - left, height: bottom - top };
}
