import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { unzipSync } from 'fflate';

/** A zip on disk, unpacked. */
export interface UnpackedBundle {
  readonly folder: string;
  /** SHA-256 of the zip, base64: what `source_code_hash` holds. */
  readonly sha256Base64: string;
}

/**
 * Unpacks a function's zip into `<codeFolder>/<its hash>`, once: a published version finds its code there for as long as executions
 * may call it. Throws where the bytes are not a zip, or an entry would leave the folder.
 */
export function unpackBundle(zip: Uint8Array, codeFolder: string): UnpackedBundle {
  const digest = createHash('sha256').update(zip).digest();
  const folder = join(codeFolder, digest.toString('hex').slice(0, 32));
  if (!existsSync(folder)) unpack(zip, folder);
  return { folder, sha256Base64: digest.toString('base64') };
}

function unpack(zip: Uint8Array, folder: string): void {
  const unfinished = `${folder}.${randomUUID()}`;
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    if (name.endsWith('/')) continue;
    const path = normalize(name);
    if (isAbsolute(path) || path.startsWith('..')) throw new Error(`the zip has an entry outside its folder: ${name}`);
    const file = join(unfinished, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  moveIntoPlace(unfinished, folder);
}

function moveIntoPlace(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
