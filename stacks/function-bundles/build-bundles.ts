import { join, relative, sep } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { type BundleFormat, buildOptions } from './build-options';

/** A function as built by esbuild. */
export interface BuiltFunction {
  readonly code: Uint8Array;
  readonly sourceMap: Uint8Array;
}

/** All functions, and every file that went into any of them, as paths relative to the root. */
export interface BuiltFunctions {
  readonly functions: Readonly<Record<string, BuiltFunction>>;
  readonly inputs: readonly string[];
}

/** Where the functions are. */
export interface FunctionFolders {
  readonly root: string;
  readonly functionsFolder: string;
}

/**
 * Bundles all functions in one esbuild call, in esbuild's own process. Throws a UserError with esbuild's own messages, each with file, line
 * and column.
 */
export async function buildBundles(
  names: readonly string[],
  folders: FunctionFolders,
  format: BundleFormat,
): Promise<BuiltFunctions> {
  // Loaded here and not above: unchanged sources are served from the cache, without esbuild.
  const { build } = require('esbuild') as typeof import('esbuild');
  const folder = relative(folders.root, folders.functionsFolder).split(sep).join('/');
  const built = await reportBuildErrors(
    build({
      ...buildOptions(format),
      absWorkingDir: folders.root,
      entryPoints: Object.fromEntries(names.map((name) => [name, `./${folder}/${name}/index.ts`])),
      // No file is written; the folder sets the base of the paths in the source maps.
      outdir: '.cache/functions',
    }),
  );
  const contentsOf = (name: string, suffix: string) => {
    const path = join(folders.root, '.cache/functions', `${name}.${format === 'esm' ? 'mjs' : 'js'}${suffix}`);
    const file = built.outputFiles.find((output) => output.path === path);
    if (file === undefined) throw new Error(`esbuild made no ${path}`);
    return file.contents;
  };
  const functions = names.map(
    (name) => [name, { code: contentsOf(name, ''), sourceMap: contentsOf(name, '.map') }] as const,
  );
  return { functions: Object.fromEntries(functions), inputs: Object.keys(built.metafile.inputs).sort() };
}

async function reportBuildErrors<Result>(building: Promise<Result>): Promise<Result> {
  try {
    return await building;
  } catch (error) {
    // A BuildFailure of esbuild: mistakes in the functions' sources.
    if (!(error instanceof Error && 'errors' in error)) throw error;
    const details = error.message.split('\n');
    throw new UserError('the functions do not bundle:', { details, cause: error });
  }
}
