import { memoryOf, type PdfModule, withCells } from './pdf-module';
import type { Raster } from '../pictures/raster';

const imageObject = 3;
const greyFormat = 1;
const drawAnnotations = 0x01;
const drawGrey = 0x08;

/** What a page holds beside text. */
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
    return module._FPDFPageObj_GetType(object) === imageObject ? areaOf(module, object) : 0;
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
  const address = module.wasmExports.malloc(width * height);
  if (address === 0) throw new RangeError(`there is no memory to draw a page of ${width} × ${height} pixels`);
  const bitmap = module._FPDFBitmap_CreateEx(width, height, greyFormat, address, width);
  try {
    module._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    module._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, drawAnnotations | drawGrey);
    return { width, height, pixels: module.HEAPU8.slice(address, address + width * height) };
  } finally {
    module._FPDFBitmap_Destroy(bitmap);
    module.wasmExports.free(address);
  }
}
