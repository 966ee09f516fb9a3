import { inflateRawSync } from 'node:zlib';
import { DocumentRefused } from '../shared/platform/document-refused';

/** How much the streams that hold a PDF's structure may unpack to, in bytes. */
export interface UnpackingBounds {
  /** One stream: cross-reference and object streams of the largest documents have some megabytes. */
  readonly maxStreamBytes: number;
  /** All streams of a document that are looked at. */
  readonly maxTotalBytes: number;
}

/** Bounds of every document: what is unpacked is held in memory, several times over while it is parsed. */
export const unpackingBounds: UnpackingBounds = {
  maxStreamBytes: 32 * 1024 * 1024,
  maxTotalBytes: 128 * 1024 * 1024,
};

/** Unpacks the streams of one PDF. Guards that they stay within the bounds: a few kilobytes can be packed gigabytes. */
export class Unpacking {
  private unpackedBytes = 0;

  constructor(private readonly bounds: UnpackingBounds) {}

  /** Bytes of everything that was unpacked so far. */
  get totalBytes(): number {
    return this.unpackedBytes;
  }

  /** Bytes that the next stream may have. */
  get remainingBytes(): number {
    const { maxStreamBytes, maxTotalBytes } = this.bounds;
    return Math.min(maxStreamBytes, maxTotalBytes - this.unpackedBytes);
  }

  /**
   * Returns the contents of a Flate stream; as in other readers of PDFs, its checksum and the bytes after it are
   * ignored. Throws DocumentTooLarge beyond the bounds, and zlib's error for other data.
   */
  inflate(packed: Uint8Array): Buffer {
    const zlibHeaderBytes = 2;
    try {
      const maxOutputLength = Math.max(this.remainingBytes, 1);
      return this.counted(inflateRawSync(packed.subarray(zlibHeaderBytes), { maxOutputLength }));
    } catch (error) {
      throw (error as { readonly code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? this.tooLarge() : error;
    }
  }

  /** Returns the bytes, which came out of another filter. Throws DocumentTooLarge beyond the bounds. */
  counted<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
    if (bytes.length > this.remainingBytes) throw this.tooLarge();
    this.unpackedBytes += bytes.length;
    return bytes;
  }

  private tooLarge(): DocumentRefused {
    const [stream, total] = [this.bounds.maxStreamBytes, this.bounds.maxTotalBytes].map((bytes) => bytes / 1024 / 1024);
    return new DocumentRefused(
      'DocumentTooLarge',
      `the streams that hold the structure of the PDF unpack to more than ${stream} MiB each or ${total} MiB together: save it again with another program`,
    );
  }
}
