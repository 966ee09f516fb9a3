import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { anchorsOf, markdownFiles, root } from './markdown-files';

const files = markdownFiles();
const anchors = new Map(files.map(({ path, prose }) => [path, anchorsOf(prose)]));

/** Returns the targets of a file's links and pictures, without those of other sites. */
function targetsOf(prose: string): readonly string[] {
  const withoutCode = prose.replaceAll(/`[^`\n]*`/g, '');
  const targets = [...withoutCode.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** Returns the problem of a link; undefined if its file exists and, in a Markdown file, its heading. */
function problemOf(from: string, target: string): string | undefined {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), file));
  if (path.startsWith('..')) return `${target} leaves the repository`;
  if (!existsSync(join(root, path))) return `${target}: there is no ${path}`;
  if (anchor === undefined) return undefined;
  if (statSync(join(root, path)).isDirectory()) return `${target}: a folder has no headings`;
  return anchors.get(path)?.has(anchor) === true ? undefined : `${target}: ${path} has no such heading`;
}

it('reads every page', () => {
  expect(files.length).toBeGreaterThan(30);
  expect(files.flatMap(({ prose }) => targetsOf(prose)).length).toBeGreaterThan(50);
});

it.each(files.map(({ path, prose }) => [path, prose]))('%s links to files and headings that exist', (path, prose) => {
  const problems = targetsOf(prose).flatMap((target) => problemOf(path, target) ?? []);
  expect(problems).toEqual([]);
});

it.each([
  ['## A `code` heading, twice', 'a-code-heading-twice'],
  ['# [Linked](page.md) text', 'linked-text'],
  ['## Same\n\n## Same', 'same-1'],
])('finds the anchor of %s', (prose, anchor) => {
  expect([...anchorsOf(prose)]).toContain(anchor);
});
