import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';

/** A zip on disk, unpacked. */
export interface UnpackedBundle {
  readonly folder: string;
  /** SHA-256 of the zip, base64: what `source_code_hash` holds. */
  readonly sha256Base64: string;
}

/** Where code goes to. */
export interface BundleFolders {
  readonly codeFolder: string;
  /** Folder that has a source map for a zip `<name>-<the first 12 digits of its hash>.zip`. */
  readonly sourceMapFolder?: string | undefined;
}

/**
 * Unpacks a function's zip into `<codeFolder>/<its hash>`, once: a published version finds its code there for as long as executions
 * may call it. The code ends with the address of its source map, for debuggers and stack traces. Throws an Error if the bytes are not
 * a zip, or an entry would leave the folder.
 */
export function unpackBundle(zip: Uint8Array, { codeFolder, sourceMapFolder }: BundleFolders): UnpackedBundle {
  const digest = createHash('sha256').update(zip).digest();
  const hash = digest.toString('hex');
  const folder = join(codeFolder, hash.slice(0, 32));
  if (!existsSync(folder)) unpack(zip, folder, sourceMapFolder && sourceMapOf(hash, sourceMapFolder));
  return { folder, sha256Base64: digest.toString('base64') };
}

function sourceMapOf(hash: string, folder: string): string | undefined {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const file = files.find((name) => name.endsWith(`-${hash.slice(0, 12)}.zip.map`));
  return file === undefined ? undefined : pathToFileURL(join(folder, file)).href;
}

function unpack(zip: Uint8Array, folder: string, sourceMap: string | undefined): void {
  const unfinished = `${folder}.${randomUUID()}`;
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    if (name.endsWith('/')) continue;
    const path = normalize(name);
    if (isAbsolute(path) || path.startsWith('..')) throw new Error(`the zip has an entry outside its folder: ${name}`);
    const file = join(unfinished, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    if (sourceMap !== undefined && /\.[cm]?js$/.test(path))
      appendFileSync(file, `\n//# sourceMappingURL=${sourceMap}\n`);
  }
  moveTo(unfinished, folder);
}

function moveTo(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
