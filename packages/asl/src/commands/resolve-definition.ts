import { existsSync } from 'node:fs';
import { nameOf } from '../interpreter/cases';
import { nearestWord, UserError } from '../language/diagnostics';
import { findDefinitions } from './find-definitions';

/**
 * Returns the file of a definition from a path, or from its name in definitions/. Throws a UserError if it does not
 * exist.
 */
export function resolveDefinition(definition: string): string {
  if (existsSync(definition)) return findDefinitions([definition])[0]!;
  if (/[/\\]|\.(ya?ml|json)$/.test(definition)) throw new UserError(`${definition} does not exist`);
  const files = existsSync('definitions') ? findDefinitions(['definitions']) : [];
  const found = files.find((file) => nameOf(file) === definition);
  if (found !== undefined) return found;
  const near = nearestWord(definition, files.map(nameOf));
  throw new UserError(
    `there is no definition \`${definition}\` in definitions/${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
  );
}
