import type { TextLine } from '../document-text';
import { layOutLines } from '../layout/lay-out-lines';
import { textLines, type ToPage } from '../layout/text-lines';
import { type Raster, rotateRaster, scaleRaster } from './raster';
import type { RecognisedWord, Recogniser } from './recogniser';
import { measureSkew } from './skew';

/** Below this mean confidence the page is tried the other ways up. */
const poorConfidence = 60;
const smallestSide = 1400;
const largestSide = 3600;

/** Reads the picture of a page: straightens it, recognises its words, and gives lines in reading order, placed on the picture as it came. */
export async function recognisePage(picture: Raster, recogniser: Recogniser): Promise<TextLine[]> {
  const raster = atReadableSize(picture);
  const skew = measureSkew(raster);
  const ways = skew.sideways ? [-90, 90, 0, 180] : [0, 180, -90, 90];
  let best = await readTurned(raster, ways[0]! - skew.degrees, recogniser);
  if (best.isBlank) return [];
  for (const way of ways.slice(1)) {
    if (best.confidence >= poorConfidence) break;
    const other = await readTurned(raster, way - skew.degrees, recogniser);
    if (other.score > best.score) best = other;
  }
  const segments = layOutLines(best.words.map((word) => ({ ...word, quarter: 0 })));
  return textLines(segments, backToPage(raster, best.degrees));
}

function atReadableSize(picture: Raster): Raster {
  const longest = Math.max(picture.width, picture.height);
  const scale =
    longest > largestSide ? largestSide / longest : longest < smallestSide ? Math.min(4, smallestSide / longest) : 1;
  if (scale === 1) return picture;
  return scaleRaster(
    picture,
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  );
}

async function readTurned(raster: Raster, degrees: number, recogniser: Recogniser) {
  const words = await recogniser.recognise(rotateRaster(raster, degrees));
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const sureLetters = words.reduce((sum, word) => sum + weight(word), 0);
  const confidence = letters === 0 ? 0 : (100 * sureLetters) / letters;
  return { words, degrees, confidence, score: sureLetters, isBlank: words.length === 0 && isEven(raster) };
}

function weight(word: RecognisedWord): number {
  return (word.text.length * word.confidence) / 100;
}

/** Nothing to see: hardly any difference between the lightest and the darkest grey. */
function isEven({ pixels }: Raster): boolean {
  let dark = 0;
  for (const pixel of pixels) if (pixel < 160) dark += 1;
  return dark < pixels.length * 0.0005;
}

/** Undoes rotateRaster for a place, in shares of the picture before it was turned. */
function backToPage({ width, height }: Raster, degrees: number): ToPage {
  const quarters = ((Math.round(degrees / 90) % 4) + 4) % 4;
  const rest = ((degrees - Math.round(degrees / 90) * 90) * Math.PI) / 180;
  const turnedWidth = quarters % 2 === 0 ? width : height;
  const turnedHeight = quarters % 2 === 0 ? height : width;
  return (x, y) => {
    const fromMiddleX = x - turnedWidth / 2;
    const fromMiddleY = y - turnedHeight / 2;
    const levelX = Math.cos(rest) * fromMiddleX + Math.sin(rest) * fromMiddleY + turnedWidth / 2;
    const levelY = -Math.sin(rest) * fromMiddleX + Math.cos(rest) * fromMiddleY + turnedHeight / 2;
    const places: readonly (readonly [number, number])[] = [
      [levelX, levelY],
      [levelY, height - levelX],
      [width - levelX, height - levelY],
      [width - levelY, levelX],
    ];
    const [left, top] = places[quarters]!;
    return { x: left / width, y: top / height };
  };
}
