import type { BuildOptions, Metafile } from 'esbuild';

/**
 * Bundles a package with a command as two files in `to`. start.js holds `program` and what it imports, so that the command's help needs
 * nothing else; all.js holds the modules that those require later, in functions, and `entries`, each with the modules that start.js does not
 * have. No module is in both: classes exist once. Each file exports functions that return a module: `program` of start.js, the names of
 * `entries` and of modules. Paths are relative to `folder`. Returns the metafiles of both.
 */
export function bundleInTwo(given: {
  readonly program: string;
  readonly entries: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly to: string;
  readonly options: BuildOptions;
}): Promise<readonly [Metafile, Metafile]>;
