import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { buildBundles } from './build-bundles';
import { buildOptions, bundleFile, bundleFormat } from './build-options';
import { type CacheManifest, hashOfFiles, readCache, sha256Base64, writeCache } from './bundle-cache';
import { deterministicZip } from './deterministic-zip';
import { functionNames } from './function-names';

/** Where functions are and where bundles go; absolute paths. */
export interface BundleFunctionsOptions {
  /** The checkout: package-lock.json and node_modules are there, and paths are relative to it. */
  readonly root: string;
  /** Usually `<root>/functions`. */
  readonly functionsFolder: string;
  /** Usually `<root>/.cache/functions`. */
  readonly cacheFolder: string;
}

/** A function ready to be deployed. */
export interface FunctionBundle {
  /** The zip, with one file in it. Its source map is next to it. */
  readonly zipPath: string;
  /** SHA-256 of the zip in base64: `source_code_hash` of aws_lambda_function. */
  readonly sha256Base64: string;
  readonly handler: 'index.handler';
}

/** The functions of a folder by name. */
export type FunctionBundles = Readonly<Record<string, FunctionBundle>>;

/**
 * Bundles every function of the folder, or takes the bundles from the cache when no input has changed. The same sources give the
 * same bytes on every checkout. Throws a UserError with esbuild's messages.
 */
export async function bundleFunctions(options: BundleFunctionsOptions): Promise<FunctionBundles> {
  return cachedBundles(options) ?? bundlesOf(await build(options), options);
}

/** The bundles of the cache, if no input has changed. */
export function cachedBundles(options: BundleFunctionsOptions): FunctionBundles | undefined {
  const manifest = readCache(options.root, options.cacheFolder, settingsOf(options));
  return manifest === undefined ? undefined : bundlesOf(manifest, options);
}

function bundlesOf({ bundles }: CacheManifest, { functionsFolder, cacheFolder }: BundleFunctionsOptions) {
  const entries = functionNames(functionsFolder).map((name) => {
    const bundle = bundles[name];
    if (bundle === undefined) throw new UserError(`the cache ${cacheFolder} lacks ${name}: remove it`);
    const zipPath = join(cacheFolder, bundle.file);
    return [name, { zipPath, sha256Base64: bundle.sha256Base64, handler: 'index.handler' }] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * Returns everything except the input files that determines the output. The names of all source files are part of it,
 * since a new file can replace one that an import resolved to before.
 */
function settingsOf({ root, functionsFolder }: BundleFunctionsOptions): string {
  const versions = ['esbuild', 'fflate'].map(
    (name) => JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')).version,
  );
  const sources = readdirSync(functionsFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !path.endsWith('.test.ts'))
    .map((path) => path.split(sep).join('/'))
    .sort();
  const lockFile = hashOfFiles(root, ['package-lock.json']);
  const parts = [buildOptions(bundleFormat), bundleFile, versions, sources, lockFile];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

async function build(options: BundleFunctionsOptions): Promise<CacheManifest> {
  const settings = settingsOf(options);
  const names = functionNames(options.functionsFolder);
  const { functions, inputs } = await buildBundles(names, options, bundleFormat);
  const files: Record<string, Uint8Array> = {};
  const bundles: Record<string, { file: string; sha256Base64: string }> = {};
  const zips = Object.entries(functions).map(
    async ([name, { code, sourceMap }]) =>
      [name, await deterministicZip({ [bundleFile[bundleFormat]]: code }), sourceMap] as const,
  );
  for (const [name, zip, sourceMap] of await Promise.all(zips)) {
    const hash = sha256Base64(zip);
    const file = `${name}-${Buffer.from(hash, 'base64').toString('hex').slice(0, 12)}.zip`;
    files[file] = zip;
    files[`${file}.map`] = sourceMap;
    bundles[name] = { file, sha256Base64: hash };
  }
  const manifest = { settings, inputs, contents: hashOfFiles(options.root, inputs), bundles };
  writeCache(options.cacheFolder, manifest, files);
  return manifest;
}
