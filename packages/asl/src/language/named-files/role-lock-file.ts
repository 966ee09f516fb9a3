import { existsSync, readFileSync } from 'node:fs';

/** The file of a definition's lock, beside it: `orders.asl.yaml` → `orders.role.yaml`. */
export function roleLockFile(definitionFile: string): string {
  return `${definitionFile.replace(/(\.asl)?\.(ya?ml|json)$/, '')}.role.yaml`;
}

/** Returns the text of a definition's lock; undefined without a file. */
export function roleLockText(definitionFile: string): string | undefined {
  const file = roleLockFile(definitionFile);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
