const startOfScan = 0xda;
const applicationSegment = 0xe1;
const orientationTag = 0x0112;
const quarterTurns: Readonly<Record<number, number>> = { 3: 2, 6: 1, 8: 3 };

/** Returns the number of clockwise quarter turns that make a JPEG upright, from its orientation (Exif 2.32, tag 0x0112). */
export function jpegQuarterTurns(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 4 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === startOfScan) return 0;
    const length = view.getUint16(at + 2);
    if (marker === applicationSegment) {
      const turns = quarterTurns[orientationIn(view, at + 4, Math.min(view.byteLength, at + 2 + length))];
      if (turns !== undefined) return turns;
    }
    at += 2 + length;
  }
  return 0;
}

function orientationIn(view: DataView, start: number, end: number): number {
  const exifHeaderBytes = 6;
  const tiff = start + exifHeaderBytes;
  if (tiff + 8 > end || view.getUint32(start) !== 0x45786966) return 1;
  const littleEndian = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, littleEndian);
  if (directory + 2 > end) return 1;
  const entries = view.getUint16(directory, littleEndian);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > end) return 1;
    if (view.getUint16(at, littleEndian) === orientationTag) return view.getUint16(at + 8, littleEndian);
  }
  return 1;
}
