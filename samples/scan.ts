import { PDFiumLibrary } from '@hyzyla/pdfium';
import { encode as encodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';

/** A picture in grey, one byte a pixel. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Draws the first page of a PDF, `dotsPerInch` dots to the inch. */
export async function drawFirstPage(pdf: Uint8Array, dotsPerInch: number): Promise<GreyPicture> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const { width, height, data } = await document
    .getPage(0)
    .render({ scale: dotsPerInch / 72, render: 'bitmap', colorSpace: 'Gray' });
  document.destroy();
  return { width, height, pixels: Uint8Array.from(data) };
}

/** Simulates a flatbed scanner: rotates the page by `degrees` on greyish paper, softens the ink and sprinkles noise and specks. */
export function scan(page: GreyPicture, degrees: number): GreyPicture {
  const random = noise(20240602);
  const { width, height } = page;
  const pixels = new Uint8Array(width * height);
  const sine = Math.sin((degrees * Math.PI) / 180);
  const cosine = Math.cos((degrees * Math.PI) / 180);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const fromX = cosine * (x - width / 2) + sine * (y - height / 2) + width / 2;
      const fromY = -sine * (x - width / 2) + cosine * (y - height / 2) + height / 2;
      const ink = softenPixel(page, fromX, fromY);
      const grain = (random() + random() + random() - 1.5) * 14;
      const speck = random() < 0.0004 ? -140 : 0;
      pixels[y * width + x] = Math.max(0, Math.min(255, 20 + ink * 0.86 + grain + speck));
    }
  }
  return { width, height, pixels };
}

/** Returns the picture as a JPEG. */
export function toJpeg({ width, height, pixels }: GreyPicture, quality: number): Buffer {
  const rgba = Buffer.alloc(width * height * 4, 255);
  for (const [at, grey] of pixels.entries()) rgba.fill(grey, at * 4, at * 4 + 3);
  return encodeJpeg({ width, height, data: rgba }, quality).data;
}

/** Returns the picture as a grey PNG. */
export function toPng({ width, height, pixels }: GreyPicture): Buffer {
  const picture = new PNG({ width, height, colorType: 0, inputColorType: 0, inputHasAlpha: false });
  picture.data = Buffer.from(pixels);
  return PNG.sync.write(picture, { colorType: 0, inputColorType: 0, inputHasAlpha: false });
}

function softenPixel({ width, height, pixels }: GreyPicture, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 255;
  const at = top * width + left;
  const upper = pixels[at]! * (1 - (x - left)) + pixels[at + 1]! * (x - left);
  const lower = pixels[at + width]! * (1 - (x - left)) + pixels[at + width + 1]! * (x - left);
  return upper * (1 - (y - top)) + lower * (y - top);
}

/** Numbers from 0 to 1 that are the same on every run. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
