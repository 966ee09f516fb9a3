import type { TextLine } from '../document-text';
import { layOutLines } from '../layout/lay-out-lines';
import { type ToPage, textLines } from '../layout/text-lines';
import type { Turns } from '../reading-turns';
import { grainOf, type Raster, rotateRaster, scaleRaster, softenRaster } from './raster';
import type { Recognise, RecognisedWord, Segmentation } from './recogniser';
import { measureSkew, type Skew } from './skew';

/** Below this mean confidence the page is tried the other way up. */
const poorConfidence = 60;
/** Mean difference between neighbouring pixels of the paper, in steps of grey, from which a scan is softened. */
const grainyPaper = 1.4;
/** Words this sure or less are as likely wrong as right. */
const chance = 50;
const smallestSide = 1400;
const largestSide = 3600;

/** Options of recognising a page's picture. */
export interface Recognition {
  readonly recognise: Recognise;
  readonly turns: Pick<Turns, 'turn'>;
}

/**
 * Reads the picture of a page: straightens it, recognises its words, and returns lines in reading order, placed on the picture as it
 * came.
 */
export async function recognisePage(picture: Raster, recognition: Recognition): Promise<TextLine[]> {
  const { turn } = recognition.turns;
  const raster = turn(() => preparePicture(picture));
  const { words, degrees } = await readBestWay(raster, recognition);
  return turn(() => {
    const segments = layOutLines(words.map((word) => ({ ...word, quarter: 0 })));
    return textLines(segments, backToPage(raster, degrees));
  });
}

function preparePicture(picture: Raster): Raster {
  const sized = atReadableSize(picture);
  return hasGreys(picture) && grainOf(sized) > grainyPaper ? softenRaster(sized) : sized;
}

/** A fax is black and white: softening it would only smear its specks. */
function hasGreys({ pixels }: Raster): boolean {
  let greys = 0;
  for (const pixel of pixels) if (pixel > 40 && pixel < 215) greys += 1;
  return greys > pixels.length * 0.005;
}

interface Reading {
  readonly words: readonly RecognisedWord[];
  readonly degrees: number;
  /** Mean over the letters, from 0 to 100. */
  readonly confidence: number;
  /** Used to compare two readings of a page: letters, weighed by how far above chance their words are. */
  readonly worth: number;
}

/** In degrees, the likeliest first. */
const waysToTurn: Readonly<Record<Skew['lie'], readonly [number, ...number[]]>> = {
  level: [0, 180],
  sideways: [-90, 90],
  unclear: [0, 180, -90, 90],
};

async function readBestWay(raster: Raster, recognition: Recognition): Promise<Reading> {
  const skew = recognition.turns.turn(() => measureSkew(raster));
  const read = (way: number, segmentation: Segmentation) =>
    readTurned(raster, { degrees: way - skew.degrees, segmentation }, recognition);
  const [first, ...others] = waysToTurn[skew.lie];
  let best = await read(first, 'automatic');
  if (best.words.length === 0 && isEmpty(raster)) return best;
  let bestWay = first;
  for (const way of others) {
    if (best.confidence >= poorConfidence) break;
    const other = await read(way, 'automatic');
    if (other.worth > best.worth) [best, bestWay] = [other, way];
  }
  // In columns of figures the automatic segmentation mistakes single digits for specks, and a poor scan for a picture.
  if (best.confidence >= poorConfidence && isMostlyProse(best)) return best;
  const again = await read(bestWay, best.confidence >= poorConfidence ? 'one-block' : 'scattered');
  return again.worth > best.worth ? again : best;
}

/** Most letters are in long lines. */
function isMostlyProse({ words }: Reading): boolean {
  const lines = layOutLines(words.map((word) => ({ ...word, quarter: 0 }))).map((line) =>
    line.words.reduce((sum, word) => sum + word.text.length + 1, 0),
  );
  const all = lines.reduce((sum, length) => sum + length, 0);
  return lines.filter((length) => length >= 35).reduce((sum, length) => sum + length, 0) > 0.6 * all;
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

async function readTurned(
  raster: Raster,
  { degrees, segmentation }: { readonly degrees: number; readonly segmentation: Segmentation },
  { recognise, turns }: Recognition,
): Promise<Reading> {
  const turned = turns.turn(() => rotateRaster(raster, degrees));
  const words = await recognise(turned, segmentation);
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const weighed = words.reduce((sum, word) => sum + word.text.length * word.confidence, 0);
  return {
    words,
    degrees,
    confidence: letters === 0 ? 0 : weighed / letters,
    worth: words.reduce((sum, word) => sum + word.text.length * Math.max(0, word.confidence - chance), 0),
  };
}

/** The page has hardly a dark pixel. */
function isEmpty({ pixels }: Raster): boolean {
  let dark = 0;
  for (const pixel of pixels) if (pixel < 160) dark += 1;
  return dark < pixels.length * 0.0005;
}

/** Undoes rotateRaster for a place, in shares of the picture before it was turned. */
function backToPage(raster: Raster, degrees: number): ToPage {
  const { width, height } = raster;
  const quarters = ((Math.round(degrees / 90) % 4) + 4) % 4;
  const rest = ((degrees - Math.round(degrees / 90) * 90) * Math.PI) / 180;
  const turnedWidth = quarters % 2 === 0 ? width : height;
  const turnedHeight = quarters % 2 === 0 ? height : width;
  const unturned = undoQuarterTurns(raster, quarters);
  return (x, y) => {
    const fromMiddleX = x - turnedWidth / 2;
    const fromMiddleY = y - turnedHeight / 2;
    const levelX = Math.cos(rest) * fromMiddleX + Math.sin(rest) * fromMiddleY + turnedWidth / 2;
    const levelY = -Math.sin(rest) * fromMiddleX + Math.cos(rest) * fromMiddleY + turnedHeight / 2;
    const [left, top] = unturned(levelX, levelY);
    return { x: left / width, y: top / height };
  };
}

/** Undoes clockwise quarter turns of a picture of this size, before it was turned, for a place. */
function undoQuarterTurns({ width, height }: Raster, quarters: number): (x: number, y: number) => [number, number] {
  switch (quarters) {
    case 0:
      return (x, y) => [x, y];
    case 1:
      return (x, y) => [y, height - x];
    case 2:
      return (x, y) => [width - x, height - y];
    default:
      return (x, y) => [width - y, x];
  }
}
