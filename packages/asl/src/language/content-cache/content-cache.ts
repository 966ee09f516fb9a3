import { createHash, type Hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { replaceFile } from '../named-files';
import { nearestAbove, packageFileAbove } from '../paths';

/** Results of long computations, kept on disk for the next process. */
export interface ContentCache {
  /**
   * Returns the result that is kept under `name` for these inputs, or the one that `compute` returns now. A result
   * consists of values that can be cloned, without functions. An error is not kept.
   */
  get<Result>(name: string, inputs: readonly string[], compute: () => Result): Result;
}

/** Does not keep any result. */
export const noCache: ContentCache = { get: (_name, _inputs, compute) => compute() };

/**
 * Keeps one result for each name, a file in `folder`. It is used again while the inputs, this toolchain and the version
 * of Node.js are the same, regardless of the times of files. A damaged file is computed again; in a folder that cannot
 * be written no result is kept.
 */
export function contentCache(folder: string | undefined): ContentCache {
  if (folder === undefined) return noCache;
  return {
    get: (name, inputs, compute) => {
      const file = `${name}-${keyOf(inputs)}.bin`;
      const kept = read(join(folder, file));
      if (kept !== undefined) return kept.result as ReturnType<typeof compute>;
      const result = compute();
      write(folder, { name, file, result });
      return result;
    },
  };
}

/**
 * `node_modules/.cache/asl` of the folder where the command is run, or of one above: what has been computed there may hold compiled code, so
 * that it must not be in a folder that others can write. Undefined outside of projects.
 */
export function cacheFolder(): string | undefined {
  const modules = nearestAbove(process.cwd(), 'node_modules');
  return modules === undefined ? undefined : join(modules, '.cache', 'asl');
}

function keyOf(inputs: readonly string[]): string {
  const hash = createHash('sha256').update(toolchainDigest()).update(process.version);
  for (const input of inputs) hash.update(`${input.length} ${input}`);
  return hash.digest('hex').slice(0, 32);
}

let digest: string | undefined;

/** SHA-256 of the code of this toolchain, be it its sources without tests or what was packed, and of the package file with the versions of what it uses. */
function toolchainDigest(): string {
  if (digest === undefined) {
    const hash = createHash('sha256');
    const code =
      extname(__filename) === '.ts' ? addFiles(hash, join(__dirname, '..')) : hash.update(readFileSync(__filename));
    digest = code.update(readFileSync(packageFileAbove(__dirname))).digest('hex');
  }
  return digest;
}

function addFiles(hash: Hash, folder: string): Hash {
  const isSource = (name: string) => /\.(?:[jt]s|json)$/.test(name) && !name.endsWith('.test.ts');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isSource);
  for (const name of names.sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash;
}

function read(file: string): { readonly result: unknown } | undefined {
  try {
    return deserialize(readFileSync(file)) as { readonly result: unknown };
  } catch {
    return undefined;
  }
}

/** The result that was kept before goes. */
function write(folder: string, { name, file, result }: { name: string; file: string; result: unknown }): void {
  try {
    mkdirSync(folder, { recursive: true });
    replaceFile(join(folder, file), serialize({ result }));
    const files = readdirSync(folder);
    const isFormer = (each: string) => each.startsWith(name) && each !== file && keyed.test(each.slice(name.length));
    for (const former of files.filter(isFormer)) rmSync(join(folder, former), { force: true });
    if (files.length > mostFiles) removeOlderHalf(folder, files);
  } catch {
    // Without the cache everything works, only slower.
  }
}

const keyed = /^-[0-9a-f]{32}\.bin$/;

/** Names that are not used any more leave files. */
const mostFiles = 2_000;

function removeOlderHalf(folder: string, files: readonly string[]): void {
  const aged = files.map((file) => ({ file, changed: statSync(join(folder, file)).mtimeMs }));
  const older = aged.sort((a, b) => a.changed - b.changed).slice(0, aged.length / 2);
  for (const { file } of older) rmSync(join(folder, file), { force: true });
}
