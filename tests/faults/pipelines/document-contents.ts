/** A file without a byte. */
export const emptyFile = Buffer.alloc(0);

/** The part of a PNG that is read: signature and header chunk of 10 by 10 pixels. */
export const png = Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000000a08060000008d32cfbd', 'hex');

/** A TIFF of so many directories of one entry each. */
export function tiff(pages: number): Buffer {
  const bytes = Buffer.alloc(8 + pages * 18);
  bytes.write('II', 'latin1');
  bytes.writeUInt16LE(42, 2);
  bytes.writeUInt32LE(8, 4);
  for (let page = 0; page < pages; page += 1) {
    bytes.writeUInt16LE(1, 8 + page * 18);
    bytes.writeUInt32LE(page === pages - 1 ? 0 : 8 + (page + 1) * 18, 8 + page * 18 + 14);
  }
  return bytes;
}
