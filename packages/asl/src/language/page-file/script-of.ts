import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packageFileAbove } from '../paths';

/**
 * Returns the script of a page that is one file. A packed package has it in dist/; in a repository it is bundled from its sources. `module`:
 * its file below src/, `language/graph-page/graph-file`.
 */
export function scriptOf(module: string): string {
  const root = dirname(packageFileAbove(__dirname));
  const source = join(root, 'src', `${module}.ts`);
  if (!existsSync(source)) return readFileSync(join(root, 'dist', `${basename(module)}.js`), 'utf8');
  const { bundleScript } = require(join(root, 'browser-bundles.js')) as { bundleScript: (file: string) => string };
  return bundleScript(source);
}
