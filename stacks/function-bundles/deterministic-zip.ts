import { zipSync } from 'fflate';

/** Readable by all, writable by the owner, as a Unix file; Lambda does not load files that others may not read. */
const attributes = (0o100644 << 16) >>> 0;
const unix = 3;

/**
 * Packs files into a zip whose bytes depend on names and contents alone: entries sorted, one fixed time, fixed
 * permissions. (Zip times are local times; the time is created from local parts, so that it is the same in every time
 * zone.)
 */
export function deterministicZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const mtime = new Date(1980, 0, 1);
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { mtime, os: unix, attrs: attributes, level: 6 });
}
