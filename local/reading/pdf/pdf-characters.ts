import { memoryOf, type PdfModule, withCells } from './pdf-module';

/** A character of a PDF's text layer, in points from the top left corner of the page as it is shown. */
export interface PdfCharacter {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Quarter turns clockwise of the writing, as shown: 0 reads from left to right, 1 downwards. */
  readonly quarter: number;
  /** Put in by PDFium to part words or lines; it has no place of its own. */
  readonly isBreak: boolean;
  /** The font gives no usable meaning for it. */
  readonly isUnmapped: boolean;
}

/** A page's size in points, as it is shown. */
export interface PdfPageText {
  readonly width: number;
  readonly height: number;
  readonly characters: readonly PdfCharacter[];
}

/** Reads the characters of a page's text layer with their places. */
export function readCharacters(module: PdfModule, page: number): PdfPageText {
  const width = module._FPDF_GetPageWidth(page);
  const height = module._FPDF_GetPageHeight(page);
  const textPage = module._FPDFText_LoadPage(page);
  if (textPage === 0) return { width, height, characters: [] };
  try {
    const map = mapToShown(module, page, { width, height });
    const count = Math.max(0, module._FPDFText_CountChars(textPage));
    const characters = withCells(module, 4, (cells) =>
      Array.from({ length: count }, (_, index) => readCharacter({ module, textPage, cells, map }, index)),
    );
    return { width, height, characters };
  } finally {
    module._FPDFText_ClosePage(textPage);
  }
}

/** From a page's own coordinates (origin anywhere, y upwards, perhaps turned) to points from the shown top left corner. */
type Affine = readonly [number, number, number, number, number, number];

function mapToShown(module: PdfModule, page: number, size: { width: number; height: number }): Affine {
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
  const text = textOf(module._FPDFText_GetUnicode(textPage, index));
  const isBreak = module._FPDFText_IsGenerated(textPage, index) === 1 || /^\s*$/u.test(text);
  const [left, bottom, right, top] = boxOf(reading, index);
  const corners = [
    [map[0] * left + map[2] * bottom + map[4], map[1] * left + map[3] * bottom + map[5]],
    [map[0] * right + map[2] * top + map[4], map[1] * right + map[3] * top + map[5]],
  ] as const;
  return {
    text,
    left: Math.min(corners[0][0], corners[1][0]),
    right: Math.max(corners[0][0], corners[1][0]),
    top: Math.min(corners[0][1], corners[1][1]),
    bottom: Math.max(corners[0][1], corners[1][1]),
    quarter: isBreak ? 0 : shownQuarter(module._FPDFText_GetCharAngle(textPage, index), map),
    isBreak,
    isUnmapped: /[\uFFFD\uE000-\uF8FF]/u.test(text) || module._FPDFText_HasUnicodeMapError(textPage, index) === 1,
  };
}

/** The box by the font's height and the character's advance; the box of the ink where the font has no such measures. */
function boxOf({ module, textPage, cells }: Reading, index: number): readonly [number, number, number, number] {
  if (module._FPDFText_GetLooseCharBox(textPage, index, cells) === 1) {
    const memory = memoryOf(module);
    const [left, top, right, bottom] = [0, 4, 8, 12].map((at) => memory.getFloat32(cells + at, true)) as [
      number,
      number,
      number,
      number,
    ];
    if (right !== left && top !== bottom) return [left, bottom, right, top];
  }
  module._FPDFText_GetCharBox(textPage, index, cells, cells + 8, cells + 16, cells + 24);
  const memory = memoryOf(module);
  const [left, right, bottom, top] = [0, 8, 16, 24].map((at) => memory.getFloat64(cells + at, true)) as [
    number,
    number,
    number,
    number,
  ];
  return [left, bottom, right, top];
}

/** PDFium gives the angle clockwise, in the page's own coordinates, where y grows upwards. */
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
  // Ligatures and full-width forms are written out, as a recogniser would.
  return /[\uFB00-\uFB06\uFF01-\uFF5E\u00A0\u2000-\u200A\u202F]/u.test(text) ? text.normalize('NFKC') : text;
}
