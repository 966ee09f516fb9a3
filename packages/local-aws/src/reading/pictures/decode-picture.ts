import { decode as decodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import * as tiff from 'utif2';
import { UnreadableDocumentError } from '../unreadable-document-error';
import { jpegQuarterTurns } from './jpeg-orientation';
import { greyFromRgba, type Raster, rotateRaster, scaleRaster } from './raster';

/** Pictures beyond this would take gigabytes once unpacked. */
const pixelLimit = 120_000_000;

/** Decodes a PNG. */
export function decodePng(bytes: Uint8Array): Raster {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength >= 24) refuseHuge(view.getUint32(16), view.getUint32(20));
  const picture = decodeOrThrow('PNG', () =>
    PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
  );
  return greyFromRgba(picture.data, picture.width, picture.height);
}

/** Decodes a JPEG and rotates it by the orientation of its camera. */
export function decodeJpegPicture(bytes: Uint8Array): Raster {
  const picture = decodeOrThrow('JPEG', () =>
    decodeJpeg(bytes, {
      useTArray: true,
      formatAsRGBA: true,
      maxResolutionInMP: pixelLimit / 1e6,
      maxMemoryUsageInMB: 2048,
    }),
  );
  return rotateRaster(greyFromRgba(picture.data, picture.width, picture.height), 90 * jpegQuarterTurns(bytes));
}

/** Returns the pages of a TIFF, not yet decoded: each call of `raster` decodes one. */
export function tiffPages(bytes: Uint8Array): { readonly raster: () => Raster }[] {
  const buffer = Buffer.from(bytes);
  const directories = decodeOrThrow('TIFF', () => tiff.decode(buffer));
  const pages = directories.filter(
    (directory) => firstNumber(directory['t256']) > 0 && (firstNumber(directory['t254']) & 1) === 0,
  );
  if (pages.length === 0) throw new UnreadableDocumentError('damaged', 'the TIFF holds no picture');
  return pages.map((page) => ({ raster: () => decodeTiffPage(buffer, page) }));
}

function decodeTiffPage(buffer: Buffer, page: tiff.IFD): Raster {
  refuseHuge(firstNumber(page['t256']), firstNumber(page['t257']));
  return decodeOrThrow('TIFF', () => {
    tiff.decodeImage(buffer, page);
    const raster = greyFromRgba(tiff.toRGBA8(page), page.width, page.height);
    const turned = rotateRaster(raster, { 3: 180, 6: 90, 8: -90 }[firstNumber(page['t274'])] ?? 0);
    return squarePixels(turned, firstNumber(page['t282']), firstNumber(page['t283']));
  });
}

/** Faxes have half as many rows as columns to the inch. */
function squarePixels(raster: Raster, across: number, down: number): Raster {
  const ratio = across / down;
  if (!(ratio > 0.2 && ratio < 5) || Math.abs(ratio - 1) < 0.05) return raster;
  return ratio > 1
    ? scaleRaster(raster, raster.width, Math.round(raster.height * ratio))
    : scaleRaster(raster, Math.round(raster.width / ratio), raster.height);
}

function firstNumber(tag: tiff.IFD[string] | undefined): number {
  const first = Array.isArray(tag) ? tag[0] : tag;
  return typeof first === 'number' ? first : 0;
}

function refuseHuge(width: number, height: number): void {
  if (width * height <= pixelLimit) return;
  throw new UnreadableDocumentError(
    'too-large',
    `a picture of ${width} × ${height} pixels is over the limit of ${pixelLimit} pixels`,
  );
}

function decodeOrThrow<Result>(kind: string, decode: () => Result): Result {
  try {
    return decode();
  } catch (error) {
    if (error instanceof UnreadableDocumentError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnreadableDocumentError('damaged', `the ${kind} cannot be unpacked: ${reason}`);
  }
}
