import { byteAt } from '../pictures/raster';
import { byTextObject, groupsWithoutOverlap, surrounding } from './character-groups';
import {
  type DrawingComparison,
  drawWithout,
  forPixels,
  largestContrast,
  largestDifference,
  viewOf,
} from './compare-drawings';
import { drawView } from './draw-page';
import { pageObjectsOf } from './page-objects';
import type { PdfCharacter, PdfPageText, PdfTextLayer, PlacedBox } from './pdf-characters';
import type { PdfModule } from './pdf-module';

/** The visible part of a page's text layer. */
export interface VisibleText extends PdfPageText {
  /** Characters that paint no pixels over other content: the recognised text of a searchable scan. */
  readonly hiddenOverInk: number;
}

/** An open page and its text layer. */
interface OpenPage {
  readonly module: PdfModule;
  readonly page: number;
  readonly layer: PdfTextLayer;
}

/** Pixels per point of the first comparison, in grey, and of a closer one, in colour. */
const scales = { first: 1, closer: 3 } as const;
/** The difference, of 255, that makes a character clear in the first comparison, and the least that counts at a closer one: 10 % black. */
const differences = { clear: 40, least: 26 } as const;
/** The share of a character's box on each side that is left out in the first comparison: it may show neighbours. */
const margins = { across: 0.1, down: 0.18 } as const;
/** Print lower than this many points, or narrower, cannot be read; on pages smaller than A4 it is less. */
const smallestPrint = { height: 2, width: 0.25, pageSide: 842 } as const;
/** Overlapping texts that are compared one by one. */
const mostGroups = 12;
/** A contrast, of 255, that marks something on the page. */
const inkContrast = 80;
const invisibleMode = 3;

/**
 * Leaves out the characters that cannot be seen, as Textract does, which uses the picture of a page. A character counts if the page
 * looks different without it: white on white, transparent, covered, clipped, outside the page, in a hidden layer make no difference.
 */
export function visibleText(module: PdfModule, page: number, layer: PdfTextLayer): VisibleText {
  const { width, height, characters } = layer;
  const printed = characters.filter((each) => !each.isBreak);
  if (printed.length === 0) return { width, height, characters, hiddenOverInk: 0 };
  const open: OpenPage = { module, page, layer };
  const whole = compareWithoutText(open);
  const doubtful = doubtfulCharacters(printed.filter(isJudged), whole);
  const verdicts = new Map(doubtful.map((each) => [each, verdictOn(open, each)]));
  const hidden = new Set(printed.filter((each) => verdicts.get(each) === 'hidden' || isTooSmall(each, layer)));
  const unclear = doubtful.filter((each) => verdicts.get(each) === 'unclear' && !hidden.has(each));
  for (const each of hiddenAtCloserLook(open, unclear)) hidden.add(each);
  for (const each of punctuationBeside(characters, hidden)) hidden.add(each);
  const hiddenOverInk = [...hidden].filter((each) => largestContrast(core(each), whole) >= inkContrast).length;
  return { width, height, characters: characters.filter((each) => !hidden.has(each)), hiddenOverInk };
}

/** Compares the page with and without all of its text. */
function compareWithoutText({ module, page, layer }: OpenPage): DrawingComparison {
  const { width, height } = layer;
  const view = viewOf({ left: 0, top: 0, right: width, bottom: height }, { scale: scales.first, channels: 1 });
  const shown = drawView(module, page, view);
  const textObjects = pageObjectsOf(module, page, 'text');
  return { view, shown, bare: drawWithout(module, page, { view, textObjects }) };
}

/**
 * Characters that make no clear difference, or that different text objects paint in one place: a shadow, a print in bold, a block that
 * covers a number.
 */
function doubtfulCharacters(judged: readonly PdfCharacter[], { view, shown, bare }: DrawingComparison): PdfCharacter[] {
  const doubtful = new Set<PdfCharacter>();
  /** Numbers of characters, from 1. */
  const owners = new Int32Array(view.width * view.height);
  for (const [index, each] of judged.entries()) {
    let largest = 0;
    forPixels(core(each), view, (pixel) => {
      largest = Math.max(largest, Math.abs(byteAt(shown.pixels, pixel) - byteAt(bare.pixels, pixel)));
      const number = owners[pixel]!;
      const owner = number === 0 ? undefined : judged[number - 1];
      if (owner !== undefined && owner.textObject !== each.textObject) doubtful.add(owner).add(each);
      owners[pixel] = index + 1;
    });
    if (largest < differences.clear) doubtful.add(each);
  }
  return judged.filter((each) => doubtful.has(each));
}

/** Punctuation is too small for the first comparison, and goes with the character before it in its word, else with the next. */
function punctuationBeside(characters: readonly PdfCharacter[], hidden: ReadonlySet<PdfCharacter>): PdfCharacter[] {
  const found: PdfCharacter[] = [];
  let last: PdfCharacter | undefined;
  let first: PdfCharacter[] = [];
  for (const each of characters) {
    if (each.isBreak) [last, first] = [undefined, []];
    else if (isJudged(each)) {
      if (hidden.has(each)) found.push(...first);
      [last, first] = [each, []];
    } else if (last === undefined) first.push(each);
    else if (hidden.has(last)) found.push(each);
  }
  return found;
}

function isJudged({ isBreak, text }: PdfCharacter): boolean {
  return !isBreak && !/^\p{P}$/u.test(text);
}

/** The middle of a character's box, which shows the character and not its neighbours. */
function core({ left, top, right, bottom }: PdfCharacter): PlacedBox {
  const [across, down] = [margins.across * (right - left), margins.down * (bottom - top)];
  return { left: left + across, top: top + down, right: right - across, bottom: bottom - down };
}

function isTooSmall({ left, top, right, bottom, quarter, text }: PdfCharacter, size: PdfPageText): boolean {
  const [across, down] = quarter % 2 === 0 ? [right - left, bottom - top] : [bottom - top, right - left];
  const shrink = Math.min(1, Math.max(size.width, size.height) / smallestPrint.pageSide);
  const isNarrow = across < smallestPrint.width * shrink && !/\p{M}/u.test(text);
  return isNarrow || down < smallestPrint.height * shrink;
}

/** A character without an outline is hidden if the font is embedded; a font that is only named may have an outline elsewhere. */
function verdictOn({ module, layer }: OpenPage, character: PdfCharacter): 'hidden' | 'visible' | 'unclear' {
  const { textObject } = character;
  if (module._FPDFTextObj_GetTextRenderMode(textObject) === invisibleMode) return 'hidden';
  if (layer.inkOf(character) !== undefined) return 'unclear';
  return module._FPDFFont_GetIsEmbedded(module._FPDFTextObj_GetFont(textObject)) === 1 ? 'hidden' : 'visible';
}

/**
 * Compares the page with and without unclear characters, larger and in colour, those that overlap one after the other: what has been
 * found to be hidden stays away, so that of two equal prints one remains.
 */
function hiddenAtCloserLook({ module, page, layer }: OpenPage, unclear: readonly PdfCharacter[]): PdfCharacter[] {
  const inks = new Map(unclear.map((each) => [each, clippedTo(layer, layer.inkOf(each))]));
  const onPage = [...inks.values()].filter((ink) => ink !== undefined);
  if (onPage.length === 0) return [...unclear];
  const view = viewOf(surrounding(onPage), { scale: scales.closer, channels: 4 });
  const shown = drawView(module, page, view);
  const allOf = byTextObject(layer.characters.filter(isJudged));
  const hidden: PdfCharacter[] = [];
  // Of equal prints in one place PDFium has one in the text layer: the others may be the ones that can be seen.
  const inLayer = new Set(layer.characters.map(({ textObject }) => textObject));
  const away = pageObjectsOf(module, page, 'text').filter((textObject) => !inLayer.has(textObject));
  for (const objects of groupsWithoutOverlap(unclear, mostGroups)) {
    const bare = drawWithout(module, page, { view, textObjects: [...away, ...objects.keys()] });
    for (const [textObject, own] of objects) {
      const unseen = own.filter((each) => {
        const ink = inks.get(each);
        return ink === undefined || largestDifference(ink, { view, shown, bare }) < differences.least;
      });
      hidden.push(...unseen);
      if (unseen.length === allOf.get(textObject)?.length) away.push(textObject);
    }
  }
  return hidden;
}

function clippedTo({ width, height }: PdfPageText, box: PlacedBox | undefined): PlacedBox | undefined {
  if (box === undefined) return undefined;
  const [left, right] = [Math.max(0, box.left), Math.min(width, box.right)];
  const [top, bottom] = [Math.max(0, box.top), Math.min(height, box.bottom)];
  return left < right && top < bottom ? { left, top, right, bottom } : undefined;
}
