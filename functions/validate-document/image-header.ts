import { DocumentRefused } from '../shared/platform/document-refused';

/** Rejects a PNG whose header chunk is damaged: its size is missing, or zero. (PNG, third edition, 11.2.1.) */
export function assertPngHeader(firstBytes: Uint8Array): void {
  const view = new DataView(firstBytes.buffer, firstBytes.byteOffset, firstBytes.byteLength);
  const isWhole = view.byteLength >= 33 && view.getUint32(12) === 0x49484452;
  if (!isWhole || view.getUint32(16) === 0 || view.getUint32(20) === 0) {
    throw new DocumentRefused('UnsupportedDocument', 'the PNG cannot be read: its header chunk is damaged');
  }
}
