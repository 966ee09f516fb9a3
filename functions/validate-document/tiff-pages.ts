import { DocumentRefused } from '../shared/platform/document-refused';
import type { RangeSource } from './document-object';

const entryBytes = 12;

/**
 * Counts the pages of a TIFF by walking its chain of image file directories with ranged reads; stops one above `maxPages`.
 * A chain that leaves the file or comes back to itself is UnsupportedDocument. (TIFF 6.0, section 2.)
 */
export async function countTiffPages(source: RangeSource, maxPages: number): Promise<number> {
  const header = viewOf(await source.read(0, 8));
  if (header.byteLength < 8) throw unreadableTiff('its header is cut off');
  const littleEndian = header.getUint8(0) === 0x49;
  const seen = new Set<number>();
  let offset = header.getUint32(4, littleEndian);
  while (offset !== 0 && seen.size <= maxPages) {
    if (seen.has(offset)) throw unreadableTiff(`its directory at byte ${offset} comes twice`);
    seen.add(offset);
    offset = await nextDirectory(source, offset, littleEndian);
  }
  if (seen.size === 0) throw unreadableTiff('it has no page');
  return seen.size;
}

async function nextDirectory(source: RangeSource, offset: number, littleEndian: boolean): Promise<number> {
  const count = viewOf(await source.read(offset, 2));
  if (count.byteLength < 2) throw unreadableTiff(`its directory at byte ${offset} lies outside the file`);
  const entries = count.getUint16(0, littleEndian);
  if (entries === 0) throw unreadableTiff(`its directory at byte ${offset} is empty`);
  const next = viewOf(await source.read(offset + 2 + entries * entryBytes, 4));
  if (next.byteLength < 4) throw unreadableTiff(`its directory at byte ${offset} is cut off`);
  return next.getUint32(0, littleEndian);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function unreadableTiff(reason: string): DocumentRefused {
  return new DocumentRefused('UnsupportedDocument', `the TIFF cannot be read: ${reason}`);
}
