import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const root = join(__dirname, '..');
const folders = ['asl', 'interpreter', 'local', 'stacks', 'environments', 'functions', 'bin', 'samples'];

/** Functions that call each other because the grammar that they follow is recursive: a filter holds a path, a path holds filters. */
const recursiveGrammars = ['asl/expressions/jsonata/evaluator/compile-', 'asl/expressions/jsonpath/parse-'];

const files = ['main.ts', ...folders.flatMap(filesBelow)].filter((file) => file.endsWith('.ts'));

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
}

/** The files that each file imports, be it only their types. */
function importsOfFiles(): ReadonlyMap<string, readonly string[]> {
  const known = new Set(files);
  const fileOf = (path: string): string[] =>
    [`${path}.ts`, path, join(path, 'index.ts')].filter((each) => known.has(each));
  const imported = (file: string): string[] => {
    const code = readFileSync(join(root, file), 'utf8');
    const specifiers = code.matchAll(/(?:\bfrom|\bimport|require\(|import\()\s*['"](\.[^'"]*)['"]/g);
    return [...specifiers].flatMap(([, specifier]) => fileOf(normalize(join(dirname(file), specifier as string))));
  };
  return new Map(files.map((file) => [file, imported(file)]));
}

/** One circle for each file from which a way leads back to it, as the files on that way. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  return [...imports.keys()].flatMap((file) => {
    const way = wayBack(file, imports);
    return way === undefined ? [] : [way.join(' -> ')];
  });
}

/** The shortest way from a file to itself. */
function wayBack(file: string, imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const seen = new Set<string>();
  let ways: (readonly string[])[] = [[file]];
  while (ways.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of ways) {
      for (const target of imports.get(way.at(-1) as string) ?? []) {
        if (target === file) return [...way, target];
        if (!seen.has(target)) next.push([...way, target]);
        seen.add(target);
      }
    }
    ways = next;
  }
  return undefined;
}

describe('circles of imports', () => {
  it('are found', () => {
    const imports = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['b.ts']],
    ]);
    expect(circlesIn(imports)).toEqual(['b.ts -> c.ts -> b.ts', 'c.ts -> b.ts -> c.ts']);
  });

  it('are not there, types included, but in recursive grammars', () => {
    const circles = circlesIn(importsOfFiles());
    expect(circles.filter((circle) => !recursiveGrammars.some((grammar) => circle.startsWith(grammar)))).toEqual([]);
  });
});
