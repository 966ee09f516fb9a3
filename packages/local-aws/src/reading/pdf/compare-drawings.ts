import { byteAt, type Raster } from '../pictures/raster';
import { drawView, type View } from './draw-page';
import type { PlacedBox } from './pdf-characters';
import type { PdfModule } from './pdf-module';

/** Larger parts are drawn smaller: pixels of their longest side. */
const longestSide = 4000;

/** The view of a part of a page. */
export function viewOf(box: PlacedBox, { scale, channels }: Pick<View, 'scale' | 'channels'>): View {
  const used = Math.min(scale, longestSide / Math.max(box.right - box.left, box.bottom - box.top, 1));
  const [left, top] = [Math.floor(box.left * used), Math.floor(box.top * used)];
  const width = Math.max(1, Math.ceil(box.right * used) - left);
  const height = Math.max(1, Math.ceil(box.bottom * used) - top);
  return { scale: used, left, top, width, height, channels };
}

/** Draws a part of a page as if some of its text objects were not there. */
export function drawWithout(
  module: PdfModule,
  page: number,
  { view, textObjects }: { readonly view: View; readonly textObjects: readonly number[] },
): Raster {
  const setActive = (isActive: number) => {
    for (const textObject of textObjects) module._FPDFPageObj_SetIsActive(textObject, isActive);
  };
  setActive(0);
  try {
    return drawView(module, page, view);
  } finally {
    setActive(1);
  }
}

/** Two drawings of one view. */
export interface DrawingComparison {
  readonly view: View;
  readonly shown: Raster;
  readonly bare: Raster;
}

/** The largest difference, of 255, between the drawings in a box. */
export function largestDifference(box: PlacedBox, { view, shown, bare }: DrawingComparison): number {
  const colours = Math.min(view.channels, 3);
  let largest = 0;
  forPixels(box, view, (pixel) => {
    const first = pixel * view.channels;
    for (let at = first; at < first + colours; at += 1)
      largest = Math.max(largest, Math.abs(byteAt(shown.pixels, at) - byteAt(bare.pixels, at)));
  });
  return largest;
}

/** The difference, of 255, between the lightest and the darkest pixel of a grey drawing in a box. */
export function largestContrast(box: PlacedBox, { view, shown }: Omit<DrawingComparison, 'bare'>): number {
  let [darkest, lightest] = [255, 0];
  forPixels(box, view, (pixel) => {
    const grey = byteAt(shown.pixels, pixel);
    darkest = Math.min(darkest, grey);
    lightest = Math.max(lightest, grey);
  });
  return Math.max(0, lightest - darkest);
}

/**
 * Visits the pixels whose middle is in a box, at least one in each direction: boxes that do not overlap share no pixels, unless they
 * are tiny.
 */
export function forPixels(box: PlacedBox, view: View, visit: (pixel: number) => void): void {
  const [fromX, toX] = pixelRange(box.left * view.scale - view.left, box.right * view.scale - view.left, view.width);
  const [fromY, toY] = pixelRange(box.top * view.scale - view.top, box.bottom * view.scale - view.top, view.height);
  for (let y = fromY; y < toY; y += 1) for (let x = fromX; x < toX; x += 1) visit(y * view.width + x);
}

function pixelRange(low: number, high: number, size: number): readonly [number, number] {
  const [from, to] = [Math.round(low), Math.round(high)];
  const [first, end] = from === to ? [Math.floor((low + high) / 2), Math.floor((low + high) / 2) + 1] : [from, to];
  return [Math.max(0, first), Math.min(size, end)];
}
