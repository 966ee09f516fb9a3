import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFileAbove } from '../../language/paths';
import { ownModules } from '../own-module';

/** The files of the page: one script, one style sheet. */
export interface PageBundle {
  readonly script: string;
  readonly style: string;
}

/** A bundle, and the packages whose code is in it. */
export interface BuiltPage extends PageBundle {
  readonly packages: readonly string[];
}

/**
 * Returns the page with the modules of its pages. A packed package brings the page of its own modules; in a repository esbuild bundles them, and
 * the result is kept until a source changes.
 */
export async function pageBundle(modules: readonly string[]): Promise<PageBundle> {
  const root = dirname(packageFileAbove(__dirname));
  const packed = join(root, 'dist', 'page');
  const main = join(root, 'src', 'ui', 'page', 'main.ts');
  if (!existsSync(main)) return readBundle(packed);
  const folders = [dirname(main), ...modules.map(dirname)];
  const folder = join(root, 'dist', `page-${digestOf(folders, modules)}`);
  if (!existsSync(join(folder, 'page.css'))) await writeBundle(modules, { main, folder });
  return readBundle(folder);
}

function readBundle(folder: string): PageBundle {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { script: read('page.js'), style: read('page.css') };
}

/** Writes the page of this package's own modules to a folder, as a packed package has it. Returns the packages whose code is in it. */
export async function writeOwnPage(folder: string): Promise<readonly string[]> {
  const main = join(dirname(packageFileAbove(__dirname)), 'src', 'ui', 'page', 'main.ts');
  const { script, style, packages } = await bundlePage(ownModules, main);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'page.js'), script);
  writeFileSync(join(folder, 'page.css'), style);
  return packages;
}

/** Writes the bundle to a folder, whole or not at all: several commands may start at the same time. */
async function writeBundle(
  modules: readonly string[],
  { main, folder }: { readonly main: string; readonly folder: string },
): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const { script, style } = await bundlePage(modules, main);
  writeFileSync(join(unfinished, 'page.js'), script);
  writeFileSync(join(unfinished, 'page.css'), style);
  removeFormer(folder);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(join(folder, 'page.css'))) throw error;
  }
}

/** esbuild is only there in a repository: the module that calls it is loaded from there, and no packed command depends on it. */
function bundlerFile(path: string): string {
  return join(dirname(packageFileAbove(path)), 'browser-bundles.js');
}

function bundlePage(modules: readonly string[], main: string): Promise<BuiltPage> {
  return (
    require(bundlerFile(main)) as { bundlePage(modules: readonly string[], main: string): Promise<BuiltPage> }
  ).bundlePage(modules, main);
}

function digestOf(folders: readonly string[], modules: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(modules));
  for (const folder of [...new Set(folders)])
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isSource).sort())
      hash.update(file).update(readFileSync(join(folder, file)));
  // Packages are pinned in the first.
  const main = folders[0] as string;
  for (const file of [packageFileAbove(main), bundlerFile(main)]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function isSource(file: string): boolean {
  return /\.(tsx?|css)$/.test(file) && !/\.test\.ts$/.test(file);
}

/** Bundles of other sources. */
function removeFormer(folder: string): void {
  const paths = readdirSync(dirname(folder))
    .filter((name) => /^page-[0-9a-f]{16}$/.test(name))
    .map((name) => join(dirname(folder), name));
  const changed = new Map(paths.map((path) => [path, statSync(path).mtimeMs]));
  // Another set of modules has one of its own: the newest few stay.
  const former = paths.sort((a, b) => (changed.get(b) ?? 0) - (changed.get(a) ?? 0)).slice(4);
  for (const path of former) rmSync(path, { recursive: true, force: true });
}
