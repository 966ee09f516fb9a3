import type { Raster } from '../pictures/raster';
import { memoryOf, objectTypes, type PdfModule, withCells } from './pdf-module';

const greyFormat = 1;
const colourFormat = 3;
const drawAnnotations = 0x01;
const drawGrey = 0x08;

/** Content of a page other than text. */
export interface PageObjects {
  readonly count: number;
  /** Share of the page, from 0 to 1, that its pictures cover together. */
  readonly pictureShare: number;
}

const objectLimit = 5000;

/** Counts the objects of a page and measures its pictures. */
export function readPageObjects(module: PdfModule, page: number): PageObjects {
  const count = Math.max(0, module._FPDFPage_CountObjects(page));
  const pageArea = module._FPDF_GetPageWidth(page) * module._FPDF_GetPageHeight(page);
  const areas = Array.from({ length: Math.min(count, objectLimit) }, (_, index) => {
    const object = module._FPDFPage_GetObject(page, index);
    return module._FPDFPageObj_GetType(object) === objectTypes.image ? areaOf(module, object) : 0;
  });
  // A scan may come in strips, so pictures count together.
  const covered = areas.reduce((all, area) => all + area, 0);
  return { count, pictureShare: pageArea > 0 ? Math.min(1, covered / pageArea) : 0 };
}

function areaOf(module: PdfModule, object: number): number {
  return withCells(module, 2, (cells) => {
    if (module._FPDFPageObj_GetBounds(object, cells, cells + 4, cells + 8, cells + 12) === 0) return 0;
    const memory = memoryOf(module);
    const [left, bottom, right, top] = [0, 4, 8, 12].map((at) => memory.getFloat32(cells + at, true)) as [
      number,
      number,
      number,
      number,
    ];
    return Math.abs((right - left) * (top - bottom));
  });
}

/** Draws a page in grey on white paper. `scale` is pixels per point: 72 points are an inch. */
export function drawPage(module: PdfModule, page: number, scale: number): Raster {
  const width = Math.max(1, Math.round(module._FPDF_GetPageWidth(page) * scale));
  const height = Math.max(1, Math.round(module._FPDF_GetPageHeight(page) * scale));
  return drawView(module, page, { scale, left: 0, top: 0, width, height, channels: 1 });
}

/** A part of a page as it is shown, in pixels. */
export interface View {
  /** Pixels per point. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** 1: grey. 4: blue, green, red and a byte without meaning. */
  readonly channels: 1 | 4;
}

/** Draws a part of a page on white paper. */
export function drawView(module: PdfModule, page: number, view: View): Raster {
  const { scale, left, top, width, height, channels } = view;
  const bytes = width * height * channels;
  const address = module.wasmExports.malloc(bytes);
  if (address === 0) throw new RangeError(`there is no memory to draw a page of ${width} × ${height} pixels`);
  const format = channels === 1 ? greyFormat : colourFormat;
  const bitmap = module._FPDFBitmap_CreateEx(width, height, format, address, width * channels);
  const across = Math.max(1, Math.round(module._FPDF_GetPageWidth(page) * scale));
  const down = Math.max(1, Math.round(module._FPDF_GetPageHeight(page) * scale));
  const flags = drawAnnotations | (channels === 1 ? drawGrey : 0);
  try {
    module._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    module._FPDF_RenderPageBitmap(bitmap, page, -left, -top, across, down, 0, flags);
    return { width, height, pixels: module.HEAPU8.slice(address, address + bytes) };
  } finally {
    module._FPDFBitmap_Destroy(bitmap);
    module.wasmExports.free(address);
  }
}
