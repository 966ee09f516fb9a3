import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFileAbove } from '../paths';

/** Returns the script of a page that is one file. A packed package has it in dist/; in a repository it is bundled from its sources. */
export function scriptOf(page: 'graph-file'): string {
  const root = dirname(packageFileAbove(__dirname));
  const source = join(root, 'src', 'language', 'graph', 'page', `${page}.ts`);
  if (!existsSync(source)) return readFileSync(join(root, 'dist', `${page}.js`), 'utf8');
  const { bundleScript } = require(join(root, 'page-script.js')) as { bundleScript: (file: string) => string };
  return bundleScript(source);
}
