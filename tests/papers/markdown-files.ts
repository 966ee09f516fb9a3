import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository. */
export const root = join(__dirname, '..', '..');

/** A Markdown file: its path from the root, and its text without fenced blocks, whose links are not followed. */
export interface MarkdownFile {
  readonly path: string;
  readonly prose: string;
}

/** Returns every Markdown file for people: those at the root, those of docs/ and .github/, and the README of each package. */
export function markdownFiles(): readonly MarkdownFile[] {
  const atRoot = readdirSync(root).filter((name) => name.endsWith('.md'));
  const below = ['docs', '.github'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  );
  const ofPackages = readdirSync(join(root, 'packages'))
    .map((name) => join('packages', name, 'README.md'))
    .filter((path) => existsSync(join(root, path)));
  return [...atRoot, ...below, ...ofPackages]
    .sort()
    .map((path) => ({ path, prose: proseOf(readFileSync(join(root, path), 'utf8')) }));
}

/**
 * Returns the anchors of a file's headings, as GitHub generates them: lower case, blanks to hyphens, other signs dropped, repeats
 * numbered.
 */
export function anchorsOf(prose: string): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const anchors = [...prose.matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return new Set(anchors);
}

function proseOf(text: string): string {
  return text.replaceAll(/^( *)(`{3,}|~{3,})[\s\S]*?^ *\2 *$/gm, '');
}
