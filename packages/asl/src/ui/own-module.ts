import { dirname, join } from 'node:path';
import { packageFileAbove } from '../language/paths';

/** Returns the file of a module of this package's page. The code that asks may be in a bundle, far from its source. */
export function ownModule(name: string): string {
  return join(dirname(packageFileAbove(__dirname)), 'src', 'ui', 'page', name, 'index.ts');
}

/** The modules of this package's page, in the order of the menu: a packed package has the page of these. */
export const ownModules: readonly string[] = ['executions', 'definitions'].map(ownModule);
