import { sep } from 'node:path';

/** A file, and the end of its path that it is called by. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

/**
 * Returns a different name for each file: equal names are extended by one more folder of their path, until all differ. So a name
 * depends on which files there are, and never on their order. Each path is used once.
 */
export function withDistinctNames(files: readonly NamedFile[]): readonly NamedFile[] {
  const counts = new Map<string, number>();
  for (const { name } of files) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size === files.length) return files;
  return withDistinctNames(files.map((file) => ((counts.get(file.name) ?? 0) > 1 ? lengthenName(file) : file)));
}

function lengthenName({ path, name }: NamedFile): NamedFile {
  const segments = path.split(sep).filter((segment) => segment !== '');
  return { path, name: segments.slice(-name.split('/').length - 1).join('/') };
}
