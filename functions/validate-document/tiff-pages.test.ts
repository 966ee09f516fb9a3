import { countTiffPages } from './tiff-pages';

function sourceOf(bytes: Buffer) {
  return {
    sizeBytes: bytes.length,
    read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
  };
}

/** Directories of one entry each, at 8, 26, 44 …; `last` is what the last one points to. */
function tiff(pages: number, order: 'II' | 'MM', last = 0): Buffer {
  const bytes = Buffer.alloc(8 + pages * 18);
  const [write16, write32] = [
    (value: number, at: number) => (order === 'II' ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at)),
    (value: number, at: number) => (order === 'II' ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at)),
  ];
  bytes.write(order, 'latin1');
  write16(42, 2);
  write32(8, 4);
  for (let page = 0; page < pages; page += 1) {
    write16(1, 8 + page * 18);
    write32(page === pages - 1 ? last : 8 + (page + 1) * 18, 8 + page * 18 + 14);
  }
  return bytes;
}

describe('countTiffPages', () => {
  it.each(['II', 'MM'] as const)('counts the directories of a file in order %s', async (order) => {
    await expect(countTiffPages(sourceOf(tiff(7, order)), 100)).resolves.toBe(7);
  });

  it('stops one above the bound', async () => {
    await expect(countTiffPages(sourceOf(tiff(50, 'II')), 10)).resolves.toBe(11);
  });

  it.each([
    ['comes back to itself', tiff(3, 'II', 8), 'its directory at byte 8 comes twice'],
    ['leaves the file', tiff(3, 'II', 9999), 'its directory at byte 9999 lies outside the file'],
    ['is cut off', tiff(3, 'II').subarray(0, 60), 'its directory at byte 44 is cut off'],
    ['is empty', Buffer.from('4d4d002a00000000', 'hex'), 'it has no page'],
  ])('refuses a chain that %s', async (_, bytes, reason) => {
    await expect(countTiffPages(sourceOf(bytes), 100)).rejects.toMatchObject({
      name: 'UnsupportedDocument',
      message: `the TIFF cannot be read: ${reason}`,
    });
  });
});
