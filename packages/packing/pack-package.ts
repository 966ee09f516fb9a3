import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { packageFileAbove } from '@document-pipelines/asl/paths';
import { build, type Metafile } from 'esbuild';
import { bundleInTwo } from '../asl/bundle-in-two.js';

/** What of a package's folder is packed, and how. */
export interface Packing {
  /** The package's folder, e.g. `packages/asl`. */
  readonly folder: string;
  /** The command's module, which runs it: `dist/<name>.js`. */
  readonly command?: { readonly name: string; readonly module: string };
  /** Modules and scripts that worker threads load by their path: each is a file of its own, `dist/<basename>.js`. */
  readonly threads: readonly string[];
  /** As `threads`, for those that load most of the package: they are parts of its bundle, by the name of their file. */
  readonly bundledThreads?: Readonly<Record<string, string>>;
  /** Scripts of pages: each is a file with everything that it imports, `dist/<basename>.js`. */
  readonly pages: readonly string[];
  /** Entries that are not published: what bundles them needs the sources. */
  readonly sourceEntries: readonly string[];
  /** Writes further files into `dist`. Returns the packages whose code is in them. */
  readonly writeMore?: (dist: string) => Promise<readonly string[]>;
  /** Files and folders that the code reads beside itself: copied to `dist/<basename>`. */
  readonly data: readonly string[];
}

/** Where a package was staged, and what was bundled into it. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** Packages of others whose code is inside, because `require` cannot load them on every version of Node.js that is supported. */
  readonly bundled: readonly string[];
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/**
 * Writes what is published of a package into `to`, which is emptied first: one bundle of all entries (two bundles would be two copies of
 * every class), a file for each entry that takes its part of it, the command, threads and data in dist/, package.json, README, LICENSE and
 * NOTICE. Throws an Error for an import that package.json does not list. `root`: the repository, whose LICENSE and NOTICE are copied.
 */
export async function packPackage(
  packing: Packing,
  { root, to }: { root: string; to: string },
): Promise<PackedPackage> {
  const folder = join(root, packing.folder);
  const source = withoutEntries(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')), packing.sourceEntries);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, 'dist'), { recursive: true });
  const bundles = await bundleEntries(packing, { folder, source, to });
  const threads = await Promise.all(
    packing.threads.map((thread) => bundleFile(thread, { folder, to: join(to, 'dist') })),
  );
  for (const page of packing.pages) writePage(page, { folder, to: join(to, 'dist') });
  const imported = [...bundles, ...threads].flatMap(importedPackages);
  for (const path of packing.data) cpSync(join(folder, path), join(to, 'dist', basename(path)), { recursive: true });
  const more = (await packing.writeMore?.(join(to, 'dist'))) ?? [];
  const bundled = [...new Set([...[...bundles, ...threads].flatMap(bundledPackages), ...more])].sort();
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(publishedFile(source, { packing, imported }), null, 2)}\n`);
  for (const from of [join(folder, 'README.md'), join(root, 'LICENSE')].filter(existsSync))
    copyFileSync(from, join(to, basename(from)));
  writeFileSync(join(to, 'NOTICE'), noticeWith(bundled, { root, folder }));
  return { name: source.name, version: source.version, folder: to, bundled };
}

function withoutEntries({ exports = {}, ...file }: PackageFile, names: readonly string[]): PackageFile {
  return {
    ...file,
    exports: Object.fromEntries(Object.entries(exports).filter(([name]) => !names.includes(name))),
  } as PackageFile;
}

/** Makes the tarball of a staged package in `to`, and returns its path. */
export function makeTarball(staged: string, to: string): string {
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', to], { cwd: staged, encoding: 'utf8' });
  const [{ filename }] = JSON.parse(packed) as [{ readonly filename: string }];
  return join(to, filename);
}

interface Target {
  readonly folder: string;
  readonly to: string;
}

/** All entries as one file, `dist/all.js`, whose modules are evaluated when they are first required; what a command starts with is `dist/start.js`. */
async function bundleEntries(
  packing: Packing,
  target: Target & { readonly source: PackageFile },
): Promise<readonly Metafile[]> {
  const { folder, source, to } = target;
  const entries = { ...source.exports, ...packing.bundledThreads };
  const dist = join(to, 'dist');
  for (const name of Object.keys(entries)) {
    const file = join(to, distFileOf(name));
    mkdirSync(dirname(file), { recursive: true });
    const up = '../'.repeat(distFileOf(name).split('/').length - 2) || './';
    writeFileSync(file, `module.exports = require('${up}all.js')[${JSON.stringify(name)}]();\n`);
  }
  const { command } = packing;
  if (command === undefined) return [await bundleAll(entries, { folder, to: dist })];
  writeFileSync(join(dist, `${command.name}.js`), commandFile, { mode: 0o755 });
  return bundleInTwo({ program: command.module, entries, folder, to: dist, options: sharedOptions(folder) });
}

/** Node.js 22.1 and later keep compiled code, in their own folder for it. */
const commandFile = `#!/usr/bin/env node
require('node:module').enableCompileCache?.();
require('./start.js').program();
`;

async function bundleAll(entries: Readonly<Record<string, string>>, { folder, to }: Target): Promise<Metafile> {
  const lines = Object.entries(entries).map(
    ([name, file]) => `  ${JSON.stringify(name)}: () => require(${JSON.stringify(file)}),`,
  );
  const { metafile } = await build({
    ...sharedOptions(folder),
    stdin: { contents: `module.exports = {\n${lines.join('\n')}\n};\n`, resolveDir: folder, sourcefile: 'all.js' },
    outfile: join(to, 'all.js'),
  });
  return metafile;
}

/** Bundles one file to `<to>/<basename>.js`. */
export async function bundleFile(file: string, { folder, to }: Target): Promise<Metafile> {
  const outfile = join(to, basename(file).replace(/\.ts$/, '.js'));
  return (await build({ ...sharedOptions(folder), entryPoints: [join(folder, file)], outfile })).metafile;
}

/** Bundles the script of a page to `<to>/<basename>.js`, as the package itself does from its sources. */
function writePage(page: string, { folder, to }: Target): void {
  const { bundleScript } = require(join(folder, 'browser-bundles.js')) as { bundleScript: (file: string) => string };
  writeFileSync(join(to, basename(page).replace(/\.ts$/, '.js')), bundleScript(join(folder, page)));
}

/** Packages stay outside, but those that are ES modules alone: Node.js 20 cannot require them. */
function sharedOptions(folder: string) {
  return {
    absWorkingDir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    metafile: true,
    logLevel: 'error',
    plugins: [
      {
        name: 'packages-outside',
        setup(build: import('esbuild').PluginBuild) {
          build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
            if (kind === 'entry-point' || isBuiltin(path)) return undefined;
            return isEsModuleOnly(packageOf(path), folder) ? undefined : { path, external: true };
          });
        },
      },
    ],
  } as const satisfies import('esbuild').BuildOptions;
}

function isEsModuleOnly(name: string, folder: string): boolean {
  try {
    const file = createRequire(join(folder, 'package.json')).resolve(name);
    return file.endsWith('.mjs') || (file.endsWith('.js') && packageFileOf(file)['type'] === 'module');
  } catch {
    // A package without a main file, such as one of data.
    return false;
  }
}

function packageFileOf(file: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(packageFileAbove(dirname(file)), 'utf8'));
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function importedPackages({ outputs }: Metafile): readonly string[] {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  return imports.flatMap(({ path }) => (isBuiltin(path) || path.startsWith('.') ? [] : [packageOf(path)]));
}

function bundledPackages({ inputs }: Metafile): readonly string[] {
  return Object.keys(inputs).flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
}

function distFileOf(entry: string): string {
  return entry === '.' ? 'dist/index.js' : `dist/${entry.slice(2)}.js`;
}

/** The source's package.json with the entries, the command and the dependencies of what was written. */
function publishedFile(
  source: PackageFile,
  { packing, imported }: { readonly packing: Packing; readonly imported: readonly string[] },
): object {
  const { name, exports = {}, dependencies, peerDependencies = {}, ...rest } = source;
  const peers = Object.keys(peerDependencies as object);
  const needed = [...new Set(imported)].filter((each) => each !== name && !peers.includes(each)).sort();
  const missing = needed.filter((each) => dependencies[each] === undefined);
  if (missing.length > 0) throw new Error(`${packing.folder}/package.json does not list ${missing.join(', ')}`);
  const { command } = packing;
  return {
    name,
    ...rest,
    ...(command === undefined ? {} : { bin: { [command.name]: `./dist/${command.name}.js` } }),
    exports: Object.fromEntries(Object.keys(exports).map((entry) => [entry, `./${distFileOf(entry)}`])),
    files: ['dist', 'NOTICE'],
    dependencies: Object.fromEntries(needed.map((each) => [each, dependencies[each]])),
    ...(peers.length === 0 ? {} : { peerDependencies }),
    publishConfig: { access: 'public' },
  };
}

function noticeWith(bundled: readonly string[], { root, folder }: { root: string; folder: string }): string {
  const notices = bundled.map((name) => {
    const file = createRequire(join(folder, 'package.json')).resolve(name);
    const at = file.slice(0, file.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}/`.length);
    return `\n${name}, whose code is in dist/:\n\n${readFileSync(join(at, 'LICENSE'), 'utf8')}`;
  });
  return readFileSync(join(root, 'NOTICE'), 'utf8') + notices.join('');
}
