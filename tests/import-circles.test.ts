import { importsOf, sourceFiles } from './source-files';

/** Functions that call each other because the grammar that they follow is recursive: a filter holds a path, a path holds filters. */
const recursiveGrammars = ['jsonata/evaluator/compile-', 'jsonpath/parse-'].map(
  (path) => `packages/asl/src/language/expressions/${path}`,
);

/** The files that each file imports, be it only their types. */
function importsOfFiles(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    sourceFiles().map((file) => [
      file,
      importsOf(file).flatMap(({ target }) => (target === undefined ? [] : [target])),
    ]),
  );
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
