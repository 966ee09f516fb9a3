/** A line of a page, and the printed line that it is. */
export type LinePair = readonly [expected: string, printed: string];

/**
 * Returns the lines of a page with the printed lines that they match; undefined if something else was printed. A line `…` is any
 * number of lines, and a `…` in a line any characters. Times, ids and what else differs from run to run are not compared.
 */
export function matchOutput(expected: readonly string[], printed: readonly string[]): readonly LinePair[] | undefined {
  const wanted = withoutProgress(expected);
  const patterns = wanted.map((line) => (line.trim() === '…' ? undefined : patternOf(line)));
  const lines = withoutProgress(printed);
  const masked = lines.map(mask);
  const failed = new Set<string>();
  const from = (index: number, at: number): readonly LinePair[] | undefined => {
    if (failed.has(`${index},${at}`)) return undefined;
    const found = tryFrom(index, at);
    if (found === undefined) failed.add(`${index},${at}`);
    return found;
  };
  const tryFrom = (index: number, at: number): readonly LinePair[] | undefined => {
    if (index === patterns.length) return at === lines.length ? [] : undefined;
    const pattern = patterns[index];
    if (pattern === undefined) return from(index + 1, at) ?? (at < lines.length ? from(index, at + 1) : undefined);
    const line = masked[at];
    const rest = line !== undefined && pattern.test(line) ? from(index + 1, at + 1) : undefined;
    return rest === undefined ? undefined : [[wanted[index] ?? '', lines[at] ?? ''], ...rest];
  };
  return from(0, 0);
}

/** By the ids of a page, those that were first printed instead: a later command of the page names them. */
export function idsOf(pairs: readonly LinePair[]): ReadonlyMap<string, string> {
  return new Map(
    pairs.toReversed().flatMap(([expected, printed]) => {
      const ids = (line: string) => [...line.matchAll(id)].map(([found]) => found);
      const found = ids(printed);
      return found.length === ids(expected).length
        ? ids(expected).map((name, i) => [name, found[i] ?? ''] as const)
        : [];
    }),
  );
}

/** Returns a command of a page with the ids that were printed instead of the page's. The beginning of a hexadecimal id is one too. */
export function withPrintedIds(command: string, ids: ReadonlyMap<string, string>): string {
  let replaced = command;
  for (const [expected, printed] of ids) replaced = replaced.replaceAll(expected, printed);
  if (replaced !== command) return replaced;
  return command.replaceAll(/\b[0-9a-f]{4,63}\b/g, (beginning) => {
    const [, printed] = [...ids].find(([expected]) => hexOf(expected).startsWith(beginning)) ?? [];
    return printed === undefined ? beginning : hexOf(printed).slice(0, beginning.length);
  });
}

const hexOf = (name: string): string => /[0-9a-f]{12,}/.exec(name)?.[0] ?? '';

/** Names that a run generates: hashes, executions, addresses of local servers. */
const id = /\blocal-[0-9a-z]{8}-\d+|\b[0-9a-f]{12,}\b|http:\/\/127\.0\.0\.1:\d+(\/_\w+-api\/\w+)?/g;

/** What differs from run to run, or from computer to computer. */
const differing: readonly (readonly [RegExp, string])[] = [
  [/http:\/\/127\.0\.0\.1:\d+(\/_\w+-api\/\w+)?/g, '<address>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?/g, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<id>'],
  [/\b(?=[a-f]*\d)[0-9a-f]{8,}(\b…?|…)/g, '<id>'],
  [/\blocal-[0-9a-z]{8}(-\d+|…)/g, '<id>'],
  [/\bversion [\w.-]{32}/g, 'version <id>'],
  [/\b\d+(\.\d+)? m?s\b/g, '<seconds>'],
  // The column of seconds in a table, between those of retries and of the price.
  [/│ +\d+\.\d │/g, '│ <seconds> │'],
  [/\/tmp\/[\w./-]+/g, '<folder>'],
  // Lines of definitions and environments move with each change above them.
  [/^( *)((definitions|environments)\/[\w.-]+)(:\d+){1,2}/, '$1$2:<line>'],
  [/^ *(\d+ )?\|/, '|'],
  [/^ +(?== help: )/, ''],
  // Numbers of tests grow with the project.
  [/\b(\d+)( passed, )\1( total)/g, '<n>$2<n>$3'],
];

/** What is printed while a slow computer works, and on an older Node, is left out. */
function withoutProgress(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !/^ {2}.*, \d+ s$|^warning: functions run here on Node/.test(line));
}

function mask(line: string): string {
  return differing.reduce(
    (masked, [pattern, word]) => masked.replaceAll(new RegExp(pattern, 'g'), word),
    line.trimEnd(),
  );
}

function patternOf(line: string): RegExp {
  const literal = mask(line)
    .split('…')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}
