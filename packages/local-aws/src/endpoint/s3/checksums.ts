import { createHash } from 'node:crypto';

/** A checksum computed over chunks; `digest` returns base64, as S3's headers use it. */
export interface Checksum {
  update(chunk: Uint8Array): void;
  digest(): string;
}

/** The checksums that S3 accepts, by the end of their header `x-amz-checksum-…`. CRC64NVME is accepted without a check. */
export const checksums: Readonly<Record<string, () => Checksum>> = {
  crc32: () => crc(crc32Table),
  crc32c: () => crc(crc32cTable),
  sha1: () => hash('sha1'),
  sha256: () => hash('sha256'),
};

function hash(algorithm: string): Checksum {
  const state = createHash(algorithm);
  return { update: (chunk) => void state.update(chunk), digest: () => state.digest('base64') };
}

function crc(table: Uint32Array): Checksum {
  let state = 0xffffffff;
  return {
    update: (chunk) => {
      for (const byte of chunk) state = (table[(state ^ byte) & 0xff] ?? 0) ^ (state >>> 8);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE((state ^ 0xffffffff) >>> 0);
      return bytes.toString('base64');
    },
  };
}

const crc32Table = crcTable(0xedb88320);
const crc32cTable = crcTable(0x82f63b78);

function crcTable(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
}
