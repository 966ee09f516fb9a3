import type { Json } from '@document-pipelines/asl/definition';

/** Converts the name of a member. */
type Convert = (name: string) => string;

/** `modelId` of a definition's `ModelId`. */
export const toCamelCase: Convert = (name) => name.charAt(0).toLowerCase() + name.slice(1);

/** `ModelId` of the API's `modelId`. */
export const toPascalCase: Convert = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * Renames the members of an API shape, all the way down, except inside the members that `freeForm` names as `Parent.Member`
 * (`*` for any parent; names in PascalCase): what is in them is the author's own JSON.
 */
export function renameMembers(value: Json, convert: Convert, freeForm: readonly string[]): Json {
  return renameUnder(value, { convert, freeForm: new Set(freeForm) }, '');
}

interface Renaming {
  readonly convert: Convert;
  readonly freeForm: ReadonlySet<string>;
}

function renameUnder(value: Json, renaming: Renaming, parent: string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => renameUnder(item, renaming, parent));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const pascal = toPascalCase(name);
      const own = renaming.freeForm.has(`${parent}.${pascal}`) || renaming.freeForm.has(`*.${pascal}`);
      return [renaming.convert(name), own ? member : renameUnder(member, renaming, pascal)];
    }),
  );
}
