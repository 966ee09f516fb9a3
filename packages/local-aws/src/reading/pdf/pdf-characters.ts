import { pageObjectsOf } from './page-objects';
import { memoryOf, type PdfModule, withCells } from './pdf-module';

/** A rectangle in points from the top left corner of the page as it is shown. */
export interface PlacedBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A character of a PDF's text layer. */
export interface PdfCharacter extends PlacedBox {
  readonly text: string;
  /** Quarter turns clockwise of the writing, as shown: 0 reads from left to right, 1 downwards. */
  readonly quarter: number;
  /** Put in by PDFium to part words or lines; it has no place of its own. */
  readonly isBreak: boolean;
  /** The font does not map it to a usable character. */
  readonly isUnmapped: boolean;
  /** PDFium's handle of the text object that paints it. 0 for breaks. */
  readonly textObject: number;
  /** Its number in the text layer. */
  readonly index: number;
}

/** A page's size in points, as it is shown. */
export interface PdfPageText {
  readonly width: number;
  readonly height: number;
  readonly characters: readonly PdfCharacter[];
}

/** The text layer of an open page. */
export interface PdfTextLayer extends PdfPageText {
  /** Returns the box of a character's outline; undefined if its font does not have an outline for it. */
  inkOf(character: PdfCharacter): PlacedBox | undefined;
}

/** Lends the characters of a page's text layer, with their places. */
export function withTextLayer<Result>(module: PdfModule, page: number, use: (layer: PdfTextLayer) => Result): Result {
  const size = { width: module._FPDF_GetPageWidth(page), height: module._FPDF_GetPageHeight(page) };
  removeReplacements(module, page);
  const textPage = module._FPDFText_LoadPage(page);
  if (textPage === 0) return use({ ...size, characters: [], inkOf: () => undefined });
  try {
    return withCells(module, 4, (cells) => {
      const reading: Reading = { module, textPage, cells, map: mapToPage(module, page, size) };
      const count = Math.max(0, module._FPDFText_CountChars(textPage));
      const characters = Array.from({ length: count }, (_, index) => readCharacter(reading, index));
      return use({ ...size, characters, inkOf: (character) => outlineOf(reading, character) });
    });
  } finally {
    module._FPDFText_ClosePage(textPage);
  }
}

/** `ActualText` is the text to use instead of what the file paints. */
function removeReplacements(module: PdfModule, page: number): void {
  withCells(module, 2, (key) => {
    module.HEAPU8.set(Buffer.from('ActualText\0'), key);
    for (const textObject of pageObjectsOf(module, page, 'text')) {
      for (let index = module._FPDFPageObj_CountMarks(textObject) - 1; index >= 0; index -= 1) {
        const mark = module._FPDFPageObj_GetMark(textObject, index);
        if (module._FPDFPageObjMark_GetParamValueType(mark, key) !== 0)
          module._FPDFPageObj_RemoveMark(textObject, mark);
      }
    }
  });
}

/** From a page's own coordinates (origin anywhere, y upwards, perhaps turned) to points from the shown top left corner. */
type Affine = readonly [number, number, number, number, number, number];

function mapToPage(module: PdfModule, page: number, size: { width: number; height: number }): Affine {
  const grain = 1000;
  const shown = (x: number, y: number) =>
    withCells(module, 2, (cells) => {
      const across = Math.round(size.width * grain);
      const down = Math.round(size.height * grain);
      module._FPDF_PageToDevice(page, 0, 0, across, down, 0, x, y, cells, cells + 8);
      const memory = memoryOf(module);
      return [memory.getInt32(cells, true) / grain, memory.getInt32(cells + 8, true) / grain] as const;
    });
  const origin = shown(0, 0);
  const right = shown(100, 0);
  const up = shown(0, 100);
  return [
    (right[0] - origin[0]) / 100,
    (right[1] - origin[1]) / 100,
    (up[0] - origin[0]) / 100,
    (up[1] - origin[1]) / 100,
    origin[0],
    origin[1],
  ];
}

interface Reading {
  readonly module: PdfModule;
  readonly textPage: number;
  readonly cells: number;
  readonly map: Affine;
}

function readCharacter(reading: Reading, index: number): PdfCharacter {
  const { module, textPage, map } = reading;
  const code = module._FPDFText_GetUnicode(textPage, index);
  const isAscii = code > 0x20 && code < 0x7f;
  const text = isAscii ? String.fromCharCode(code) : textOf(code);
  const isBreak = module._FPDFText_IsGenerated(textPage, index) === 1 || (!isAscii && /^\s*$/u.test(text));
  const { left, top, right, bottom } = looseBox(reading, index) ?? inkOf(reading, index) ?? applyMap(map, 0, 0, 0, 0);
  return {
    text,
    left,
    top,
    right,
    bottom,
    quarter: isBreak ? 0 : shownQuarter(module._FPDFText_GetCharAngle(textPage, index), map),
    isBreak,
    isUnmapped:
      (!isAscii && /[\uFFFD\uE000-\uF8FF]/u.test(text)) || module._FPDFText_HasUnicodeMapError(textPage, index) === 1,
    textObject: isBreak ? 0 : module._FPDFText_GetTextObject(textPage, index),
    index,
  };
}

/** Returns the box from the font's height and the character's advance; undefined if the font does not have them. */
function looseBox({ module, textPage, cells, map }: Reading, index: number): PlacedBox | undefined {
  if (module._FPDFText_GetLooseCharBox(textPage, index, cells) !== 1) return undefined;
  const memory = memoryOf(module);
  const [left, top] = [memory.getFloat32(cells, true), memory.getFloat32(cells + 4, true)];
  const [right, bottom] = [memory.getFloat32(cells + 8, true), memory.getFloat32(cells + 12, true)];
  return right === left || top === bottom ? undefined : applyMap(map, left, bottom, right, top);
}

/** Without an outline, PDFium returns a thousandth of the font's size for one side. */
function outlineOf(reading: Reading, character: PdfCharacter): PlacedBox | undefined {
  const ink = inkOf(reading, character.index);
  if (ink === undefined) return undefined;
  const size = Math.max(character.right - character.left, character.bottom - character.top);
  return Math.min(ink.right - ink.left, ink.bottom - ink.top) > size / 200 ? ink : undefined;
}

function inkOf({ module, textPage, cells, map }: Reading, index: number): PlacedBox | undefined {
  module._FPDFText_GetCharBox(textPage, index, cells, cells + 8, cells + 16, cells + 24);
  const memory = memoryOf(module);
  const [left, right] = [memory.getFloat64(cells, true), memory.getFloat64(cells + 8, true)];
  const [bottom, top] = [memory.getFloat64(cells + 16, true), memory.getFloat64(cells + 24, true)];
  return right === left || top === bottom ? undefined : applyMap(map, left, bottom, right, top);
}

function applyMap(map: Affine, left: number, bottom: number, right: number, top: number): PlacedBox {
  const [x1, y1] = [map[0] * left + map[2] * bottom + map[4], map[1] * left + map[3] * bottom + map[5]];
  const [x2, y2] = [map[0] * right + map[2] * top + map[4], map[1] * right + map[3] * top + map[5]];
  return { left: Math.min(x1, x2), right: Math.max(x1, x2), top: Math.min(y1, y2), bottom: Math.max(y1, y2) };
}

/** PDFium returns the angle clockwise, in the page's own coordinates, where y grows upwards. */
function shownQuarter(radians: number, map: Affine): number {
  const x = Math.cos(radians) * map[0] - Math.sin(radians) * map[2];
  const y = Math.cos(radians) * map[1] - Math.sin(radians) * map[3];
  return (Math.round(Math.atan2(y, x) / (Math.PI / 2)) + 4) % 4;
}

const hyphenAtLineEnd = 2;

function textOf(code: number): string {
  if (code === hyphenAtLineEnd || code === 0xad) return '-';
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\uFFFD';
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return ' ';
  const text = String.fromCodePoint(code);
  // Ligatures and full-width forms are written out, as a recogniser returns them.
  return /[\uFB00-\uFB06\uFF01-\uFF5E\u00A0\u2000-\u200A\u202F]/u.test(text) ? text.normalize('NFKC') : text;
}
