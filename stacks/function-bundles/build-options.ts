import type { BuildOptions } from 'esbuild';

/** Module format of a bundle. */
export type BundleFormat = 'cjs' | 'esm';

/** The format that starts faster, by docs/performance.md, "Functions: ESM or CJS". */
export const bundleFormat: BundleFormat = 'cjs';

/** Name of the one file in a zip; Lambda requires `.mjs` for ESM. */
export const bundleFile: Readonly<Record<BundleFormat, string>> = { cjs: 'index.js', esm: 'index.mjs' };

/**
 * Options of the one esbuild call. Every option is set here and none in a tsconfig.json, which may change for another
 * reason. `module` before `main`: the SDK's ES modules can be tree-shaken, which saves a third.
 *
 * The source map is written next to the zip, not into it: it is larger than the code, Lambda would load it at every
 * cold start, and it is used only to follow a stack trace, as a local run does. Its paths are relative to it, and it
 * holds no sources.
 */
export function buildOptions(format: BundleFormat): BuildOptions & { metafile: true; write: false } {
  return {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format,
    minify: true,
    treeShaking: true,
    charset: 'utf8',
    legalComments: 'none',
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    sourcesContent: false,
    preserveSymlinks: true,
    outExtension: format === 'esm' ? { '.js': '.mjs' } : {},
    banner:
      format === 'esm'
        ? { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" }
        : {},
    tsconfigRaw: { compilerOptions: { target: 'es2022', useDefineForClassFields: true } },
    metafile: true,
    write: false,
    logLevel: 'silent',
  };
}
