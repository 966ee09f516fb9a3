import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '@document-pipelines/asl/named-files';

/** What the cache keeps of the last build. */
export interface CacheManifest {
  /** Hash of everything except the input files that determines the output. */
  readonly settings: string;
  /** Every file that went in, relative to the root, node_modules included. */
  readonly inputs: readonly string[];
  /** Hash of the names and contents of those files. */
  readonly contents: string;
  readonly bundles: Readonly<Record<string, CachedBundle>>;
}

/** A zip in the cache. */
export interface CachedBundle {
  readonly file: string;
  readonly sha256Base64: string;
}

const manifestFile = 'manifest.json';

/**
 * Returns the last build if its settings and the contents of all input files have not changed. Times are ignored: a
 * fresh checkout with a restored cache is a hit, a touched file is not a miss. A missing or damaged zip is a miss.
 */
export function readCache(root: string, folder: string, settings: string): CacheManifest | undefined {
  const manifest = readManifest(folder);
  if (manifest === undefined || manifest.settings !== settings) return undefined;
  if (hashOfFiles(root, manifest.inputs) !== manifest.contents) return undefined;
  const isWhole = Object.values(manifest.bundles).every(
    (bundle) => hashOfZip(join(folder, bundle.file)) === bundle.sha256Base64,
  );
  return isWhole ? manifest : undefined;
}

/**
 * Writes the manifest last and by renaming, so that an interrupted build leaves no partial one; drops the build that it
 * replaces.
 */
export function writeCache(folder: string, manifest: CacheManifest, files: Readonly<Record<string, Uint8Array>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) replaceFile(join(folder, name), bytes);
  replaceFile(join(folder, manifestFile), Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
  const kept = new Set([manifestFile, ...Object.keys(files)]);
  for (const name of readdirSync(folder)) {
    if (!kept.has(name) && /\.(zip|map)$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}

/** One hash over names and contents. A missing file counts as such, so that its absence is a change. */
export function hashOfFiles(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    const contents = readIfThere(join(root, path));
    hash.update(`${path}\0${contents === undefined ? 'absent' : contents.length}\0`);
    if (contents !== undefined) hash.update(contents);
  }
  return hash.digest('hex');
}

/** Returns the SHA-256 in base64, as used by `source_code_hash` and Lambda. */
export function sha256Base64(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

function hashOfZip(path: string): string | undefined {
  const bytes = readIfThere(path);
  return bytes === undefined ? undefined : sha256Base64(bytes);
}

function readManifest(folder: string): CacheManifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, manifestFile), 'utf8')) as CacheManifest;
  } catch {
    return undefined;
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
