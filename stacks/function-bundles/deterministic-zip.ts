import { zip } from 'fflate';

/** Readable by all, writable by the owner, as a Unix file; Lambda does not load files that others may not read. */
const attributes = (0o100644 << 16) >>> 0;
const unix = 3;

/**
 * Packs files into a zip whose bytes depend on names and contents alone: entries sorted, one fixed time, fixed
 * permissions. (Zip times are local times; the time is created from local parts, so that it is the same in every time
 * zone.) Files from 320 KB on are compressed in a thread each. Not by node:zlib, whose bytes differ between versions of Node.js and
 * processors.
 */
export function deterministicZip(files: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  const mtime = new Date(1980, 0, 1);
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  const options = { mtime, os: unix, attrs: attributes, level: 6 } as const;
  return new Promise((resolve, reject) => {
    zip(Object.fromEntries(sorted), options, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
  });
}
