import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The project's root. */
export const root = join(__dirname, '..');

/** Folders with code of the project, its tests aside. */
const sourceFolders = ['packages', 'operations', 'offline-reader', 'stacks', 'environments', 'functions', 'samples'];

/** The TypeScript and JavaScript files of folders, below the root. Default: the sources and main.ts; tests and their helpers are left out. */
export function sourceFiles(folders: readonly string[] = sourceFolders): readonly string[] {
  const isSource = (path: string) =>
    /\.([jt]s|tsx)$/.test(path) && !/\.test\.ts$|\.d\.ts$|testdata|node_modules|[/\\](tests|dist)[/\\]/.test(path);
  return ['main.ts', ...folders.flatMap(filesBelow)].filter(isSource);
}

/** Every file below a folder, tests included, but nothing that is built or installed. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => !/(^|[/\\])(node_modules|dist)[/\\]/.test(path));
}

/** An import, of types too: what is written, and the file of this project that it leads to. */
export interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Undefined for a package of others. */
  readonly target: string | undefined;
}

/** The imports of a file, in their order. */
export function importsOf(file: string): readonly Import[] {
  const code = readFileSync(join(root, file), 'utf8');
  const specifiers = code.matchAll(/(?:\bfrom|\bimport|require\(|import\()\s*['"]([^'"\n]+)['"]/g);
  return [...specifiers].map(([, specifier = '']) => ({ file, specifier, target: targetOf(file, specifier) }));
}

function targetOf(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return entryOf(specifier);
  const path = normalize(join(dirname(file), specifier));
  return [`${path}.ts`, `${path}.tsx`, path, join(path, 'index.ts')].find((each) => isFile(join(root, each)));
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

const packages = ['packages/asl', 'packages/local-aws'].map((folder) => {
  const { name, exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return { folder, name: name as string, exports: exports as Readonly<Record<string, string>> };
});

/** The file of an entry of one of the packages. */
function entryOf(specifier: string): string | undefined {
  const found = packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  const entry = found?.exports[`.${specifier.slice(found.name.length)}`];
  return found === undefined || entry === undefined ? undefined : normalize(join(found.folder, entry));
}
